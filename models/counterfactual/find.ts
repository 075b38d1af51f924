/**
 * Counterfactuals: the fewest and smallest changes of what can change that bring a row to a wanted score.
 *
 * One change is searched whole. Two and three are searched whole while their number allows, else from the most
 * promising changes on (a beam); every answer is scored by the model itself, then each change is made as small as it
 * can be. Where no change at all can be enough, a bound over the trees proves it.
 *
 * @see Wachter, Mittelstadt & Russell (2018), Counterfactual explanations without opening the black box
 */
import { JzError } from '../../src/core/errors/index.ts';
import { matrixFromRows, type Matrix } from '../../src/core/matrix.ts';
import { stackLogOdds, type Stack } from '../stack/model.ts';
import { candidateValues, cutsOf, evenCuts, type Movable } from './candidates.ts';
import { lowestLogOdds } from './lowest.ts';
import { combinations, extend, mostPromising, type Change, type Moves } from './moves.ts';

/** What is asked. */
export interface CounterfactualQuestion {
  readonly stack: Stack;
  /** Values in the order of `stack.features`; NaN is missing and does not move. */
  readonly row: readonly number[];
  /** What may change; every other feature stays. */
  readonly movable: readonly Movable[];
  /** Features that are computed from others, and how: the columns of the rows tried with these filled in anew. */
  readonly follow?: { readonly features: readonly string[]; readonly complete: (X: Matrix) => Matrix };
  /** Whether log-odds are low enough; when some are, all lower ones must be. */
  readonly isWanted: (logOdds: number) => boolean;
  /** At most so many features change; 3 when not given. */
  readonly maxChanges?: number;
}

/** One feature that changes. */
export interface FeatureChange {
  readonly feature: string;
  readonly from: number;
  readonly to: number;
}

/** What was found. */
export type Counterfactual =
  | {
      readonly kind: 'found';
      /** Largest first, as a share of the feature's range. */
      readonly changes: readonly FeatureChange[];
      readonly logOdds: number;
      /** Whether no fewer and no smaller changes would do. */
      readonly isSmallest: boolean;
    }
  | {
      readonly kind: 'none';
      /** Whether it is certain that there is none; else none was found. */
      readonly isCertain: boolean;
    };

/** Sums in another order differ by less. */
const ROUNDING = 1e-9;

/** Rows scored at once when everything is tried. */
const MOST_COMBINATIONS = 40_000;

/**
 * Finds the changes.
 *
 * @throws JZ_COLUMN_MISSING for a movable feature the model does not know; JZ_MATRIX_SHAPE for a row of another width
 */
export function findCounterfactual(question: CounterfactualQuestion): Counterfactual {
  const { stack, row, isWanted, maxChanges = 3 } = question;
  if (row.length !== stack.features.length)
    throw new JzError('JZ_MATRIX_SHAPE', {
      problem: `${row.length} values for ${stack.features.length} features`,
    });
  const moves = movesOf(question);
  const score = (tried: readonly (readonly Change[])[]): Float64Array => scoreAll(question, tried);
  const now = score([[]])[0]!;
  if (isWanted(now)) return { kind: 'found', changes: [], logOdds: now, isSmallest: true };
  if (!isWanted(lowestLogOdds(stack, reachOf(question)) - ROUNDING)) return { kind: 'none', isCertain: true };
  let isWhole = true;
  let beam: (readonly Change[])[] = [[]];
  for (let count = 1; count <= Math.min(maxChanges, moves.length); count++) {
    const all = combinations(moves, count, MOST_COMBINATIONS);
    isWhole &&= all !== null;
    const tried = all ?? extend(beam, moves);
    const scores = score(tried);
    const enough = tried.filter((_, n) => isWanted(scores[n]!));
    if (enough.length > 0) return found(enough, { question, moves, score, isWhole });
    beam = mostPromising(tried, scores);
  }
  // Where other features follow, values between those tried may be enough.
  return {
    kind: 'none',
    isCertain: isWhole && !question.follow && moves.every(({ alongside }) => alongside.length === 0),
  };
}

function movesOf({ stack, row, movable, follow }: CounterfactualQuestion): Moves[] {
  const cuts = cutsOf(stack);
  return movable
    .map((one) => {
      const j = placeOf(stack, one.feature);
      const alongside = (one.alongside ?? []).map((name) => placeOf(stack, name));
      const from = row[j]!;
      const others = alongside.flatMap((k) => Array.from(cuts[k]!, (cut) => (cut * from) / row[k]!));
      const tried = [...cuts[j]!, ...others.filter(Number.isFinite), ...(follow ? evenCuts(from, one) : [])];
      const values = from === 0 && one.alongside ? [] : candidateValues(from, one, tried);
      const span = one.high > one.low ? one.high - one.low : 1;
      return { j, alongside, from, span, values };
    })
    .filter(({ values }) => values.length > 0);
}

function placeOf({ features }: Stack, name: string): number {
  const j = features.indexOf(name);
  if (j < 0) throw new JzError('JZ_COLUMN_MISSING', { file: '(model)', column: name });
  return j;
}

function reachOf({ stack, row, movable, follow }: CounterfactualQuestion) {
  const [low, high] = [Float64Array.from(row), Float64Array.from(row)];
  for (const one of movable) {
    const j = placeOf(stack, one.feature);
    const from = row[j]!;
    // It has no values to move to.
    if (Number.isNaN(from) || (from === 0 && one.alongside)) continue;
    const lowest = one.direction === 'up' ? from : Math.min(from, one.low);
    const highest = one.direction === 'down' ? from : Math.max(from, one.high);
    for (const k of [j, ...(one.alongside ?? []).map((name) => placeOf(stack, name))]) {
      const ends = k === j ? [lowest, highest] : [lowest, highest].map((end) => (row[k]! * end) / from);
      low[k] = Math.min(low[k]!, ...ends);
      high[k] = Math.max(high[k]!, ...ends);
    }
  }
  for (const name of follow?.features ?? []) low[placeOf(stack, name)] = -Infinity;
  return { low, high };
}

interface Search {
  readonly question: CounterfactualQuestion;
  readonly moves: readonly Moves[];
  readonly score: (tried: readonly (readonly Change[])[]) => Float64Array;
  readonly isWhole: boolean;
}

/** The cheapest of those that are enough, each of its changes then made as small as the others allow. */
function found(enough: readonly (readonly Change[])[], search: Search): Counterfactual {
  const { question, moves, score, isWhole } = search;
  let best = enough.reduce((a, b) => (costOf(b) < costOf(a) ? b : a));
  for (const change of best) {
    const { values } = moves.find(({ j }) => j === change.j)!;
    const tried = values.map((to) =>
      best.map((other) =>
        other.j === change.j
          ? { ...other, to, cost: (other.cost * Math.abs(to - other.from)) / Math.abs(other.to - other.from) }
          : other,
      ),
    );
    const scores = score(tried);
    // Values stand nearest first; today's choice is among them.
    best = tried.find((_, n) => question.isWanted(scores[n]!)) ?? best;
  }
  const changes = [...best]
    .sort((a, b) => b.cost - a.cost || a.j - b.j)
    .map(({ j, from, to }) => ({ feature: question.stack.features[j]!, from, to }));
  const isExact = isWhole && !question.follow && best.every(({ alongside }) => alongside.length === 0);
  return { kind: 'found', changes, logOdds: score([best])[0]!, isSmallest: isExact };
}

function costOf(changes: readonly Change[]): number {
  return changes.reduce((sum, { cost }) => sum + cost, 0);
}

function scoreAll(
  { stack, row, follow }: CounterfactualQuestion,
  tried: readonly (readonly Change[])[],
): Float64Array {
  const rows = tried.map((changes) => {
    const changed = [...row];
    for (const { j, alongside, from, to } of changes) {
      changed[j] = to;
      for (const k of alongside) changed[k] = (row[k]! * to) / from;
    }
    return changed;
  });
  const X = matrixFromRows(stack.features, rows);
  return stackLogOdds(stack, follow ? follow.complete(X) : X);
}
