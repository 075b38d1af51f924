import { lazy, Suspense, useMemo } from 'react';
import type { HouseholdWhatIfResponse } from '../../../../api/types-analysis.ts';
import { formatYuan } from '../../../format/yuan.ts';
import { usePreferences } from '../../../hooks/use-preferences.ts';
import { useText, useWording, useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';
import { CliffTable } from './CliffTable.tsx';
import { isSameCurve, markedCliffs } from './marked-cliffs.ts';
import { PointTable } from './PointTable.tsx';

const BudgetChart = lazy(async () => ({
  default: (await import('../../../charts/BudgetChart.tsx')).BudgetChart,
}));

interface BudgetAnswerProps {
  readonly answer: HouseholdWhatIfResponse;
  /** Whose month it is. */
  readonly name: string;
  /** Whether the sliders change anything of the law. */
  readonly isReformed: boolean;
}

/** The curve, its cliffs, and what the household has at the wage of today. */
export function BudgetAnswer({ answer, name, isReformed }: BudgetAnswerProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const { chartLoading } = useText();
  const picture = useMemo(() => {
    const before = answer.before.curve;
    const after = isSameCurve(before, answer.after.curve) ? null : answer.after.curve;
    return { before, after, cliffs: markedCliffs(before, after) };
  }, [answer]);
  return (
    <>
      <ul className="legend">
        <li className="legend-baseline">{text.legendBefore}</li>
        {picture.after === null ? null : <li>{text.legendAfter}</li>}
      </ul>
      {picture.after === null && isReformed ? <p>{text.sameCurve}</p> : null}
      <Suspense fallback={<p className="budget-chart">{chartLoading}</p>}>
        <BudgetChart picture={picture} words={text} label={text.curveLabel(name)} />
      </Suspense>
      <CliffTable picture={picture} />
      <Standing answer={answer} />
      <PointTable before={picture.before} after={picture.after} />
    </>
  );
}

function Standing({ answer }: { readonly answer: HouseholdWhatIfResponse }) {
  const text = useWords(whatIfZh, whatIfEn);
  const wording = useWording();
  const { language } = usePreferences();
  const money = (fen: number): string => formatYuan(fen, language);
  const words = ({ income_fen_month, benefits_fen_month, net_fen_month }: typeof answer.before): string =>
    text.standing(money(income_fen_month), money(benefits_fen_month), money(net_fen_month));
  const isSame = answer.before.net_fen_month === answer.after.net_fen_month;
  return (
    <div className="standing">
      <h3>{text.asItStands}</h3>
      <p>
        {text.legendBefore}
        {text.colon}
        {words(answer.before)}
      </p>
      {isSame ? null : (
        <p>
          {text.legendAfter}
          {text.colon}
          {words(answer.after)}
        </p>
      )}
      {answer.gained.length === 0 ? null : (
        <p>
          ＋ {text.gained}
          {text.colon}
          {answer.gained.map(({ title }) => wording(title)).join(' · ')}
        </p>
      )}
      {answer.lost.length === 0 ? null : (
        <p>
          − {text.lostItems}
          {text.colon}
          {answer.lost.map(({ title }) => wording(title)).join(' · ')}
        </p>
      )}
    </div>
  );
}
