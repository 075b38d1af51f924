/**
 * The same metrics for each group of households, and who the common list misses.
 */
import { evaluateBinary, type BinaryEvaluation, type EvaluateOptions } from './evaluate-binary.ts';
import { listedShare } from './metrics/ranking/top-share.ts';
import { rankScores, type Numbers, type Outcomes } from './metrics/scores/ranked-scores.ts';

/** Groups smaller than this say "not estimable". */
export const MIN_GROUP_ROWS = 30;

/** One group. */
export interface GroupEvaluation {
  /** Value of the grouping column; empty cells are one group, `null`. */
  readonly group: string | null;
  readonly n: number;
  readonly positives: number;
  /** False for fewer than 30 rows, one class or no weight: then no metric is given. */
  readonly estimable: boolean;
  readonly reason: 'few_rows' | 'one_class' | 'no_weight' | null;
  /** Share of the group on the list of all households, per capacity. */
  readonly listed: readonly GroupListing[] | null;
  /** Metrics within the group (its own ranking). */
  readonly metrics: BinaryEvaluation | null;
}

/** How a group fares on the common list at one capacity. */
export interface GroupListing {
  /** Share of all households that can be visited. */
  readonly share: number;
  /** Share of this group on the list. */
  readonly listed_share: number;
  /** Of the group's positives, the share on the list: low means its needy are missed. */
  readonly recall: number;
  /** Of the group's rows on the list, the share positive; null when none is listed. */
  readonly precision: number | null;
}

/**
 * Measures every value of a grouping column, in order of name, empty last.
 *
 * @param y       outcomes, `[n]`, 0 or 1
 * @param p       probabilities, `[n]`, 0..1
 * @param groups  group of each row, `[n]`
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_EMPTY, JZ_EVAL_VALUE
 */
export function evaluateGroups(
  y: Outcomes,
  p: Numbers,
  groups: ArrayLike<string | null>,
  options: EvaluateOptions = {},
): GroupEvaluation[] {
  const ranked = rankScores(y, p, options.weights);
  const listings = (options.shares ?? [0.1]).map((share) => ({ share, listed: listedShare(ranked, share) }));
  return [...rowsByGroup(groups, y.length)].map(([group, rows]) => {
    const n = rows.length;
    const positives = rows.reduce((sum, row) => sum + y[row]!, 0);
    const reason = whyNot(rows, positives, options.weights);
    if (reason) return { group, n, positives, estimable: false, reason, listed: null, metrics: null };
    const pick = (values: Numbers): Float64Array => Float64Array.from(rows, (row) => values[row]!);
    const { weights, ...rest } = options;
    const w = weights ? pick(weights) : new Float64Array(n).fill(1);
    const [yGroup, pGroup] = [pick(y), pick(p)];
    return {
      group,
      n,
      positives,
      estimable: true,
      reason,
      listed: listings.map(({ share, listed }) => groupListing(share, yGroup, w, pick(listed))),
      metrics: evaluateBinary(yGroup, pGroup, { ...rest, weights: w }),
    };
  });
}

function whyNot(rows: readonly number[], positives: number, weights?: Numbers): GroupEvaluation['reason'] {
  if (rows.length < MIN_GROUP_ROWS) return 'few_rows';
  if (positives === 0 || positives === rows.length) return 'one_class';
  return weights && rows.every((row) => weights[row] === 0) ? 'no_weight' : null;
}

function rowsByGroup(groups: ArrayLike<string | null>, n: number): Map<string | null, number[]> {
  const rows = new Map<string | null, number[]>();
  for (let i = 0; i < n; i++) {
    const group = groups[i] ?? null;
    const members = rows.get(group);
    if (members) members.push(i);
    else rows.set(group, [i]);
  }
  const numeric = [...rows.keys()].every(
    (name) => name === null || (name !== '' && Number.isFinite(Number(name))),
  );
  return new Map([...rows].sort(([a], [b]) => byName(a, b, numeric)));
}

/** Numbers in numeric order, text by code unit, empty last. */
function byName(a: string | null, b: string | null, numeric: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (numeric) return Number(a) - Number(b);
  return a < b ? -1 : Number(a > b);
}

function groupListing(share: number, y: Numbers, w: Numbers, listed: Numbers): GroupListing {
  let [total, onList, positives, found] = [0, 0, 0, 0];
  for (let i = 0; i < y.length; i++) {
    const chance = w[i]! * listed[i]!;
    total += w[i]!;
    onList += chance;
    positives += w[i]! * y[i]!;
    found += chance * y[i]!;
  }
  return {
    share,
    listed_share: onList / total,
    recall: found / positives,
    precision: onList > 0 ? found / onList : null,
  };
}
