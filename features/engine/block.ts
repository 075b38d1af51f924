/**
 * Running totals of every household or person, slots side by side. Every operation gives the same totals in any order
 * of rows: sums are of whole numbers below 2^53, the rest are extremes.
 */
import type { EventAggregate } from './declaration.ts';
import type { Tally } from './tally.ts';

/** Totals: entity `e`'s slot `s` is `values[e × stride + s]`; NaN = no row yet. */
export interface Block {
  readonly stride: number;
  readonly values: Float64Array;
}

/** Rows of one piece that count for one as-of date, in columns of equal length. */
export interface KnownRows {
  count: number;
  /** Position in the piece. */
  readonly at: Int32Array;
  /** Days before the as-of date. */
  readonly ago: Int32Array;
  /** Which of them each channel of the scan wants. */
  readonly wanted: readonly WantedRows[];
}

/** Rows of one channel, by their place among the known rows. */
export interface WantedRows {
  count: number;
  readonly rows: Int32Array;
}

/** Nothing added up yet. */
export function emptyBlock(entities: number, stride: number): Block {
  return { stride, values: new Float64Array(entities * stride).fill(Number.NaN) };
}

/** What a feed of a tally reads of a piece. */
export interface Feed {
  /** Whose slots each known row goes to; −1 = nobody's. */
  readonly entities: Int32Array;
  /** Number of the channel. */
  readonly channel: number;
  /** NaN ends a state. */
  readonly value: Int32Array | Float64Array | number;
  readonly recorded: Int32Array;
  readonly asOf: number;
}

/** Adds the rows of a piece to a tally. */
export function addRows(block: Block, tally: Tally, rows: KnownRows, feed: Feed): void {
  if (tally.aggregate === 'sum' || tally.aggregate === 'count') {
    addSums(block, tally, rows, feed);
    return;
  }
  const { segmentOfDay, slot, slotsASegment } = tally;
  const { values, stride } = block;
  const { entities, channel, value, recorded, asOf } = feed;
  const add = additions[tally.aggregate];
  const wanted = rows.wanted[channel]!;
  for (let k = 0; k < wanted.count; k++) {
    const i = wanted.rows[k]!;
    const at = rows.at[i]!;
    const entity = entities[i]!;
    const ago = rows.ago[i]!;
    if (entity < 0 || ago >= segmentOfDay.length) continue;
    const segment = segmentOfDay[ago]!;
    if (segment < 0) continue;
    const place = entity * stride + slot + segment * slotsASegment;
    add(values, place, typeof value === 'number' ? value : value[at]!, ago, asOf - recorded[at]!);
  }
}

/** The same for sums and counts, which most rows are for: no call a row. */
function addSums(block: Block, { segmentOfDay, slot }: Tally, rows: KnownRows, feed: Feed): void {
  const { values, stride } = block;
  const { entities, channel, value } = feed;
  const wanted = rows.wanted[channel]!;
  const one = typeof value === 'number' ? value : 0;
  const many = typeof value === 'number' ? null : value;
  const days = segmentOfDay.length;
  for (let k = 0; k < wanted.count; k++) {
    const i = wanted.rows[k]!;
    const entity = entities[i]!;
    const ago = rows.ago[i]!;
    if (entity < 0 || ago >= days) continue;
    const segment = segmentOfDay[ago]!;
    if (segment < 0) continue;
    const place = entity * stride + slot + segment;
    const before = values[place]!;
    const own = many === null ? one : many[rows.at[i]!]!;
    values[place] = before !== before ? own : before + own;
  }
}

/** Adds one number that happened and became known some days before the as-of date. */
type Add = (values: Float64Array, place: number, own: number, ago: number, knownAgo: number) => void;

const keepSmaller = (values: Float64Array, place: number, own: number): void => {
  if (!(values[place]! <= own)) values[place] = own;
};

const additions: Readonly<Record<Exclude<EventAggregate, 'sum' | 'count'>, Add>> = {
  max: (values, place, own) => {
    if (!(values[place]! >= own)) values[place] = own;
  },
  min: keepSmaller,
  any: (values, place, own) => {
    if (values[place] !== 1) values[place] = own > 0 ? 1 : 0;
  },
  days_since: (values, place, _own, ago) => {
    keepSmaller(values, place, ago);
  },
  days_since_known: (values, place, _own, _ago, knownAgo) => {
    keepSmaller(values, place, knownAgo);
  },
  last: (values, place, own, ago, knownAgo) => {
    addLatest(values, place, own, -(ago * 65_536 + knownAgo));
  },
};

/** Days before the as-of date of a moment: moments order rows by the day they occurred, then the day recorded. */
export function agoOfMoment(moment: number): number {
  return Math.floor(-moment / 65_536);
}

/** Of rows of one moment an ending counts before a value, and a larger value before a smaller. */
function addLatest(values: Float64Array, place: number, own: number, moment: number): void {
  const before = values[place + 1]!;
  if (moment < before) return;
  if (moment === before) {
    const held = values[place]!;
    if (held !== held || own <= held) return;
  }
  values[place + 1] = moment;
  values[place] = own;
}
