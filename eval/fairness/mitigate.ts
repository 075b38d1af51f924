/**
 * Lists of the same length that even out recall between groups, and what they cost: true cases no longer found.
 */
import { fnv1a } from '../../src/core/hash.ts';
import type { GroupColumn } from '../report/types.ts';
import { listedShare } from '../metrics/ranking/top-share.ts';
import { rankScores } from '../metrics/scores/ranked-scores.ts';
import type { Words } from '../../src/io/page/text.ts';
import { clustersOf, type Clusters } from './clusters.ts';
import { codedColumn, type CodedColumn } from './columns.ts';

/** What the trade is computed from. */
export interface MitigationInput {
  /** Outcomes, `[n]`, 0 or 1. */
  readonly y: ArrayLike<number>;
  /** Scores, `[n]`, higher = more at risk. */
  readonly p: ArrayLike<number>;
  /** Household of each row, `[n]`; a household's rows are never on both sides of the cross-fit. */
  readonly households: ArrayLike<string | number>;
  readonly column: GroupColumn;
  /** Share of rows that can be visited: the same for every list. */
  readonly capacity: number;
}

/** One list between the common threshold and equal recall. */
export interface MitigationStep {
  /** 0: one threshold for everybody; 1: thresholds that gave every group the same recall on the other half. */
  readonly strength: number;
  /** Expected number of true cases on the list. */
  readonly found: number;
  /** True cases lost against strength 0, with a 95 % interval over households; negative: gained. */
  readonly lost: number;
  readonly lost_low: number;
  readonly lost_high: number;
  /** Highest minus lowest recall of the groups. */
  readonly gap: number;
  readonly groups: readonly {
    readonly group: string | null;
    readonly name: Words;
    /** Share of the group on the list. */
    readonly listed: number;
    readonly recall: number;
  }[];
}

/** Groups with fewer positives in a half keep their common threshold: their recall cannot be aimed at. */
const LEAST_POSITIVES = 20;
const STRENGTHS = [0, 0.25, 0.5, 0.75, 1] as const;

/**
 * Cross-fitted: the shares of each half are chosen on the other half's outcomes, so that the price is not flattered.
 *
 * @returns strengths 0 … 1; empty when fewer than two groups have the positives to aim at
 * @throws JZ_EVAL_EMPTY, JZ_EVAL_LENGTH, JZ_EVAL_VALUE
 */
export function priceOfParity(input: MitigationInput): MitigationStep[] {
  const column = codedColumn(input.column, input.y.length);
  const half = Array.from({ length: input.y.length }, (_, i) => fnv1a(String(input.households[i])) & 1);
  const halves = [0, 1].map((side) => [...half.keys()].filter((i) => half[i] === side));
  if (halves.some((rows) => aimable(input, column, rows).length < 2)) return [];
  const common = listsOf(input, column, halves, 0);
  const clusters = clustersOf(input.households, input.y.length);
  return STRENGTHS.map((strength) => {
    const listed = strength === 0 ? common : listsOf(input, column, halves, strength);
    return stepOf(input, column, { strength, listed, common, clusters });
  });
}

function listsOf(
  input: MitigationInput,
  column: CodedColumn,
  halves: readonly (readonly number[])[],
  strength: number,
): Float64Array {
  const into = new Float64Array(input.y.length);
  for (const [side, rows] of halves.entries()) {
    const shares = sharesOn(input, column, halves[1 - side]!, strength);
    applyShares(input, column, rows, shares, into);
  }
  return into;
}

/** Share of each group to list: between what one threshold lists of it and what equal recall asks for. */
function sharesOn(
  input: MitigationInput,
  column: CodedColumn,
  rows: readonly number[],
  strength: number,
): number[] {
  const members = membersOf(column, rows);
  const listed = listedRows(input, rows, input.capacity);
  const common = members.map((own) => own.reduce((sum, i) => sum + listed.get(i)!, 0));
  const aimed = aimable(input, column, rows);
  const room = aimed.reduce((sum, code) => sum + common[code]!, 0);
  const gains = members.map((own) => cumulativeGain(input, own));
  const needed = (recall: number): number[] =>
    members.map((_, code) => (aimed.includes(code) ? lengthFor(gains[code]!, recall) : common[code]!));
  let [low, high] = [0, 1];
  for (let step = 0; step < 40; step++) {
    const recall = (low + high) / 2;
    const total = aimed.reduce((sum, code) => sum + needed(recall)[code]!, 0);
    if (total <= room) low = recall;
    else high = recall;
  }
  const equal = needed(low);
  return members.map((own, code) => {
    const target = common[code]! + strength * (equal[code]! - common[code]!);
    return own.length === 0 ? 0 : target / own.length;
  });
}

/** Lists the best of every group up to its share, all shares scaled so that the list has its length. */
function applyShares(
  input: MitigationInput,
  column: CodedColumn,
  rows: readonly number[],
  shares: readonly number[],
  into: Float64Array,
): void {
  const members = membersOf(column, rows);
  const asked = members.reduce((sum, own, code) => sum + shares[code]! * own.length, 0);
  const scale = (input.capacity * rows.length) / asked;
  for (const [code, own] of members.entries()) {
    if (own.length === 0) continue;
    for (const [row, chance] of listedRows(input, own, Math.min(1, shares[code]! * scale)))
      into[row] = chance;
  }
}

function listedRows({ y, p }: MitigationInput, rows: readonly number[], share: number): Map<number, number> {
  const weights = new Float64Array(rows.length).fill(WHOLE);
  const ranked = rankScores(
    rows.map((i) => y[i]!),
    rows.map((i) => p[i]!),
    weights,
  );
  const listed = share > 0 ? listedShare(ranked, share) : new Float64Array(rows.length);
  return new Map(rows.map((row, k) => [row, listed[k]!]));
}

/** A weight that is no whole number: then a list may end inside a row, and shares stay exact. */
const WHOLE = 0.5;

/** Positives found among the best 1, 2, … of the group. */
function cumulativeGain({ y, p }: MitigationInput, own: readonly number[]): number[] {
  let found = 0;
  return [...own].sort((i, j) => p[j]! - p[i]!).map((i) => (found += y[i]!));
}

function lengthFor(gain: readonly number[], recall: number): number {
  const target = recall * (gain.at(-1) ?? 0);
  let [low, high] = [0, gain.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (gain[middle]! < target) low = middle + 1;
    else high = middle;
  }
  if (target <= 0) return 0;
  const [before, after] = [low === 0 ? 0 : gain[low - 1]!, gain[low]!];
  return low + (target - before) / (after - before);
}

function aimable({ y }: MitigationInput, column: CodedColumn, rows: readonly number[]): number[] {
  const members = membersOf(column, rows);
  return [...members.keys()].filter(
    (code) => members[code]!.reduce((sum, i) => sum + y[i]!, 0) >= LEAST_POSITIVES,
  );
}

function membersOf({ groups, codes }: CodedColumn, rows: readonly number[]): number[][] {
  const members: number[][] = groups.map(() => []);
  for (const row of rows) members[codes[row]!]!.push(row);
  return members;
}

interface Made {
  readonly strength: number;
  readonly listed: Float64Array;
  readonly common: Float64Array;
  readonly clusters: Clusters;
}

function stepOf({ y }: MitigationInput, column: CodedColumn, made: Made): MitigationStep {
  const { strength, listed, common, clusters } = made;
  const changes = new Float64Array(clusters.count);
  let found = 0;
  for (let i = 0; i < listed.length; i++) {
    found += y[i]! * listed[i]!;
    changes[clusters.of[i]!]! += y[i]! * (common[i]! - listed[i]!);
  }
  const lost = changes.reduce((sum, one) => sum + one, 0);
  const error = 1.959963984540054 * Math.sqrt(changes.reduce((sum, one) => sum + one * one, 0));
  const members = membersOf(column, [...listed.keys()]);
  const groups = column.groups.map((group, code) => {
    const own = members[code]!;
    const positives = own.reduce((sum, i) => sum + y[i]!, 0);
    return {
      ...group,
      positives,
      listed: own.reduce((sum, i) => sum + listed[i]!, 0) / own.length,
      recall: own.reduce((sum, i) => sum + y[i]! * listed[i]!, 0) / positives,
    };
  });
  const compared = groups.filter(({ positives }) => positives >= 2 * LEAST_POSITIVES);
  const recalls = compared.map(({ recall }) => recall);
  return {
    strength,
    found,
    lost,
    lost_low: lost - error,
    lost_high: lost + error,
    gap: Math.max(...recalls) - Math.min(...recalls),
    groups: compared.map(({ group, name, listed: share, recall }) => ({
      group,
      name,
      listed: share,
      recall,
    })),
  };
}
