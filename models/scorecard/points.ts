/**
 * A scorecard as points a person can add up: whole numbers, more points for more risk.
 *
 * @see Siddiqi (2006), Credit Risk Scorecards, ch. 6 (scaling)
 */
import type { Scorecard } from './fit.ts';

/** What points mean. */
export interface PointsScale {
  /** Points at these odds of falling. */
  readonly points: number;
  readonly odds: number;
  /** So many points more double the odds. */
  readonly toDouble: number;
}

/** Base odds and the points that double them; without `points`, everybody starts with 0. */
export type WantedScale = Omit<PointsScale, 'points'> & { readonly points?: number };

/** Odds of one to ten, doubled by twenty points: steps a person can feel, and rounding that costs little. */
export const pointsScale: WantedScale = { odds: 1 / 10, toDouble: 20 };

/** One line of a question: the points of values in `(above, upTo]`, or of missing ones. */
export interface PointsLine {
  readonly above: number;
  readonly upTo: number;
  readonly isMissing: boolean;
  readonly points: number;
  /** Before rounding. */
  readonly exact: number;
  /** Share of the training rows. */
  readonly share: number;
}

/** A question of the card: one feature. */
export interface PointsQuestion {
  readonly feature: string;
  /** How much the intervals told of the training rows: information value; `null` in a model of before it was kept. */
  readonly informationValue: number | null;
  readonly lines: readonly PointsLine[];
}

/** A card to print. */
export interface PointsCard {
  readonly scale: PointsScale;
  /** Points everybody starts with. */
  readonly start: number;
  /** Strongest first; features that move nobody by half a point are left out. */
  readonly questions: readonly PointsQuestion[];
  /** Log-odds that rounding moves a household by: at most, and usually (root mean square over training rows). */
  readonly rounding: { readonly most: number; readonly usual: number };
}

/** Scales a scorecard's evidence to points and rounds them. */
export function pointsCard(model: Scorecard, wanted: WantedScale = pointsScale): PointsCard {
  const aPoint = Math.LN2 / wanted.toDouble;
  const all = model.features.map((feature, j) => question(model, j, feature, aPoint));
  const lowest = all.reduce((sum, { least }) => sum + least, 0);
  const aboveOdds = (model.intercept - Math.log(wanted.odds)) / aPoint + lowest;
  const scale: PointsScale = { ...wanted, points: wanted.points ?? -Math.round(aboveOdds) };
  const exactStart = scale.points + aboveOdds;
  const start = Math.round(exactStart) + 0;
  const told = all.filter(({ lines }) => lines.some(({ points }) => points !== 0));
  const errors = [
    { most: Math.abs(start - exactStart), mean: start - exactStart, variance: 0 },
    ...all.map(({ lines }) => errorOf(lines)),
  ];
  const total = (of: (error: (typeof errors)[number]) => number): number =>
    errors.reduce((sum, error) => sum + of(error), 0);
  const usual = Math.sqrt(total(({ mean }) => mean) ** 2 + total(({ variance }) => variance));
  return {
    scale,
    start,
    questions: told
      .map(({ feature, informationValue, lines }) => ({
        feature,
        informationValue,
        lines: joinedLines(lines),
      }))
      .sort((a, b) => span(b) - span(a)),
    rounding: { most: total(({ most }) => most) * aPoint, usual: usual * aPoint },
  };
}

/** Log-odds that a sum of points stands for. */
export function pointsLogOdds({ points, odds, toDouble }: PointsScale, total: number): number {
  return Math.log(odds) + ((total - points) * Math.LN2) / toDouble;
}

/** Adds a row's points up as a person would. */
export function addPoints({ start, questions }: PointsCard, valueOf: (feature: string) => number): number {
  return questions.reduce((sum, { feature, lines }) => {
    const value = valueOf(feature);
    const line = lines.find(({ above, upTo, isMissing }) =>
      Number.isNaN(value) ? isMissing : !isMissing && value > above && value <= upTo,
    );
    return sum + (line?.points ?? 0);
  }, start);
}

/** One feature's lines, points counted from its lowest. */
function question(model: Scorecard, j: number, feature: string, aPoint: number) {
  const { cuts, evidence, counts } = model.bins[j]!;
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const raw = evidence.map((value) => (model.coefficients[j]! * value) / aPoint);
  const least = Math.min(...raw);
  const lines = Array.from(raw, (value, b): PointsLine => ({
    above: b <= cuts.length ? (cuts[b - 1] ?? -Infinity) : Number.NaN,
    upTo: b <= cuts.length ? (cuts[b] ?? Infinity) : Number.NaN,
    isMissing: b > cuts.length,
    points: Math.round(value - least),
    exact: value - least,
    share: counts[b]! / rows,
  }));
  return { feature, least, lines, informationValue: model.information?.[j] ?? null };
}

function errorOf(lines: readonly PointsLine[]): { most: number; mean: number; variance: number } {
  const errors = lines.map(({ points, exact, share }) => ({ error: points - exact, share }));
  const mean = errors.reduce((sum, { error, share }) => sum + share * error, 0);
  return {
    most: Math.max(...errors.map(({ error }) => Math.abs(error))),
    mean,
    variance: errors.reduce((sum, { error, share }) => sum + share * (error - mean) ** 2, 0),
  };
}

/** Neighbours of equal points are one line. */
function joinedLines(lines: readonly PointsLine[]): PointsLine[] {
  const joined: PointsLine[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    if (!last || line.isMissing || last.points !== line.points) joined.push(line);
    else
      joined[joined.length - 1] = {
        ...last,
        upTo: line.upTo,
        share: last.share + line.share,
        exact: (last.exact * last.share + line.exact * line.share) / (last.share + line.share || 1),
      };
  }
  return joined;
}

function span({ lines }: PointsQuestion): number {
  return Math.max(...lines.map(({ points }) => points));
}
