/**
 * Lists of the same length that even out recall between groups, and what they cost: true cases no longer found.
 */
import { fnv1a } from '../../src/core/hash.ts';
import type { GroupColumn } from '../report/types.ts';
import { ascendingOrder } from '../metrics/scores/ascending-order.ts';
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
  const half = Uint8Array.from({ length: input.y.length }, (_, i) => fnv1a(String(input.households[i])) & 1);
  const halves = [0, 1].map((side) => halfOf(input, column, half, side));
  if (halves.some(({ aimed }) => aimed.length < 2)) return [];
  const common = listsOf(input, halves, 0);
  const clusters = clustersOf(input.households, input.y.length);
  return STRENGTHS.map((strength) => {
    const listed = strength === 0 ? common : listsOf(input, halves, strength);
    return stepOf(input, column, { strength, listed, common, clusters });
  });
}

/** One half of the households, ranked once for every list that is drawn from it. */
interface Half {
  readonly rows: number;
  /** Rows of each group, highest score first. */
  readonly members: readonly Int32Array[];
  /** Positives found among the best 1, 2, … of each group. */
  readonly gains: readonly Float64Array[];
  /** How many of each group one threshold lists. */
  readonly common: readonly number[];
  /** Groups whose recall can be aimed at. */
  readonly aimed: readonly number[];
}

function halfOf(
  input: MitigationInput,
  { groups, codes }: CodedColumn,
  half: Uint8Array,
  side: number,
): Half {
  const { y, p, capacity } = input;
  const own = Int32Array.from(half.keys()).filter((i) => half[i] === side);
  const falling = ascendingOrder(Float64Array.from(own, (i) => -p[i]!));
  const order = Int32Array.from(falling, (k) => own[k]!);
  const members = groups.map((_, code) => order.filter((i) => codes[i] === code));
  const gains = members.map((rows) => {
    let found = 0;
    return Float64Array.from(rows, (i) => (found += y[i]!));
  });
  const common = groups.map(() => 0);
  listBest(p, order, capacity, (row, chance) => (common[codes[row]!]! += chance));
  const aimed = [...groups.keys()].filter((code) => (gains[code]!.at(-1) ?? 0) >= LEAST_POSITIVES);
  return { rows: own.length, members, gains, common, aimed };
}

function listsOf(input: MitigationInput, halves: readonly Half[], strength: number): Float64Array {
  const into = new Float64Array(input.y.length);
  for (const [side, half] of halves.entries())
    applyShares(input, half, sharesOn(halves[1 - side]!, strength), into);
  return into;
}

/** Share of each group to list: between what one threshold lists of it and what equal recall asks for. */
function sharesOn({ members, gains, common, aimed }: Half, strength: number): number[] {
  const room = aimed.reduce((sum, code) => sum + common[code]!, 0);
  let [low, high] = [0, 1];
  for (let step = 0; step < 40; step++) {
    const recall = (low + high) / 2;
    const total = aimed.reduce((sum, code) => sum + lengthFor(gains[code]!, recall), 0);
    if (total <= room) low = recall;
    else high = recall;
  }
  return members.map((own, code) => {
    const equal = aimed.includes(code) ? lengthFor(gains[code]!, low) : common[code]!;
    const target = common[code]! + strength * (equal - common[code]!);
    return own.length === 0 ? 0 : target / own.length;
  });
}

/** Lists the best of every group up to its share, all shares scaled so that the list has its length. */
function applyShares(
  { p, capacity }: MitigationInput,
  { rows, members }: Half,
  shares: readonly number[],
  into: Float64Array,
): void {
  const asked = members.reduce((sum, own, code) => sum + shares[code]! * own.length, 0);
  const scale = (capacity * rows) / asked;
  for (const [code, own] of members.entries())
    listBest(p, own, Math.min(1, shares[code]! * scale), (row, chance) => (into[row] = chance));
}

/**
 * The best share of some rows, exactly: the last may be listed in part, and those tied with it share what is left.
 *
 * @param rows highest score first
 */
function listBest(
  p: ArrayLike<number>,
  rows: Int32Array,
  share: number,
  list: (row: number, chance: number) => void,
): void {
  let room = share * rows.length;
  for (let start = 0; start < rows.length && room > 0;) {
    let end = start + 1;
    while (end < rows.length && p[rows[end]!] === p[rows[start]!]) end++;
    const chance = Math.min(1, room / (end - start));
    for (let k = start; k < end; k++) list(rows[k]!, chance);
    room -= end - start;
    start = end;
  }
}

function lengthFor(gain: Float64Array, recall: number): number {
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

function membersOf({ groups, codes }: CodedColumn): Int32Array[] {
  const rows = Int32Array.from(codes.keys());
  return groups.map((_, code) => rows.filter((i) => codes[i] === code));
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
  const members = membersOf(column);
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
