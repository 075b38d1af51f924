import { lazy, Suspense } from 'react';
import type { HouseholdPeriod } from '../../../api/types.ts';
import { currencyName } from '../../format/numbers.ts';
import { usePreferences } from '../../hooks/use-preferences.ts';
import { useText } from '../../hooks/use-text.ts';
import { HistoryLegend } from './HistoryLegend.tsx';

const IncomeChart = lazy(async () => {
  const { IncomeChart: chart } = await import('../../charts/IncomeChart.tsx');
  return { default: chart };
});

interface HistoryProps {
  readonly history: readonly HouseholdPeriod[];
  readonly currency: string;
}

/** Income a head against that period's median and poverty line; the chart's code comes when it is needed. */
export function History({ history, currency }: HistoryProps) {
  const text = useText();
  const { language } = usePreferences();
  return (
    <section className="card" aria-labelledby="history-title">
      <h2 id="history-title">{text.historyTitle}</h2>
      <p className="hint">
        {text.historyHint} {text.moneyNote(currencyName(currency, language))}
      </p>
      {history.length === 0 ? (
        <p>{text.historyNone}</p>
      ) : (
        <>
          <HistoryLegend />
          <Suspense fallback={<p className="income-chart">{text.chartLoading}</p>}>
            <IncomeChart history={history} />
          </Suspense>
        </>
      )}
    </section>
  );
}
