/**
 * Supervised binning: a few intervals a column, each with its weight of evidence.
 *
 * @see Siddiqi (2006), Credit Risk Scorecards
 */
import type { Matrix } from '../../src/core/matrix.ts';
import { logit } from '../link.ts';
import { binMatrix, type BinnedMatrix } from '../tree/bins.ts';
import { optimalCuts, type FineBins, type Shape } from './optimal-cuts.ts';

/** One column's intervals: bin `b` holds values `<= cuts[b]`, the last all above. */
export interface ColumnBins {
  readonly cuts: Float64Array;
  /** Log-odds of each bin minus the average's, shrunk towards 0; the last entry is for missing. */
  readonly evidence: Float64Array;
  /** Weight of the training rows of each bin; the last entry is of missing ones. */
  readonly counts: Float64Array;
}

/** How fine the intervals may be. */
export interface BinningOptions {
  readonly maxBinsPerColumn: number;
  /** Smallest bin as a share of the rows. */
  readonly minBinShare: number;
  /** Rows of average risk added to each bin before its evidence is taken. */
  readonly priorRows: number;
  /** Whether evidence may only rise or only fall along a column. */
  readonly isMonotone: boolean;
  /** 1 where evidence must not fall as the column rises, -1 where it must not rise; the others as `isMonotone` says. */
  readonly monotone?: Readonly<Record<string, 1 | -1>>;
}

/** Intervals are sought among at most so many fine bins. */
const FINE_BINS = 40;
/** Fewest rows of an interval, however few there are in all. */
const FEWEST_ROWS = 20;

/** Labels and weights of the training rows, and what they come to. */
interface Outcomes {
  readonly y: Uint8Array;
  readonly weights: Float64Array;
  readonly rows: number;
  readonly rate: number;
}

/** Bins every column on the training rows; gives the information value of each column's bins too, `[p]`. */
export function binColumns(
  X: Matrix,
  y: Uint8Array,
  weights: Float64Array,
  options: BinningOptions,
): { bins: ColumnBins[]; information: Float64Array } {
  const rows = weights.reduce((sum, weight) => sum + weight, 0);
  const positives = weights.reduce((sum, weight, i) => sum + weight * y[i]!, 0);
  const outcomes: Outcomes = { y, weights, rows, rate: positives / rows };
  const data = binMatrix(X);
  const weighed = X.columns.map((column, j) => {
    const shape = shapeOf(X.names[j]!, options);
    return weighEvidence(column, columnCuts(data, j, outcomes, shape, options), outcomes, options.priorRows);
  });
  return {
    bins: weighed.map(({ bins }) => bins),
    information: Float64Array.from(weighed, ({ information }) => information),
  };
}

function shapeOf(name: string, { monotone = {}, isMonotone }: BinningOptions): Shape {
  const direction = monotone[name];
  if (direction !== undefined) return direction > 0 ? 'rises' : 'falls';
  return isMonotone ? 'monotone' : 'any';
}

/** The bin number of a value: `cuts.length + 1` when missing. */
export function binNumber(bins: ColumnBins, value: number): number {
  if (Number.isNaN(value)) return bins.cuts.length + 1;
  let bin = 0;
  while (bin < bins.cuts.length && value > bins.cuts[bin]!) bin++;
  return bin;
}

/** Replaces every value by its bin's evidence. */
export function evidenceColumns(
  bins: readonly ColumnBins[],
  columns: readonly Float64Array[],
): Float64Array[] {
  return columns.map((column, j) => column.map((value) => bins[j]!.evidence[binNumber(bins[j]!, value)]!));
}

/** The best cuts among the rows that have the value: missing ones stand in no interval with others. */
function columnCuts(
  data: BinnedMatrix,
  j: number,
  outcomes: Outcomes,
  shape: Shape,
  { maxBinsPerColumn, minBinShare, priorRows }: BinningOptions,
): Float64Array {
  const { rows: all, rate } = outcomes;
  const { fine, lasts } = joinedFine(fineBins(data, j, outcomes), all / FINE_BINS);
  if (fine.counts.length < 2) return new Float64Array();
  const ill = all * rate;
  const cuts = optimalCuts(fine, {
    most: maxBinsPerColumn,
    minRows: Math.max(FEWEST_ROWS, minBinShare * all),
    shape,
    worth: (count, positives) => informationOf(count, positives, outcomes, priorRows),
    // As dear as Bayes' information criterion makes a parameter: information value times this is twice log-likelihood.
    price: (Math.log(all) * all) / (ill * (all - ill)),
  });
  return Float64Array.from(cuts, (bin) => data.cuts[j]![lasts[bin]!]!);
}

function fineBins(
  { bins, nRows, nFeatures, cuts }: BinnedMatrix,
  j: number,
  { y, weights }: Outcomes,
): FineBins {
  const count = cuts[j]!.length + 1;
  const [counts, positives] = [new Float64Array(count), new Float64Array(count)];
  for (let i = 0; i < nRows; i++) {
    const bin = bins[i * nFeatures + j]!;
    if (bin >= count) continue;
    counts[bin]! += weights[i]!;
    positives[bin]! += weights[i]! * y[i]!;
  }
  return { counts, positives };
}

/** Joins neighbours until each has enough rows; `lasts` names the last bin of each. */
function joinedFine({ counts, positives }: FineBins, enough: number): { fine: FineBins; lasts: number[] } {
  const joined = { counts: [] as number[], positives: [] as number[] };
  const lasts: number[] = [];
  let [count, ill] = [0, 0];
  for (let bin = 0; bin < counts.length; bin++) {
    count += counts[bin]!;
    ill += positives[bin]!;
    if (count < enough && bin < counts.length - 1) continue;
    joined.counts.push(count);
    joined.positives.push(ill);
    lasts.push(bin);
    [count, ill] = [0, 0];
  }
  const fine = { counts: Float64Array.from(joined.counts), positives: Float64Array.from(joined.positives) };
  return { fine, lasts };
}

/** What an interval adds to information value, with the evidence it has: its share of those who fall less its share of others, times it. */
function informationOf(
  count: number,
  positives: number,
  { rows, rate }: Outcomes,
  priorRows: number,
): number {
  const share = positives / (rows * rate) - (count - positives) / (rows * (1 - rate));
  return share * evidenceOf(count, positives, rate, priorRows);
}

/** Log-odds of some rows and `priorRows` average ones, minus the average's. */
function evidenceOf(count: number, positives: number, rate: number, priorRows: number): number {
  return logit((positives + priorRows * rate) / (count + priorRows)) - logit(rate);
}

function weighEvidence(
  column: Float64Array,
  cuts: Float64Array,
  outcomes: Outcomes,
  priorRows: number,
): { bins: ColumnBins; information: number } {
  const { y, weights, rate } = outcomes;
  const counts = new Float64Array(cuts.length + 2);
  const positives = new Float64Array(cuts.length + 2);
  const bins: ColumnBins = { cuts, evidence: positives, counts };
  for (let i = 0; i < column.length; i++) {
    const bin = binNumber(bins, column[i]!);
    counts[bin]! += weights[i]!;
    positives[bin]! += weights[i]! * y[i]!;
  }
  const evidence = counts.map((count, bin) => evidenceOf(count, positives[bin]!, rate, priorRows));
  const information = counts.reduce(
    (sum, count, bin) => sum + informationOf(count, positives[bin]!, outcomes, priorRows),
    0,
  );
  return { bins: { cuts, evidence, counts }, information };
}
