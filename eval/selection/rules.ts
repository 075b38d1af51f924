/**
 * Choosing a model group over time: rules that look at past test periods alone, and what each would have cost.
 *
 * @see Audition, the model selection of dssg/triage (Ackermann et al., 2018)
 */

/** How to choose. */
export type SelectionRule =
  /** Best in the latest period. */
  | { readonly rule: 'best_current' }
  /** Best average over all periods so far. */
  | { readonly rule: 'best_average' }
  /** Smallest variance over the periods so far. */
  | { readonly rule: 'most_stable' }
  /** Most often within `within` of the best of its period; the better average among equals. */
  | { readonly rule: 'most_often_near_best'; readonly within: number }
  /** Best average less `penalty` standard deviations. */
  | { readonly rule: 'steady_average'; readonly penalty: number }
  /** Best average in which a period counts half as much as one `half_life` periods later. */
  | { readonly rule: 'recent_average'; readonly half_life: number };

/** Metric of each group in each period, `[periods][groups]`, higher = better; NaN: not measured, not eligible later. */
export type GroupHistory = readonly (readonly number[])[];

/**
 * The group a rule takes after the periods given; the first of equals. NaN anywhere makes a group ineligible.
 *
 * @returns position of the group; -1 when there is no period or no eligible group
 */
export function chooseGroup(history: GroupHistory, rule: SelectionRule): number {
  const groups = history[0]?.length ?? 0;
  let best = -1;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let group = 0; group < groups; group++) {
    const score = scoreOf(history, group, rule);
    if (score > bestScore) [best, bestScore] = [group, score];
  }
  return best;
}

/** What a rule did over time. */
export interface RuleRecord {
  /** Group chosen before each period, `[periods]`; -1 for the first, before which nothing is known. */
  readonly chosen: readonly number[];
  /** Metric of the best group of the period less that of the chosen one, `[periods]`; NaN for the first. */
  readonly regret: readonly number[];
  /** Mean over the periods after the first; NaN when there is none. */
  readonly meanRegret: number;
}

/** Follows a rule from period to period: it chooses from what came before and is judged by what comes next. */
export function followRule(history: GroupHistory, rule: SelectionRule): RuleRecord {
  const chosen = history.map((_, t) => chooseGroup(history.slice(0, t), rule));
  const regret = history.map((values, t) => {
    const own = values[chosen[t]!] ?? Number.NaN;
    return Math.max(...values.filter((value) => !Number.isNaN(value))) - own;
  });
  const known = regret.filter((value) => !Number.isNaN(value));
  return { chosen, regret, meanRegret: known.reduce((sum, value) => sum + value, 0) / known.length };
}

/** Groups so far below the best, in each of the periods given, that none of them is worth going on with. */
export function dominatedGroups(history: GroupHistory, margin: number): number[] {
  const groups = history[0]?.length ?? 0;
  return Array.from({ length: groups }, (_, group) => group).filter((group) =>
    history.every((values) => {
      const best = Math.max(...values.filter((value) => !Number.isNaN(value)));
      return !(values[group]! >= best - margin);
    }),
  );
}

function scoreOf(history: GroupHistory, group: number, rule: SelectionRule): number {
  const values = history.map((period) => period[group]!);
  if (values.some(Number.isNaN)) return Number.NaN;
  switch (rule.rule) {
    case 'best_current':
      return values.at(-1) ?? Number.NaN;
    case 'best_average':
      return mean(values);
    case 'most_stable':
      return -variance(values);
    case 'most_often_near_best':
      return nearBest(history, values, rule.within) + mean(values) * 1e-9;
    case 'steady_average':
      return mean(values) - rule.penalty * Math.sqrt(variance(values));
    case 'recent_average':
      return weightedMean(values, (ago) => 2 ** (-ago / rule.half_life));
  }
}

function nearBest(history: GroupHistory, values: readonly number[], within: number): number {
  return values.filter((value, t) => {
    const best = Math.max(...history[t]!.filter((one) => !Number.isNaN(one)));
    return value >= best - within;
  }).length;
}

function mean(values: readonly number[]): number {
  return weightedMean(values, () => 1);
}

function weightedMean(values: readonly number[], weight: (ago: number) => number): number {
  const weights = values.map((_, t) => weight(values.length - 1 - t));
  const total = weights.reduce((sum, one) => sum + one, 0);
  return values.reduce((sum, value, t) => sum + value * weights[t]!, 0) / total;
}

/** Of the population; 0 for one period. */
function variance(values: readonly number[]): number {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
}
