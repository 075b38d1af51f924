/**
 * Data, score and outcome drift with one false-alarm rate for the whole run.
 */
import { benjaminiHochberg, holm } from '../statistics/multiplicity.ts';
import { normalTwoSided } from '../statistics/gamma.ts';
import type { Matrix } from '../../src/core/matrix.ts';
import type { IsoDate } from '../../src/core/dates.ts';
import { designEffect } from './design-effect.ts';
import { count, edgesOf, type Counts, type Edges } from './histogram.ts';
import { compareCounts } from './shift.ts';
import type {
  ColumnDrift,
  CountedColumn,
  DriftReport,
  DriftVerdict,
  MaturedOutcomes,
  OutcomeDrift,
  Profile,
} from './types.ts';

/** Scored households of a date. */
export interface ScoredDate {
  readonly asOf: IsoDate;
  readonly X: Matrix;
  /** Calibrated probabilities, `[n]`. */
  readonly p: Float64Array;
  /** Households by band. */
  readonly bands: readonly number[];
  /** Number of each row's place, `[n]`, one list a level (village, township): rows of a place may share their values. */
  readonly places: readonly ArrayLike<number>[];
}

/** Counts a date over the bins of another profile, or over its own. */
export function profileOf({ asOf, X, p, bands, places }: ScoredDate, like?: Profile): Profile {
  const counted = (name: string, column: Float64Array, edges: Edges): CountedColumn => ({
    name,
    edges,
    counts: count(edges, column),
    design_effect: Math.max(1, ...places.map((level) => designEffect(edges, column, level))),
  });
  return {
    asOf,
    rows: X.nRows,
    features: X.names.map((name, j) => {
      const column = X.columns[j]!;
      const edges = like?.features.find((one) => one.name === name)?.edges ?? edgesOf(column);
      return counted(name, column, edges);
    }),
    score: counted('score', p, like?.score.edges ?? edgesOf(p)),
    bands,
  };
}

/** How much is asked of an alarm. */
export interface DriftLimits {
  readonly alpha: number;
  readonly tolerance: number;
}

/** Data, score and outcome each get a third of the false-alarm rate. */
const QUESTIONS = 3;

/** Compares two dates counted over the same bins, and known outcomes with what was expected. */
export function measureDrift(
  reference: Profile,
  current: Profile,
  outcomes: MaturedOutcomes | null,
  { alpha, tolerance }: DriftLimits,
): DriftReport {
  const level = alpha / QUESTIONS;
  const features = columnsDrift(reference.features, current.features, tolerance, level);
  const score = columnsDrift([reference.score], [current.score], tolerance, level)[0]!;
  const outcome = outcomes && outcomeDrift(outcomes, tolerance, level);
  return {
    reference: { as_of: reference.asOf, rows: reference.rows },
    current: { as_of: current.asOf, rows: current.rows },
    alpha,
    tolerance,
    features: [...features].sort(surestFirst),
    score,
    bands: { reference: reference.bands, current: current.bands },
    outcome,
    alarms: {
      data: features.filter(({ verdict }) => verdict === 'alarm').length,
      score: score.verdict === 'alarm',
      outcome: outcome?.verdict === 'alarm',
    },
  };
}

/** Movement of each column, adjusted for their number; columns stand in the same order on both sides. */
export function columnsDrift(
  reference: readonly CountedColumn[],
  current: readonly CountedColumn[],
  tolerance: number,
  level: number,
): ColumnDrift[] {
  const effects = reference.map((before, j) => Math.max(before.design_effect, current[j]!.design_effect));
  const shifts = reference.map(({ counts }, j) =>
    compareCounts(counts, current[j]!.counts, tolerance, 1 / effects[j]!),
  );
  const material = benjaminiHochberg(shifts.map((shift) => shift.p_material));
  const any = benjaminiHochberg(shifts.map((shift) => shift.p));
  return reference.map(({ name, edges, counts }, j) => ({
    name,
    design_effect: effects[j]!,
    shift: shifts[j]!,
    p_material: material[j]!,
    p_any: any[j]!,
    verdict: verdictOf(material[j]!, any[j]!, level),
    missing: [missingShare(counts), missingShare(current[j]!.counts)],
    median: [medianOf(edges, counts), medianOf(edges, current[j]!.counts)],
  }));
}

function verdictOf(material: number, any: number, level: number): DriftVerdict {
  if (material <= level) return 'alarm';
  return any <= level ? 'changed' : 'steady';
}

function surestFirst(a: ColumnDrift, b: ColumnDrift): number {
  return (
    a.p_material - b.p_material ||
    a.p_any - b.p_any ||
    b.shift.psi - a.shift.psi ||
    (a.name < b.name ? -1 : 1)
  );
}

/**
 * Observed events against the sum of probabilities (Spiegelhalter's variance), beyond a relative tolerance that is the
 * index's tolerance on the scale of a ratio; and the event rate against that of the calibration dates.
 *
 * @see Spiegelhalter (1986), Statistics in Medicine 5
 */
function outcomeDrift(
  { asOf, y, p, calibrated }: MaturedOutcomes,
  tolerance: number,
  level: number,
): OutcomeDrift {
  const rows = y.length;
  let [observed, expected, variance] = [0, 0, 0];
  for (let i = 0; i < rows; i++) {
    observed += y[i]!;
    expected += p[i]!;
    variance += p[i]! * (1 - p[i]!);
  }
  const deviation = Math.sqrt(variance);
  const beyond = (share: number): number => {
    const excess = Math.max(0, Math.abs(observed - expected) - share * expected);
    return deviation > 0 ? normalTwoSided(excess / deviation) : 1;
  };
  const rate =
    calibrated && compareCounts(rateCounts(calibrated), rateCounts({ rows, positives: observed }), tolerance);
  const adjusted = (calibration: number, change: number | null): number =>
    Math.min(...holm(change === null ? [calibration] : [calibration, change]));
  const material = adjusted(beyond(Math.sqrt(tolerance)), rate?.p_material ?? null);
  const any = adjusted(beyond(0), rate?.p ?? null);
  const width = 1.959963984540054 * deviation;
  return {
    as_of: asOf,
    rows,
    observed,
    expected,
    ratio: expected > 0 ? observed / expected : null,
    ratio_low: expected > 0 ? Math.max(0, observed - width) / expected : null,
    ratio_high: expected > 0 ? (observed + width) / expected : null,
    p_calibration: beyond(0),
    rate,
    p_material: material,
    verdict: verdictOf(material, any, level),
  };
}

function rateCounts({ rows, positives }: { readonly rows: number; readonly positives: number }): Counts {
  return Float64Array.of(0, rows - positives, positives);
}

function missingShare(counts: Counts): number {
  const total = counts.reduce((sum, one) => sum + one, 0);
  return total > 0 ? counts[0]! / total : 0;
}

function medianOf(edges: Edges, counts: Counts): number | null {
  const half = counts.subarray(1).reduce((sum, one) => sum + one, 0) / 2;
  if (half === 0) return null;
  let seen = 0;
  for (let bin = 1; bin < counts.length; bin++) {
    seen += counts[bin]!;
    if (seen >= half) return edges[Math.min(bin, edges.length) - 1]!;
  }
  return null;
}
