import type { RegisteredModelResponse } from '../../../api/types-analysis.ts';

/** What a bundle carries of its evaluation. */
export type Evaluation = NonNullable<RegisteredModelResponse['evaluation']>;
/** A column of groups. */
export type FairnessColumn = Evaluation['fairness'][number];
/** One group. */
export type FairnessGroup = FairnessColumn['groups'][number];

const order: readonly FairnessGroup['verdict'][] = [
  'missed_more',
  'inconclusive',
  'similar',
  'missed_less',
  'not_estimable',
];

/** Groups with those that are missed more first, and those of which nothing can be said last. */
export function missedFirst(groups: readonly FairnessGroup[]): readonly FairnessGroup[] {
  return [...groups].sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
}

/** All groups of an audit with one verdict. */
export function groupsWith(
  columns: readonly FairnessColumn[],
  verdict: FairnessGroup['verdict'],
): readonly FairnessGroup[] {
  return columns.flatMap(({ groups }) => groups.filter((one) => one.verdict === verdict));
}
