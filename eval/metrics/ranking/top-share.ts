import {
  endOfTie,
  mass,
  rankScores,
  type Numbers,
  type Outcomes,
  type RankedScores,
} from '../scores/ranked-scores.ts';

/**
 * What a list of the highest scores finds, when only a share of households can be visited.
 *
 * Rows tied at the edge of the list: the plain values are expected values under a random order of the ties;
 * `_best` and `_worst` are the luckiest and unluckiest orders.
 */
export interface TopShare {
  /** Share of all weight that can be visited, 0..1. */
  readonly share: number;
  /** Visits: ⌊share × n⌋ whole rows, at least 1; with fractional weights exactly share × total weight. */
  readonly k: number;
  /** Score at the edge of the list. */
  readonly threshold: number;
  /** Weight of rows that share the edge score; 1 or less: no tie. */
  readonly tied: number;
  readonly precision: number;
  readonly recall: number;
  /** Precision divided by the base rate: 1 is random. */
  readonly lift: number;
  readonly precision_best: number;
  readonly precision_worst: number;
  readonly recall_best: number;
  readonly recall_worst: number;
  /** Of those visited, the share who were not positive: 1 − precision. */
  readonly inclusion_error: number;
  /** Of the positives, the share not visited: 1 − recall. */
  readonly exclusion_error: number;
}

/**
 * Precision, recall and lift among the highest-scored share of rows.
 *
 * @param y      outcomes, `[n]`, 0 or 1
 * @param p      scores, `[n]`
 * @param share  0..1, share of total weight that can be listed
 * @param w      weights, `[n]`; default all 1. Whole weights count as copies
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_EMPTY, JZ_EVAL_VALUE
 * @example topShare([1, 0, 1, 0], [0.9, 0.8, 0.7, 0.1], 0.5).precision // 0.5
 */
export function topShare(y: Outcomes, p: Numbers, share: number, w?: Numbers): TopShare {
  return topShareOfRanked(rankScores(y, p, w), share);
}

/** {@link topShare} of rows already ranked. */
export function topShareOfRanked(ranked: RankedScores, share: number): TopShare {
  const { total, positives } = mass(ranked);
  const k = capacity(ranked.w, total, share);
  const edge = listEdge(ranked, k);
  const expected = edge.foundAbove + edge.tiedPositives * edge.taken;
  const room = k - edge.above;
  const best = edge.foundAbove + Math.min(room, edge.tiedPositives);
  const worst = edge.foundAbove + Math.max(0, room - (edge.tied - edge.tiedPositives));
  return {
    share,
    k,
    threshold: edge.threshold,
    tied: edge.tied,
    precision: expected / k,
    recall: expected / positives,
    lift: expected / k / (positives / total),
    precision_best: best / k,
    precision_worst: worst / k,
    recall_best: best / positives,
    recall_worst: worst / positives,
    inclusion_error: 1 - expected / k,
    exclusion_error: 1 - expected / positives,
  };
}

/** Chance of each row, in input order, to be on the list under a random order of ties. */
export function listedShare(ranked: RankedScores, share: number): Float64Array {
  const edge = listEdge(ranked, capacity(ranked.w, mass(ranked).total, share));
  const listed = new Float64Array(ranked.p.length);
  for (let i = 0; i < listed.length; i++) {
    const score = ranked.p[i]!;
    listed[ranked.row[i]!] = score > edge.threshold ? 1 : score === edge.threshold ? edge.taken : 0;
  }
  return listed;
}

function capacity(w: Float64Array, total: number, share: number): number {
  const exact = Math.min(1, Math.max(0, share)) * total;
  if (!w.every((weight) => Number.isInteger(weight))) return exact;
  return Math.max(1, Math.floor(exact * (1 + 1e-12)));
}

interface ListEdge {
  readonly threshold: number;
  /** Weight listed for certain, and the positives in it. */
  readonly above: number;
  readonly foundAbove: number;
  /** Weight and positives at the edge score, and the share of them that fits. */
  readonly tied: number;
  readonly tiedPositives: number;
  readonly taken: number;
}

function listEdge({ p, y, w }: RankedScores, k: number): ListEdge {
  let above = 0;
  let foundAbove = 0;
  for (let start = 0; ;) {
    const end = endOfTie(p, start);
    let tied = 0;
    let tiedPositives = 0;
    for (let i = start; i < end; i++) {
      tied += w[i]!;
      if (y[i] === 1) tiedPositives += w[i]!;
    }
    if (above + tied >= k || end === p.length) {
      const taken = tied > 0 ? Math.min(1, (k - above) / tied) : 1;
      return { threshold: p[start]!, above, foundAbove, tied, tiedPositives, taken };
    }
    above += tied;
    foundAbove += tiedPositives;
    start = end;
  }
}
