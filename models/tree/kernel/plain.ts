/**
 * The loops in TypeScript: the same bits as the WebAssembly of `code.ts`, some three times slower.
 */
import type { BinnedMatrix } from '../binned.ts';
import {
  boundTerm,
  noLimits,
  weightOf,
  type Bounds,
  type Kernel,
  type Limits,
  type NodeTask,
  type Parting,
  type Target,
  type Workspace,
} from './kernel.ts';
import { FOUND } from './layout.ts';

/** Numbers a slot: gradient sum, packed hessian and count. */
const SLOT = 2;

/** Loops that need no WebAssembly. */
export function plainKernel(space: Workspace): Kernel {
  const { data } = space;
  let limits = noLimits;
  const foundFilled = new Float64Array(data.nFeatures * FOUND);
  const foundRest = new Float64Array(data.nFeatures * FOUND);
  let features = new Int32Array(0);
  let directions: Int8Array | null = null;
  return {
    newHistogram: () => new Float64Array(data.slots[data.nFeatures]! * SLOT),
    begin: (next) => {
      limits = next;
    },
    lookAt: (next, nextDirections) => {
      features = next.slice();
      directions = nextDirections;
    },
    run: (task) => {
      fill(space, features, task);
      if (task.rest) subtract(task.rest, task.filled, data, features);
      if (task.ofFilled) scanAll(task.filled, task.ofFilled, foundFilled);
      if (task.rest && task.ofRest) scanAll(task.rest, task.ofRest, foundRest);
    },
    foundFilled,
    foundRest,
    part: (parting) => part(space, parting),
  };

  function scanAll(histogram: Float64Array, target: Target, found: Float64Array): void {
    for (let k = 0; k < features.length; k++) {
      const first = data.slots[features[k]!]! * SLOT;
      const last = (data.slots[features[k]! + 1]! - 1) * SLOT;
      const direction = directions?.[features[k]!] ?? 0;
      const task = { first, last, target, direction, limits };
      scan(histogram, task, found.subarray(k * FOUND, (k + 1) * FOUND));
    }
  }
}

function fill(
  { data, pairs, rows }: Workspace,
  features: Int32Array,
  { filled, start, end }: NodeTask,
): void {
  const { bins, slots, nFeatures } = data;
  const offsets = new Int32Array(features.length);
  for (let k = 0; k < features.length; k++) {
    const j = features[k]!;
    offsets[k] = slots[j]!;
    filled.fill(0, slots[j]! * SLOT, slots[j + 1]! * SLOT);
  }
  for (let i = start; i < end; i++) {
    const row = rows[i]!;
    const gradient = pairs[2 * row]!;
    const packed = pairs[2 * row + 1]!;
    const base = row * nFeatures;
    for (let k = 0; k < features.length; k++) {
      const at = (offsets[k]! + bins[base + features[k]!]!) * SLOT;
      filled[at]! += gradient;
      filled[at + 1]! += packed;
    }
  }
}

function subtract(
  rest: Float64Array,
  filled: Float64Array,
  { slots }: BinnedMatrix,
  features: Int32Array,
): void {
  for (let k = 0; k < features.length; k++) {
    const end = slots[features[k]! + 1]! * SLOT;
    for (let i = slots[features[k]!]! * SLOT; i < end; i++) rest[i]! -= filled[i]!;
  }
}

interface Scan {
  readonly first: number;
  /** The missing values' slot. */
  readonly last: number;
  readonly target: Target;
  readonly direction: number;
  readonly limits: Limits;
}

function scan(histogram: Float64Array, task: Scan, found: Float64Array): void {
  const { last, limits } = task;
  const missing = histogram[last + 1]!;
  found[0] = 0;
  if (missing === 0) {
    side(histogram, task, [last - SLOT, 0, 0, limits.minGain, 0], found);
    return;
  }
  // With missing rows on the right, "every value left" is a split too; without any it is not.
  const best = side(histogram, task, [last, 0, 0, limits.minGain, 0], found);
  side(histogram, task, [last - SLOT, histogram[last]!, missing, best, 1], found);
}

/** Walks one feature's bins from the left. */
function side(
  histogram: Float64Array,
  { first, target, direction, limits }: Scan,
  start: readonly [end: number, gradient: number, packed: number, best: number, missingLeft: number],
  found: Float64Array,
): number {
  const { minRows, minHessian, unit } = limits;
  const { sums, bounds, score } = target;
  const end = start[0];
  let g = start[1];
  let packed = start[2];
  let best = start[3];
  for (let at = first; at < end; at += SLOT) {
    if (histogram[at + 1] === 0) continue;
    g += histogram[at]!;
    packed += histogram[at + 1]!;
    const h = Math.floor(packed / unit);
    const n = packed - h * unit;
    if (n < minRows || h < minHessian) continue;
    const hRight = sums.hessian - h;
    if (sums.count - n < minRows || hRight < minHessian) break;
    const gRight = sums.gradient - g;
    const gain = bounds
      ? boundGain({ g, h, gRight, hRight }, { bounds, direction, limits }) - score
      : freeGain({ g, h, gRight, hRight }, limits) - score;
    if (!(gain > best)) continue;
    best = gain;
    found[0] = gain;
    found[1] = g;
    found[2] = packed;
    found[3] = ((at - first) / SLOT) * 2 + start[4];
  }
  return best;
}

interface Sides {
  readonly g: number;
  readonly h: number;
  readonly gRight: number;
  readonly hRight: number;
}

function freeGain({ g, h, gRight, hRight }: Sides, { lambda, alpha }: Limits): number {
  const kept = Math.max(Math.abs(g) - alpha, 0);
  const keptRight = Math.max(Math.abs(gRight) - alpha, 0);
  return (kept * kept) / (h + lambda) + (keptRight * keptRight) / (hRight + lambda);
}

interface BoundSplit {
  readonly bounds: Bounds;
  readonly direction: number;
  readonly limits: Limits;
}

/** The same with leaves inside bounds; nothing where the sides stand against the direction. */
function boundGain({ g, h, gRight, hRight }: Sides, { bounds, direction, limits }: BoundSplit): number {
  const left = weightOf({ gradient: g, hessian: h }, limits, bounds);
  const right = weightOf({ gradient: gRight, hessian: hRight }, limits, bounds);
  if ((right - left) * direction < 0) return -Infinity;
  return boundTerm(g, h, left, limits) + boundTerm(gRight, hRight, right, limits);
}

function part({ data, rows, scratch }: Workspace, { start, end, feature, goesLeft }: Parting): number {
  const { bins, nFeatures } = data;
  let left = start;
  let right = 0;
  for (let i = start; i < end; i++) {
    const row = rows[i]!;
    if (goesLeft[bins[row * nFeatures + feature]!] === 1) rows[left++] = row;
    else scratch[right++] = row;
  }
  rows.set(scratch.subarray(0, right), left);
  return left;
}
