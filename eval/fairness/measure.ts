/**
 * An audit of a list: whom it finds, whom it misses, group by group.
 */
import { JzError } from '../../src/core/errors/index.ts';
import type { GroupColumn } from '../report/types.ts';
import { holm } from '../statistics/multiplicity.ts';
import { clusteredShare, clustersOf, clustersWithin, sumOf, type ShareSums } from './clusters.ts';
import { codedColumn, crossedColumns, type CodedColumn } from './columns.ts';
import { householdSums, ratesOf, withRatios, type AuditRows, type HouseholdSums } from './rates.ts';
import { recallDifference, type RecallDifference } from './recall-gap.ts';
import { ALPHA, LEAST_EFFECTIVE_N, MARGIN, WIDEST_INTERVAL } from './rules.ts';
import type { FairnessGroup, FairnessReport, RecallVerdict } from './types.ts';

/** What an audit reads. */
export interface FairnessInput {
  /** Outcomes, `[n]`, 0 or 1; rows of unknown outcome are left out by the caller. */
  readonly y: ArrayLike<number>;
  /** Chance of each row to be on the list, `[n]`, 0..1: `listedShare(ranked, capacity)`, or 0 / 1. */
  readonly listed: ArrayLike<number>;
  /** Household of each row, `[n]`; null when each row is its own. */
  readonly households: ArrayLike<string | number> | null;
  readonly columns: readonly GroupColumn[];
  /** Whether every two columns are crossed too. */
  readonly crossed: boolean;
}

/**
 * Measures every group metric with intervals, and tests each group's recall against everybody else's.
 *
 * @throws JZ_EVAL_EMPTY, JZ_EVAL_LENGTH, JZ_EVAL_VALUE
 * @see Saleiro et al. (2018), Aequitas: A Bias and Fairness Audit Toolkit, arXiv 1811.05577
 */
export function measureFairness({ y, listed, households, columns, crossed }: FairnessInput): FairnessReport {
  check(y, listed, households, columns);
  const n = y.length;
  const rows: AuditRows = { y, listed, clusters: clustersOf(households, n) };
  const all = householdSums(
    rows,
    Int32Array.from({ length: n }, (_, i) => i),
  );
  const coded = columns.map((column) => codedColumn(column, n));
  const measured = [...coded, ...(crossed ? crossedColumns(coded) : [])].map((column) => ({
    column,
    groups: groupsOf(rows, all, column),
  }));
  const tested = measured.flatMap(({ groups }) => groups.flatMap(({ gap }) => (gap ? [gap] : [])));
  const adjusted = holm(tested.map(({ p }) => p));
  const adjustedOf = new Map(tested.map((gap, i) => [gap, adjusted[i]!]));
  return {
    rows: n,
    households: rows.clusters.count,
    positives: sumOf(y),
    listed: sumOf(listed),
    overall: ratesOf(all, clusteredShare({ tops: all.listed, bottoms: all.listed })),
    columns: measured.map(({ column: { id, title, crossed: isCrossed }, groups }) => ({
      id,
      title,
      crossed: isCrossed,
      groups: groups.map(({ gap, ...group }) => ({
        ...group,
        recall: gap
          ? { ...gap, p_adjusted: adjustedOf.get(gap)!, verdict: verdictOf(gap, adjustedOf.get(gap)!) }
          : notEstimable,
      })),
    })),
    rules: {
      least_effective_n: LEAST_EFFECTIVE_N,
      widest_interval: WIDEST_INTERVAL,
      margin: MARGIN,
      alpha: ALPHA,
      tests: tested.length,
    },
  };
}

const notEstimable: FairnessGroup['recall'] = {
  difference: null,
  low: null,
  high: null,
  p: null,
  p_adjusted: null,
  verdict: 'not_estimable',
};

type MeasuredGroup = Omit<FairnessGroup, 'recall'> & { readonly gap: RecallDifference | null };

function recallOf({ found, positive }: HouseholdSums): ShareSums {
  return { tops: found, bottoms: positive };
}

function groupsOf(rows: AuditRows, all: HouseholdSums, { groups, codes }: CodedColumn): MeasuredGroup[] {
  const members: number[][] = groups.map(() => []);
  for (const [row, code] of codes.entries()) members[code]!.push(row);
  const scratch = new Int32Array(rows.clusters.count).fill(-1);
  const measured = groups.map((group, code): MeasuredGroup => {
    const own = members[code]!;
    const alone = householdSums({ ...rows, clusters: clustersWithin(rows.clusters, own, scratch) }, own);
    const among = householdSums(rows, own);
    const [found, positives] = [sumOf(alone.found), sumOf(alone.positive)];
    return {
      ...group,
      rows: own.length,
      positives,
      listed: sumOf(alone.listed),
      missed: positives - found,
      rates: ratesOf(alone, clusteredShare({ tops: among.listed, bottoms: all.listed })),
      gap: groups.length > 1 ? recallDifference({ group: recallOf(among), all: recallOf(all) }) : null,
    };
  });
  const largest = measured.reduce((best, one) => (one.rows > best.rows ? one : best));
  return measured.map((one) => ({ ...one, rates: withRatios(one.rates, largest.rates) }));
}

function verdictOf({ difference, low, high }: RecallDifference, adjusted: number): RecallVerdict {
  if (adjusted < ALPHA) return difference < 0 ? 'missed_more' : 'missed_less';
  return low > -MARGIN && high < MARGIN ? 'similar' : 'inconclusive';
}

function check(
  y: ArrayLike<number>,
  listed: ArrayLike<number>,
  households: ArrayLike<unknown> | null,
  columns: readonly GroupColumn[],
): void {
  const n = y.length;
  if (n === 0) throw new JzError('JZ_EVAL_EMPTY');
  const lengths: [string, number][] = [
    ['listed', listed.length],
    ['households', households?.length ?? n],
    ...columns.map(({ id, values }): [string, number] => [id, values.length]),
  ];
  for (const [what, rows] of lengths)
    if (rows !== n) throw new JzError('JZ_EVAL_LENGTH', { what, rows, expected: n });
  for (let row = 0; row < n; row++) {
    if (y[row] !== 0 && y[row] !== 1)
      throw new JzError('JZ_EVAL_VALUE', { what: 'y', row, value: String(y[row]), expected: '0 / 1' });
    if (!(listed[row]! >= 0 && listed[row]! <= 1))
      throw new JzError('JZ_EVAL_VALUE', {
        what: 'listed',
        row,
        value: String(listed[row]),
        expected: '0..1',
      });
  }
}
