import { useMemo } from 'react';
import type { HouseholdPeriod } from '../../api/types.ts';
import { usePreferences } from '../hooks/use-preferences.ts';
import { useText } from '../hooks/use-text.ts';
import { Chart } from './Chart.tsx';
import { incomeOption } from './income-option.ts';

/** A household's income over time. The same figures stand in a table beside it. */
export function IncomeChart({ history }: { readonly history: readonly HouseholdPeriod[] }) {
  const text = useText();
  const { large } = usePreferences();
  const option = useMemo(() => {
    const family = window.getComputedStyle(document.documentElement).fontFamily;
    return incomeOption(history, text, { family, size: large ? 16 : 12 });
  }, [history, text, large]);
  return (
    <Chart option={option} label={`${text.historyTitle}. ${text.historyHint}`} className="income-chart" />
  );
}
