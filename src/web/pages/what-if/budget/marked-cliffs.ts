import type { BudgetCurve } from '../../../../api/types-analysis.ts';

type Cliff = BudgetCurve['cliffs'][number];

/** A cliff with the sign that stands for it in the picture and in the table. */
export interface MarkedCliff extends Cliff {
  readonly mark: string;
  readonly law: 'before' | 'after';
}

/** Shallower drops are steps of rounding, not cliffs: one yuan. */
const leastDepthFen = 100;

/** Cliffs of both laws in order of wage: letters for the law as it is, numbers for the scenario. */
export function markedCliffs(before: BudgetCurve, after: BudgetCurve | null): readonly MarkedCliff[] {
  const letters = deep(before).map((cliff, i) => ({
    ...cliff,
    mark: letter(i),
    law: 'before' as const,
  }));
  const numbers = after === null ? [] : deep(after);
  return [
    ...letters,
    ...numbers.map((cliff, i) => ({ ...cliff, mark: String(i + 1), law: 'after' as const })),
  ];
}

function deep({ cliffs }: BudgetCurve): readonly Cliff[] {
  return cliffs.filter(({ depth_fen_month: depth }) => depth >= leastDepthFen);
}

/** A, B … Z, A2, B2 … */
function letter(i: number): string {
  const round = Math.floor(i / 26);
  return `${String.fromCharCode(65 + (i % 26))}${round === 0 ? '' : String(round + 1)}`;
}

/** Whether two laws leave a household the same at every wage. */
export function isSameCurve(before: BudgetCurve, after: BudgetCurve): boolean {
  return before.net_fen_month.every((net, i) => net === after.net_fen_month[i]);
}
