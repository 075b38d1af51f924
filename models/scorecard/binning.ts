/**
 * Supervised binning: a few intervals a column, each with its weight of evidence.
 *
 * @see Siddiqi (2006), Credit Risk Scorecards; intervals are the leaves of a one-column tree
 */
import { countPositives, type Matrix } from '../../src/core/matrix.ts';
import { seededRng } from '../../src/core/rng.ts';
import { allRows } from '../check.ts';
import { logit } from '../link.ts';
import { binMatrix, type BinnedMatrix } from '../tree/bins.ts';
import { quantise, type Grid } from '../tree/gradients.ts';
import { growTree } from '../tree/grow.ts';
import { withGrowth, type Growth } from '../tree/growth.ts';

/** One column's intervals: bin `b` holds values `<= cuts[b]`, the last all above. */
export interface ColumnBins {
  readonly cuts: Float64Array;
  /** Log-odds of each bin minus the average's, shrunk towards 0; the last entry is for missing. */
  readonly evidence: Float64Array;
  /** Training rows of each bin; the last entry counts missing. */
  readonly counts: Float64Array;
}

/** How fine the intervals may be. */
export interface BinningOptions {
  readonly maxBinsPerColumn: number;
  /** Smallest bin as a share of the rows. */
  readonly minBinShare: number;
  /** Rows of average risk added to each bin before its evidence is taken. */
  readonly priorRows: number;
}

/** Bins every column on the training rows. */
export function binColumns(X: Matrix, y: Uint8Array, options: BinningOptions): ColumnBins[] {
  const data = binMatrix(X);
  const rate = countPositives(y) / y.length;
  return withGrowth(data, y.length, (growth) => {
    for (let row = 0; row < y.length; row++) growth.pairs.set([rate - y[row]!, 1], 2 * row);
    const grid = quantise(growth.pairs, allRows(y.length));
    return X.columns.map((column, feature) => {
      const cuts = treeCuts({ data, growth, grid, feature }, options);
      return weighEvidence(column, y, cuts, { rate, priorRows: options.priorRows });
    });
  });
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

interface TreeCutTask {
  readonly data: BinnedMatrix;
  readonly growth: Growth;
  readonly grid: Grid;
  readonly feature: number;
}

/** Cuts of a tree grown on the rows that have the value: missing ones stand in no interval with others. */
function treeCuts({ data, growth, grid, feature }: TreeCutTask, options: BinningOptions): Float64Array {
  const missing = data.cuts[feature]!.length + 1;
  const rows = allRows(data.nRows).filter((row) => data.bins[row * data.nFeatures + feature] !== missing);
  const { tree } = growTree({
    growth,
    grid,
    rows,
    features: Int32Array.of(feature),
    options: {
      maxLeaves: options.maxBinsPerColumn,
      maxDepth: options.maxBinsPerColumn,
      minChildRows: Math.max(20, Math.round(options.minBinShare * data.nRows)),
      minChildHessian: 0,
      lambda: 0,
    },
    rng: seededRng(0),
  });
  return Float64Array.from(tree.threshold.filter((_, node) => tree.feature[node]! >= 0)).sort();
}

function weighEvidence(
  column: Float64Array,
  y: Uint8Array,
  cuts: Float64Array,
  prior: { rate: number; priorRows: number },
): ColumnBins {
  const counts = new Float64Array(cuts.length + 2);
  const positives = new Float64Array(cuts.length + 2);
  const bins: ColumnBins = { cuts, evidence: positives, counts };
  for (let i = 0; i < column.length; i++) {
    const bin = binNumber(bins, column[i]!);
    counts[bin]!++;
    positives[bin]! += y[i]!;
  }
  const evidence = counts.map((count, bin) => {
    const share = (positives[bin]! + prior.priorRows * prior.rate) / (count + prior.priorRows);
    return logit(share) - logit(prior.rate);
  });
  return { cuts, evidence, counts };
}
