/**
 * Poverty and inequality of one column of incomes.
 */
import { JzError } from '../src/core/errors/index.ts';
import { fgt } from './metrics/poverty/fgt.ts';
import { gini } from './metrics/poverty/gini.ts';
import { medianGap } from './metrics/poverty/median-gap.ts';
import { quintileRatio } from './metrics/poverty/quintile-ratio.ts';
import { meanIncome, sortIncomes, type SortedIncomes } from './metrics/poverty/sorted-incomes.ts';
import { weightedQuantile } from './metrics/poverty/weighted-quantile.ts';

/** A poverty line: an amount, or a share of the median income. */
export type PovertyLine =
  | { readonly kind: 'amount'; readonly amount: number }
  | { readonly kind: 'median_share'; readonly share: number };

/** Poverty and inequality; shares are 0..1, money is in the unit of the income column. */
export interface PovertyMeasures {
  readonly n: number;
  /** Total weight: people or households, as weighted. */
  readonly population: number;
  /** Rows with a negative income; they are kept. */
  readonly negative: number;
  readonly mean: number;
  readonly median: number;
  /** The line behind fgt0, fgt1, fgt2 and median_gap. */
  readonly line: number;
  /** At risk of poverty: share below 60 % of the median, whatever the line. */
  readonly arpr: number;
  /** 60 % of the median. */
  readonly arpt: number;
  /** Headcount, gap and severity at `line`. */
  readonly fgt0: number;
  readonly fgt1: number;
  readonly fgt2: number;
  /** Relative median poverty gap at `line`; null when nobody is poor. */
  readonly median_gap: number | null;
  /** Null unless the mean income is positive. */
  readonly gini: number | null;
  /** Null unless the poorest fifth has a positive mean income. */
  readonly s80s20: number | null;
}

/** The European convention. */
export const DEFAULT_LINE: PovertyLine = { kind: 'median_share', share: 0.6 };

/**
 * Reads a line written as an amount (`900`) or a share of the median (`60%median`).
 *
 * @throws JZ_POVERTY_LINE
 */
export function povertyLine(text: string): PovertyLine {
  const share = /^(\d+(?:\.\d+)?)%\s*median$/i.exec(text.trim());
  const value = share ? Number(share[1]) / 100 : Number(text);
  if (text.trim() === '' || !(value > 0 && value < Infinity))
    throw new JzError('JZ_POVERTY_LINE', { value: text, problem: '不是正数 / not a positive number' });
  return share ? { kind: 'median_share', share: value } : { kind: 'amount', amount: value };
}

/**
 * Measures poverty and inequality.
 *
 * @param income   `[n]`, finite, one money unit: per person or per equivalent adult
 * @param weights  `[n]`, ≥ 0; default all 1. To count people, give household weight × household size
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_EMPTY, JZ_EVAL_VALUE; JZ_POVERTY_LINE when a share of the median is not positive
 */
export function measurePoverty(
  income: ArrayLike<number>,
  weights?: ArrayLike<number>,
  line: PovertyLine = DEFAULT_LINE,
): PovertyMeasures {
  const incomes = sortIncomes(income, weights);
  const median = weightedQuantile(incomes, 0.5);
  const amount = lineAmount(line, median);
  return {
    n: incomes.x.length,
    population: incomes.total,
    negative: negatives(incomes),
    mean: meanIncome(incomes),
    median,
    line: amount,
    arpr: fgt(incomes, 0.6 * median, 0),
    arpt: 0.6 * median,
    fgt0: fgt(incomes, amount, 0),
    fgt1: fgt(incomes, amount, 1),
    fgt2: fgt(incomes, amount, 2),
    median_gap: defined(medianGap(incomes, amount)),
    gini: defined(gini(incomes)),
    s80s20: defined(quintileRatio(incomes)),
  };
}

function lineAmount(line: PovertyLine, median: number): number {
  if (line.kind === 'amount') return line.amount;
  if (!(median > 0))
    throw new JzError('JZ_POVERTY_LINE', {
      value: `${line.share * 100}%median`,
      problem: `median = ${median}`,
    });
  return line.share * median;
}

function negatives({ x }: SortedIncomes): number {
  const first = x.findIndex((income) => income >= 0);
  return first < 0 ? x.length : first;
}

function defined(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
