/**
 * The rows of a label whose outcome is known, in numbers alone: what one thread can hand to another.
 */
import { fnv1a } from '../../src/core/hash.ts';
import type { Rng } from '../../src/core/rng.ts';
import { ascendingOrder } from '../metrics/scores/ascending-order.ts';
import { drawResamples, type Resamples } from '../metrics/scores/resamples.ts';
import { poorestShare } from '../metrics/targeting/cgh.ts';
import { datedRows, eventsOf, type DatedRows, type Events } from './lead-time.ts';
import { UNKNOWN, type JudgedLabel, type JudgedRows } from './types.ts';

/** How to measure. */
export interface JudgeOptions {
  /** Shares of households that can be visited. */
  readonly shares: readonly number[];
  readonly rng: Rng;
  readonly draws: number;
}

/** The poorest two fifths, as the World Bank counts who is reached. */
export const POOREST = 0.4;

/** Rows whose outcome is known, equal scores to be taken from the last to the first. */
export interface KnownRows {
  /** As places in the judged rows. */
  readonly at: Int32Array;
  readonly y: Uint8Array;
  readonly dates: DatedRows;
  readonly events: Events;
  readonly resamples: Resamples;
  /** How much of each row is of the poorest, and whether how well off it is is known; null: nobody knows. */
  readonly poor: { readonly share: Float64Array; readonly isKnown: Uint8Array } | null;
}

/** Picks the rows, and tells of which households they are. */
export function knownRows(
  { households, asOf, ...rows }: JudgedRows,
  { y, on, welfare = rows.welfare }: JudgedLabel,
  { rng, draws }: JudgeOptions,
): { readonly known: KnownRows; readonly households: readonly string[] } {
  const places = Int32Array.from(y.keys()).filter((i) => y[i] !== UNKNOWN);
  const tieBreak = Float64Array.from(places, (i) => fnv1a(`tie/${households[i]!}`));
  const at = Int32Array.from(ascendingOrder(tieBreak).reverse(), (k) => places[k]!);
  const pick = <T>(values: readonly T[]): T[] => Array.from(at, (i) => values[i]!);
  const own = { households: pick(households), asOf: pick(asOf), on: pick(on) };
  const outcomes = Uint8Array.from(at, (i) => y[i]!);
  const known = {
    ...{ at, y: outcomes },
    dates: datedRows(own.asOf),
    events: eventsOf({ ...own, y: outcomes }),
    resamples: drawResamples(own.households, at.length, rng.fork('households'), draws),
    poor: welfare ? poorestOf(Float64Array.from(at, (i) => welfare[i]!)) : null,
  };
  return { known, households: own.households };
}

function poorestOf(welfare: Float64Array): KnownRows['poor'] {
  const isKnown = Uint8Array.from(welfare, (one) => Number(!Number.isNaN(one)));
  const level = welfare.map((one) => (Number.isNaN(one) ? 0 : one));
  return { share: poorestShare(level, POOREST, isKnown), isKnown };
}

/** The same rows in memory that every thread sees. */
export function sharedRows({ at, y, dates, events, resamples, poor }: KnownRows): KnownRows {
  return {
    at: shared(Int32Array, at),
    y: shared(Uint8Array, y),
    dates: { ...dates, dateOf: shared(Uint16Array, dates.dateOf) },
    events: {
      ...events,
      rows: shared(Int32Array, events.rows),
      household: shared(Int32Array, events.household),
      days: shared(Float64Array, events.days),
    },
    resamples: {
      ...resamples,
      groupOf: shared(Uint32Array, resamples.groupOf),
      times: resamples.times.map((drawn) => shared(Uint8Array, drawn)),
    },
    poor: poor && { share: shared(Float64Array, poor.share), isKnown: shared(Uint8Array, poor.isKnown) },
  };
}

function shared<A extends { readonly byteLength: number; set(values: A): void }>(
  Numbers: new (memory: SharedArrayBuffer) => A,
  values: A,
): A {
  const copy = new Numbers(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
