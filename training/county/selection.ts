/**
 * Which model group is taken, by what came before: named rules over the splits, each with its regret.
 */
import {
  aucOfRanked,
  averagePrecisionOfRanked,
  chooseGroup,
  dominatedGroups,
  followRule,
  rankScores,
  topShareOfRanked,
  UNKNOWN,
  type JudgedLabel,
  type RankedScores,
  type RuleResult,
  type Selection,
  type SelectionRule,
} from '../../eval/index.ts';
import type { CountyConfig } from './config.ts';
import type { ModelGrid } from './model-grid.ts';
import { groupTitle } from './rivals.ts';

/** Other rules shown beside the configured one. */
const alsoShown: readonly SelectionRule[] = [
  { rule: 'best_average' },
  { rule: 'best_current' },
  { rule: 'most_stable' },
  { rule: 'most_often_near_best', within: 0.01 },
  { rule: 'steady_average', penalty: 1 },
  { rule: 'recent_average', half_life: 2 },
];

/** The configured metric of a ranking of a split's test rows; NaN when outcomes are all alike. */
export function selectionMetric(config: CountyConfig, { y }: JudgedLabel, p: Float64Array): number {
  const known = Int32Array.from(y.keys()).filter((i) => y[i] !== UNKNOWN);
  if (known.length === 0) return Number.NaN;
  const ranked = rankScores(
    Uint8Array.from(known, (i) => y[i]!),
    Float64Array.from(known, (i) => p[i]!),
  );
  return metricOf(config, ranked);
}

function metricOf({ select: { metric }, capacity }: CountyConfig, ranked: RankedScores): number {
  switch (metric) {
    case 'auc':
      return aucOfRanked(ranked);
    case 'average_precision':
      return averagePrecisionOfRanked(ranked);
    case 'recall':
    case 'precision':
      return topShareOfRanked(ranked, capacity)[metric];
  }
}

/** What happened, split by split. */
export interface SelectionFacts extends Pick<Selection, 'from' | 'pruned'> {
  /** Metric of each group in each split; NaN when it was left out by then. */
  readonly history: readonly (readonly number[])[];
}

/** What every rule would have done. */
export function select(
  config: CountyConfig,
  groups: readonly string[],
  { history, from, pruned }: SelectionFacts,
): Selection {
  const { metric, by: rule } = config.select;
  const first = groups[0]!;
  const others = alsoShown.filter((one) => one.rule !== rule.rule);
  const rules = [rule, ...others].map((one) => ruleResult(groups, history, one));
  return {
    metric,
    groups,
    titles: groups.map(groupTitle),
    from,
    history: history.map((values) => values.map((value) => (Number.isNaN(value) ? null : value))),
    taken: history.map((_, t) => rules[0]?.chosen[t] ?? first),
    rule,
    rules,
    pruned,
  };
}

function ruleResult(
  groups: readonly string[],
  history: readonly (readonly number[])[],
  rule: SelectionRule,
): RuleResult {
  const { chosen, meanRegret } = followRule(history, rule);
  return {
    rule,
    chosen: chosen.map((group) => groups[group] ?? null),
    meanRegret: Number.isNaN(meanRegret) ? null : meanRegret,
    now: groups[chooseGroup(history, rule)] ?? null,
  };
}

/**
 * The grid without the groups that were clearly dominated so far (the one the rule would take now stays), and without
 * candidates that no group needs.
 */
export function pruneGrid(
  grid: ModelGrid,
  { prune, select: { by } }: CountyConfig,
  groups: readonly string[],
  history: readonly (readonly number[])[],
): ModelGrid {
  if (!prune || history.length !== prune.after_splits) return grid;
  const dominated = new Set(dominatedGroups(history, prune.margin).map((place) => groups[place]!));
  const taken = groups[chooseGroup(history, by)];
  const left = grid.groups.filter(({ id }) => id === taken || !dominated.has(id));
  const needed = new Set(left.flatMap(({ members }) => members));
  return { groups: left, candidates: grid.candidates.filter(({ name }) => needed.has(name)) };
}
