/**
 * The loops in WebAssembly: writes tasks into memory, calls, and reads what was found.
 */
import { CONTROL_AT, type Arena } from './arena.ts';
import { kernelCode } from './code/module.ts';
import type { Crew } from './crew.ts';
import type { Kernel, Limits, Target, Workspace } from './kernel.ts';
import { CONTROL_BYTES, field, FOUND, GROUP, node, real, SLOT_BYTES, sum } from './layout.ts';
import { partRows } from './parting.ts';
import { featureTables, SPARE_SLOTS, tileBytes } from './tables.ts';

/** Loops of one thread, by name. */
interface Loops {
  readonly work: (control: number, tile: number) => void;
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
/** Loops on a workspace in `memory`; a crew shares batches of features among threads. */
export function wasmKernel(space: Workspace, arena: Arena, memory: WebAssembly.Memory, crew: Crew): Kernel {
  const { data, pairs, rows } = space;
  const loops = loopsIn(memory);
  const places = Math.ceil(data.nFeatures / GROUP) * GROUP;
  const tile = arena.bytes(tileBytes(data.nFeatures));
  const foundFilled = arena.doubles(places * FOUND);
  const foundRest = arena.doubles(places * FOUND);
  const ints = new Int32Array(memory.buffer, CONTROL_AT, CONTROL_BYTES / 4);
  const reals = new Float64Array(memory.buffer, CONTROL_AT, CONTROL_BYTES / 8);
  const work = (): void => {
    loops.work(CONTROL_AT, tile.byteOffset);
  };
  const tables = featureTables(arena, ints, data.slots, crew.threads);
  let nFeatures = 0;
  const slots = data.slots[data.nFeatures]!;

  ints[field.isParting / 4] = 0;
  ints[field.bins / 4] = data.bins.byteOffset;
  ints[field.pairs / 4] = pairs.byteOffset;
  ints[field.stride / 4] = data.nFeatures;
  ints[field.foundFilled / 4] = foundFilled.byteOffset;
  ints[field.foundRest / 4] = foundRest.byteOffset;
  return {
    newHistogram: () => arena.doubles(((slots + SPARE_SLOTS) * SLOT_BYTES) / 8),
    begin: (limits) => {
      writeLimits(reals, limits);
    },
    lookAt: (features, directions) => {
      nFeatures = features.length;
      tables.lookAt(features, directions);
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
      const isShared = (end - start) * nFeatures >= WORTH_SHARING;
      tables.chooseBatches(isShared);
      if (isShared) crew.share(work);
      else work();
    },
    foundFilled,
    foundRest,
    part: partRows(space, arena, ints, loops, { crew, work }),
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
