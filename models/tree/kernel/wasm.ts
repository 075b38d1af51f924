/**
 * The loops in WebAssembly: writes tasks into memory, calls, and reads what was found.
 */
import { CONTROL_AT, type Arena } from './arena.ts';
import { kernelCode } from './code/module.ts';
import type { Crew } from './crew.ts';
import type { Kernel, Limits, Target, Workspace } from './kernel.ts';
import {
  BINS,
  CONTROL_BYTES,
  field,
  FOUND,
  GROUP,
  group,
  GROUP_BYTES,
  node,
  real,
  SLOT_BYTES,
  sum,
} from './layout.ts';

/** Histogram slots that the empty places of the last group write to. */
const SPARE_SLOTS = 256;

/** Loops of one thread, by name. */
interface Loops {
  readonly work: (control: number) => void;
  readonly part: (...numbers: readonly number[]) => number;
  readonly bin: (...numbers: readonly number[]) => void;
}

let compiled: WebAssembly.Module | null = null;

/** The module of the loops, compiled once a thread. */
export function kernelModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(kernelCode());
  return compiled;
}

const loopsOf = new WeakMap<WebAssembly.Memory, Loops>();

/** The loops on a memory, made once. */
export function loopsIn(memory: WebAssembly.Memory): Loops {
  const known = loopsOf.get(memory);
  if (known) return known;
  const { exports } = new WebAssembly.Instance(kernelModule(), { m: { m: memory } });
  const loops = exports as unknown as Loops; // the module above exports just these
  loopsOf.set(memory, loops);
  return loops;
}

/** Updates of histograms below which waking another thread costs more than it saves. */
const WORTH_SHARING = 40_000;

/** Loops on a workspace in `memory`; a crew shares the groups of features among threads. */
export function wasmKernel(space: Workspace, arena: Arena, memory: WebAssembly.Memory, crew: Crew): Kernel {
  const { data, pairs, rows, scratch } = space;
  const loops = loopsIn(memory);
  const groups = Math.ceil(data.nFeatures / GROUP);
  const table = arena.ints((groups * GROUP_BYTES) / 4);
  const sides = arena.bytes(BINS);
  const foundFilled = arena.doubles(groups * GROUP * FOUND);
  const foundRest = arena.doubles(groups * GROUP * FOUND);
  const ints = new Int32Array(memory.buffer, CONTROL_AT, CONTROL_BYTES / 4);
  const reals = new Float64Array(memory.buffer, CONTROL_AT, CONTROL_BYTES / 8);
  const work = (): void => {
    loops.work(CONTROL_AT);
  };
  let nFeatures = 0;
  const slots = data.slots[data.nFeatures]!;

  ints[field.bins / 4] = data.bins.byteOffset;
  ints[field.pairs / 4] = pairs.byteOffset;
  ints[field.stride / 4] = data.nFeatures;
  ints[field.table / 4] = table.byteOffset;
  ints[field.foundFilled / 4] = foundFilled.byteOffset;
  ints[field.foundRest / 4] = foundRest.byteOffset;
  return {
    newHistogram: () => arena.doubles(((slots + SPARE_SLOTS) * SLOT_BYTES) / 8),
    begin: (limits) => {
      writeLimits(reals, limits);
    },
    lookAt: (features, directions) => {
      nFeatures = features.length;
      ints[field.groups / 4] = Math.ceil(features.length / GROUP);
      ints[field.isBound / 4] = directions ? 1 : 0;
      writeTable(table, features, data.slots, directions);
    },
    run: ({ start, end, filled, rest, ofFilled, ofRest }) => {
      ints[field.rows / 4] = rows.byteOffset + 4 * start;
      ints[field.rowsEnd / 4] = rows.byteOffset + 4 * end;
      ints[field.filled / 4] = filled.byteOffset;
      ints[field.rest / 4] = rest?.byteOffset ?? 0;
      ints[field.scansFilled / 4] = ofFilled ? 1 : 0;
      ints[field.scansRest / 4] = rest && ofRest ? 1 : 0;
      if (ofFilled) writeTarget(reals, node.filled, ofFilled);
      if (ofRest) writeTarget(reals, node.rest, ofRest);
      ints[field.nextGroup / 4] = 0;
      if ((end - start) * nFeatures < WORTH_SHARING) work();
      else crew.share(work);
    },
    foundFilled,
    foundRest,
    part: ({ start, end, feature, goesLeft }) => {
      sides.set(goesLeft);
      const after = loops.part(
        ...[rows.byteOffset + 4 * start, rows.byteOffset + 4 * end, scratch.byteOffset],
        ...[data.bins.byteOffset + feature, data.nFeatures, sides.byteOffset],
      );
      return (after - rows.byteOffset) / 4;
    },
  };
}

function writeLimits(reals: Float64Array, limits: Limits): void {
  reals[real.unit / 8] = limits.unit;
  reals[real.perUnit / 8] = 1 / limits.unit;
  reals[real.lambda / 8] = limits.lambda;
  reals[real.alpha / 8] = limits.alpha;
  reals[real.minRows / 8] = limits.minRows;
  reals[real.minHessian / 8] = limits.minHessian;
  reals[real.minGain / 8] = limits.minGain;
}

function writeTarget(reals: Float64Array, at: number, { sums, bounds, score }: Target): void {
  reals[(at + sum.gradient) / 8] = sums.gradient;
  reals[(at + sum.hessian) / 8] = sums.hessian;
  reals[(at + sum.count) / 8] = sums.count;
  reals[(at + sum.score) / 8] = score;
  reals[(at + sum.low) / 8] = bounds?.low ?? -Infinity;
  reals[(at + sum.high) / 8] = bounds?.high ?? Infinity;
}

/** Groups of features; the empty places of the last group write to slots that nobody reads. */
function writeTable(
  table: Int32Array,
  features: Int32Array,
  slots: Int32Array,
  directions: Int8Array | null,
): void {
  const spare = slots[slots.length - 1]! * SLOT_BYTES;
  const groups = Math.ceil(features.length / GROUP);
  for (let g = 0; g < groups; g++) {
    const at = (g * GROUP_BYTES) / 4;
    const count = Math.min(GROUP, features.length - g * GROUP);
    table[at + group.count / 4] = count;
    const [first, last] = [features[g * GROUP]!, features[g * GROUP + count - 1]!];
    table[at + group.isRun / 4] = count === GROUP && last - first === GROUP - 1 ? 1 : 0;
    for (let k = 0; k < GROUP; k++) {
      const feature = features[g * GROUP + k];
      table[at + group.columns / 4 + k] = feature ?? 0;
      table[at + group.directions / 4 + k] = directions?.[feature ?? 0] ?? 0;
      table[at + group.firsts / 4 + k] = feature === undefined ? spare : slots[feature]! * SLOT_BYTES;
      table[at + group.lasts / 4 + k] =
        feature === undefined ? spare : (slots[feature + 1]! - 1) * SLOT_BYTES;
    }
  }
}
