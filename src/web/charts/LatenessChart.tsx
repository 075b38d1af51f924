import { useMemo } from 'react';
import type { QualityResponse } from '../../api/types-analysis.ts';
import { usePreferences } from '../hooks/use-preferences.ts';
import { Chart } from './Chart.tsx';
import { latenessOption } from './lateness-option.ts';

interface LatenessChartProps {
  readonly months: QualityResponse['departments'][number]['months'];
  readonly names: { readonly p90: string; readonly median: string };
  readonly label: string;
}

/** How late a department is, month by month. The same figures stand in a table beside it. */
export function LatenessChart({ months, names, label }: LatenessChartProps) {
  const { large } = usePreferences();
  const option = useMemo(() => {
    const family = window.getComputedStyle(document.documentElement).fontFamily;
    return latenessOption(months, names, { family, size: large ? 16 : 12 });
  }, [months, names, large]);
  return <Chart option={option} label={label} className="lateness-chart" />;
}
