/**
 * The best set of codes to send left: one code alone where there are few, else a run of codes in the order of their
 * mean gradient, which holds the best set of all (Fisher, 1958).
 *
 * Codes with too few rows in the node to be judged, those without any and missing values stay together: they go the
 * missing way.
 *
 * @see Fisher (1958), On grouping for maximum homogeneity; Ke et al. (2017), LightGBM, whose limits these are
 */
import { wordsFor } from './categories.ts';
import {
  minus,
  plus,
  termOf,
  unpack,
  type Limits,
  type Split,
  type Sums,
  type Target,
} from './kernel/kernel.ts';

/** How sets of codes are chosen. */
export interface CategoryLimits {
  /** Up to so many codes, each is tried alone against all others. */
  readonly oneByOneUpTo: number;
  /** Hessian added to every code's own before codes are put in order. */
  readonly smooth: number;
  /** L2 penalty on both sides beside the usual one when codes are put in order. */
  readonly lambda: number;
  /** Most codes on the side of the run. */
  readonly mostCodes: number;
  /** Rows of a node that a code needs to be judged. */
  readonly minRows: number;
}

/** LightGBM's defaults. */
export const categoryDefaults: CategoryLimits = {
  oneByOneUpTo: 4, // all their sets are as good as tried
  smooth: 10, // a code of few rows is drawn to the middle
  lambda: 10, // sets are many: chance makes one look good
  mostCodes: 32, // as above
  minRows: 10, // fewer say nothing of a code
};

/** Numbers a slot: gradient sum, packed hessian and count. */
const SLOT = 2;

/** Where a feature of codes stands in a node's histogram. */
export interface CodedFeature {
  readonly feature: number;
  /** First slot of the feature. */
  readonly slot: number;
  readonly codes: number;
}

interface Code extends Sums {
  readonly number: number;
}

/** The best split of a node by a set of codes, or `null` when none is allowed or gains anything. */
export function bestCategorySplit(
  histogram: Float64Array,
  { feature, slot, codes }: CodedFeature,
  target: Target,
  limits: Limits,
  rules: CategoryLimits,
): Split | null {
  const judged: Code[] = [];
  let rest: Sums = target.sums;
  for (let number = 0; number < codes; number++) {
    const at = (slot + number) * SLOT;
    const sums = unpack(histogram[at]!, histogram[at + 1]!, limits.unit);
    if (sums.count < Math.max(1, rules.minRows)) continue;
    judged.push({ ...sums, number });
    rest = minus(rest, sums);
  }
  let best: Found | null = null;
  for (const run of runsOf(judged, rules, limits.perHessian)) {
    for (const missingLeft of rest.count > 0 ? [false, true] : [false]) {
      const left = missingLeft ? plus(run.sums, rest) : run.sums;
      const gain = gainOf(left, target, { ...limits, lambda: limits.lambda + run.lambda });
      if (gain > (best?.gain ?? limits.minGain)) best = { gain, left, missingLeft, codes: run.codes };
    }
  }
  if (!best) return null;
  const { gain, left, missingLeft } = best;
  const codesLeft = setOf(judged, best, codes);
  return { gain, feature, bin: 0, codesLeft, missingLeft, left };
}

interface Found {
  readonly gain: number;
  readonly left: Sums;
  readonly missingLeft: boolean;
  readonly codes: readonly number[];
}

/** Codes that would stand together. */
interface Run {
  readonly sums: Sums;
  readonly codes: readonly number[];
  /** L2 penalty beside the usual one, in the units of the sums. */
  readonly lambda: number;
}

function* runsOf(judged: readonly Code[], rules: CategoryLimits, perHessian: number): Generator<Run> {
  if (judged.length <= rules.oneByOneUpTo) {
    for (const code of judged) yield { sums: code, codes: [code.number], lambda: 0 };
    return;
  }
  const smooth = rules.smooth * perHessian;
  const mean = (code: Sums): number => code.gradient / (code.hessian + smooth);
  const ordered = [...judged].sort((a, b) => mean(a) - mean(b) || a.number - b.number);
  const most = Math.min(rules.mostCodes, judged.length);
  for (const codes of [ordered, [...ordered].reverse()]) {
    let sums: Sums = { gradient: 0, hessian: 0, count: 0 };
    for (let length = 1; length <= most; length++) {
      sums = plus(sums, codes[length - 1]!);
      const numbers = codes.slice(0, length).map((code) => code.number);
      yield { sums, codes: numbers, lambda: rules.lambda * perHessian };
    }
  }
}

function gainOf(left: Sums, { sums, bounds, score }: Target, limits: Limits): number {
  const right = minus(sums, left);
  const isTooSmall = [left, right].some(
    ({ count, hessian }) => count < Math.max(1, limits.minRows) || hessian < limits.minHessian,
  );
  return isTooSmall ? 0 : termOf(left, limits, bounds) + termOf(right, limits, bounds) - score;
}

/** Bits of the codes that go left; those not judged go with the missing. */
function setOf(judged: readonly Code[], { codes, missingLeft }: Found, count: number): Int32Array {
  const words = new Int32Array(wordsFor(count));
  const isLeft = new Uint8Array(count).fill(missingLeft ? 1 : 0);
  for (const { number } of judged) isLeft[number] = 0;
  for (const number of codes) isLeft[number] = 1;
  for (let k = 0; k < count; k++) words[k >> 5]! |= isLeft[k]! << (k & 31);
  return words;
}
