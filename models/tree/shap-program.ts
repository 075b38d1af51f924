/**
 * An ensemble's splits as records for the attributing loop: trees one after another, parents before children.
 */
import { SET_BYTES, writeSet } from '../inference/code-sets.ts';
import { placeInRow, type RowFormat } from '../inference/row-format.ts';
import type { TreeEnsemble } from './ensemble.ts';
import { gaussLegendre } from './quadrature.ts';
import {
  edge,
  ONE_AT,
  shapLayout,
  split,
  SPLIT_BYTES,
  VECTOR_BYTES,
  type ShapLayout,
} from './shap-layout.ts';

/** Splits whose records and slots stay in the nearest cache between the ways down and up. */
const BUNDLE = 64;

/** What the loop's memory begins with. */
export interface ShapProgram {
  readonly layout: ShapLayout;
  readonly bytes: ArrayBuffer;
  /** Addresses of each bundle's first split and the end of its splits, in turn. */
  readonly bundles: Int32Array;
  /** Cover-weighted mean of the ensemble's sum. */
  readonly bias: number;
}

/** A way down from the root: its last edge and those before. An edge's number is twice its split's, plus one on the right. */
interface Way {
  readonly above: Way | null;
  readonly feature: number;
  readonly edge: number;
  /** Share of cover that passes all edges on the feature so far. */
  readonly zero: number;
  /** Distinct features so far. */
  readonly length: number;
}

interface Split {
  readonly node: number;
  readonly way: Way | null;
  /** The last edge above on the split's own feature. */
  readonly known: Way | null;
}

/** Lays an ensemble out for rows of such a format. */
export function shapProgram(ensemble: TreeEnsemble, format: RowFormat): ShapProgram {
  const plan = planOf(ensemble);
  const { splits, bundles } = plan;
  const layout = shapLayout(plan.longest);
  const most = bundles.reduce((sofar, end, b) => Math.max(sofar, end - (bundles[b - 1] ?? 0)), 0);
  const records = layout.slots + (1 + 2 * most) * layout.slotBytes;
  const sets = records + splits.length * layout.recordBytes;
  const setCount = ensemble.categories ? 1 + splits.length : 0;
  const bytes = new ArrayBuffer(sets + setCount * SET_BYTES);
  writeConstants(bytes, layout);
  const writer = new RecordWriter(ensemble, format, { bytes, layout, records, sets });
  let first = 0;
  for (const end of bundles) {
    for (let s = first; s < end; s++) writer.write(splits[s]!, s, first);
    first = end;
  }
  const addressOf = (s: number): number => records + s * layout.recordBytes;
  const table = bundles.flatMap((end, b) => [addressOf(bundles[b - 1] ?? 0), addressOf(end)]);
  return { layout, bytes, bundles: Int32Array.from(table), bias: plan.bias };
}

interface Plan {
  readonly splits: Split[];
  /** Where each bundle's splits end. */
  readonly bundles: number[];
  longest: number;
  bias: number;
}

/** A node to come, and its share of its tree's cover. */
interface Pending {
  readonly node: number;
  readonly way: Way | null;
  readonly share: number;
}

function planOf(ensemble: TreeEnsemble): Plan {
  const plan: Plan = { splits: [], bundles: [], longest: 0, bias: 0 };
  const { splits, bundles } = plan;
  for (let t = 0; t < ensemble.roots.length - 1; t++) {
    const open: Pending[] = [{ node: ensemble.roots[t]!, way: null, share: 1 }];
    for (let next = open.pop(); next; next = open.pop()) open.push(...visit(ensemble, next, plan));
    if (splits.length - (bundles.at(-1) ?? 0) >= BUNDLE) bundles.push(splits.length);
  }
  if (splits.length > (bundles.at(-1) ?? 0)) bundles.push(splits.length);
  return plan;
}

/** Puts a node into the plan; gives its children. */
function visit(ensemble: TreeEnsemble, { node, way, share }: Pending, plan: Plan): Pending[] {
  const feature = ensemble.feature[node]!;
  const before = way?.length ?? 0;
  plan.longest = Math.max(plan.longest, before);
  if (feature < 0) {
    plan.bias += share * ensemble.value[node]!;
    return [];
  }
  const known = lastOn(way, feature);
  const number = plan.splits.push({ node, way, known }) - 1;
  return ([1, 0] as const).map((side) => {
    const [child, own] = childOf(ensemble, node, side);
    const zero = (known?.zero ?? 1) * own;
    const length = before + (known ? 0 : 1);
    return {
      node: child,
      way: { above: way, feature, edge: 2 * number + side, zero, length },
      share: share * own,
    };
  });
}

/** The last edge on a feature, from below. */
function lastOn(way: Way | null, feature: number): Way | null {
  let at = way;
  while (at && at.feature !== feature) at = at.above;
  return at;
}

/** A node's child and its share of the node's cover; 1 is the right side. */
function childOf({ left, right, cover }: TreeEnsemble, node: number, side: 0 | 1): [number, number] {
  const child = side === 0 ? left[node]! : right[node]!;
  return [child, cover[child]! / (cover[left[node]!]! + cover[right[node]!]!)];
}

/** The charge of a feature that fails is `−w / (1 − t)` whatever its share. */
function writeConstants(bytes: ArrayBuffer, { vectors, rests, points, charges }: ShapLayout): void {
  const doubles = new Float64Array(bytes);
  const rule = quadratureOf(vectors);
  doubles[ONE_AT / 8] = 1;
  for (const [q, t] of rule.points.entries()) {
    doubles[rests / 8 + q] = 1 - t;
    doubles[points / 8 + q] = t;
    doubles[charges / 8 + q] = -rule.weights[q]! / (1 - t);
  }
}

function quadratureOf(vectors: number): ReturnType<typeof gaussLegendre> {
  return gaussLegendre((vectors * VECTOR_BYTES) / 8);
}

interface Target {
  readonly bytes: ArrayBuffer;
  readonly layout: ShapLayout;
  /** Addresses of the first record and of the empty set, which others follow. */
  readonly records: number;
  readonly sets: number;
}

class RecordWriter {
  private readonly ensemble: TreeEnsemble;
  private readonly placeOf: (node: number) => number;
  private readonly doubles: Float64Array;
  private readonly words: Int32Array;
  private readonly target: Target;
  private readonly rule: ReturnType<typeof gaussLegendre>;

  constructor(ensemble: TreeEnsemble, format: RowFormat, target: Target) {
    this.ensemble = ensemble;
    this.placeOf = placeInRow(ensemble, format);
    this.doubles = new Float64Array(target.bytes);
    this.words = new Int32Array(target.bytes);
    this.target = target;
    this.rule = quadratureOf(target.layout.vectors);
  }

  /** Writes split number `s` of a bundle that begins with split `first`. */
  write({ node, way, known }: Split, s: number, first: number): void {
    const { records, sets, layout } = this.target;
    const { feature, threshold, categories } = this.ensemble;
    const hasSet = categories !== undefined && categories.setOf[node]! >= 0;
    const at = records + s * layout.recordBytes;
    const set = hasSet ? sets + (1 + s) * SET_BYTES : sets;
    if (hasSet) writeSet(this.ensemble, node, this.words, set);
    this.doubles[(at + split.threshold) / 8] = hasSet ? Number.NaN : threshold[node]!;
    this.words[(at + split.place) / 4] = 8 * this.placeOf(node);
    this.words[(at + split.set) / 4] = set;
    this.words[(at + split.parent) / 4] = this.slotOf(way, first);
    this.words[(at + split.feature) / 4] = 8 * feature[node]!;
    this.words[(at + split.knownEdge) / 4] = known ? this.edgeAt(known.edge) : 0;
    this.words[(at + split.knownSlot) / 4] = known ? this.slotOf(known, first) : 0;
    for (const side of [0, 1] as const) this.writeEdge(this.edgeAt(2 * s + side), node, known, side);
  }

  private edgeAt(number: number): number {
    const { records, layout } = this.target;
    return records + (number >> 1) * layout.recordBytes + SPLIT_BYTES + (number & 1) * layout.edgeBytes;
  }

  /** Slots follow the bundle's edges; the first stands for all roots. */
  private slotOf(way: Way | null, first: number): number {
    const { slots, slotBytes } = this.target.layout;
    return slots + (way ? 1 + way.edge - 2 * first : 0) * slotBytes;
  }

  private writeEdge(at: number, node: number, known: Way | null, side: 0 | 1): void {
    const { doubles, rule } = this;
    const [child, share] = childOf(this.ensemble, node, side);
    const zero = (known?.zero ?? 1) * share;
    const scale = this.ensemble.feature[child]! < 0 ? this.ensemble.value[child]! : 1;
    doubles[(at + edge.zero) / 8] = zero;
    doubles[(at + edge.scaledZero) / 8] = zero * scale;
    doubles[(at + edge.scaledShare) / 8] = share * scale;
    doubles[(at + edge.scale) / 8] = scale;
    for (const [q, t] of rule.points.entries())
      doubles[(at + edge.gain) / 8 + q] = ((1 - zero) * rule.weights[q]!) / (zero * (1 - t) + t);
  }
}
