import { useMemo } from 'react';
import { usePreferences } from '../hooks/use-preferences.ts';
import { budgetOption, type BudgetPicture, type BudgetWords } from './budget-option.ts';
import { Chart } from './Chart.tsx';

interface BudgetChartProps {
  readonly picture: BudgetPicture;
  readonly words: BudgetWords;
  readonly label: string;
}

/** A household's month against one wage. The cliffs stand in a table beside it. */
export function BudgetChart({ picture, words, label }: BudgetChartProps) {
  const { large } = usePreferences();
  const option = useMemo(() => {
    const family = window.getComputedStyle(document.documentElement).fontFamily;
    return budgetOption(picture, words, { family, size: large ? 16 : 12 });
  }, [picture, words, large]);
  return <Chart option={option} label={label} className="budget-chart" />;
}
