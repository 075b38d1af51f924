/**
 * Signals over time: what is new, what goes on, what has ended. The list of one date stands on the list before it.
 */
import { addDays, type IsoDate } from '../../src/core/dates.ts';
import { levels, type Level, type SignalCatalogue } from './config.ts';
import { COUNTS_FROM, familiesOf } from './evaluate.ts';
import type { SignalRow } from './list.ts';

/**
 * `new`: not open before. `worse`: open, and higher than told. `ongoing`: open and seen again, nobody is told twice.
 * `unseen`: open, not seen this time, its last day not past. `ended`: its last day is past.
 */
export const statuses = ['new', 'worse', 'ongoing', 'unseen', 'ended'] as const;
/** Where a signal stands beside the list before. */
export type Status = (typeof statuses)[number];

/** A signal of one household that is, or lately was, open. Level and sentence are those of the day it was seen last. */
export interface RaisedSignal extends SignalRow {
  readonly status: Status;
  /** Day it was told last: it was new or worse. */
  readonly raisedOn: IsoDate;
  /** Level it was told at: only a higher one is told again. */
  readonly toldLevel: Level;
  /** Day it was seen last. */
  readonly seenOn: IsoDate;
}

/**
 * Compares the signals seen on a date with the list before: first those seen, in their order, then those that were not.
 * What has ended stays on the list once, and as long as it counts for the composite.
 *
 * @param before empty for a first list
 */
export function* raiseSignals(
  { composite }: SignalCatalogue,
  seen: Iterable<SignalRow>,
  before: readonly RaisedSignal[],
  asOf: IsoDate,
): Generator<RaisedSignal> {
  const told = new Map(before.map((one) => [keyOf(one), one]));
  for (const row of seen) {
    const key = keyOf(row);
    yield raised(row, told.get(key));
    told.delete(key);
  }
  const remembered = addDays(asOf, -composite.within_days);
  for (const one of told.values()) {
    if (one.expiresOn >= asOf) yield { ...one, asOf, status: 'unseen' };
    else if (one.status !== 'ended' || one.seenOn > remembered) yield { ...one, asOf, status: 'ended' };
  }
}

function raised(row: SignalRow, known: RaisedSignal | undefined): RaisedSignal {
  const { asOf, level } = row;
  const fresh = { ...row, raisedOn: asOf, toldLevel: level, seenOn: asOf };
  if (!known || known.expiresOn < asOf) return { ...fresh, status: 'new' };
  if (levels.indexOf(level) > levels.indexOf(known.toldLevel)) return { ...fresh, status: 'worse' };
  const { raisedOn, toldLevel } = known;
  return { ...fresh, raisedOn, toldLevel, status: 'ongoing' };
}

/** Signals of the list before that count for the composite on a date, by household. */
export function countedBefore(
  { composite }: SignalCatalogue,
  before: readonly RaisedSignal[],
  asOf: IsoDate,
): Map<string, RaisedSignal[]> {
  const after = addDays(asOf, -composite.within_days);
  const counted = new Map<string, RaisedSignal[]>();
  for (const one of before) {
    if (one.seenOn <= after || levels.indexOf(one.level) < COUNTS_FROM) continue;
    const own = counted.get(one.household);
    if (own) own.push(one);
    else counted.set(one.household, [one]);
  }
  return counted;
}

/** Families of each household's counted signals, as bits, `[households]` (`fireSignals`). */
export function familyBits(
  catalogue: SignalCatalogue,
  counted: ReadonlyMap<string, readonly RaisedSignal[]>,
  households: readonly string[],
): Uint32Array {
  const families = familiesOf(catalogue);
  return Uint32Array.from(households, (household) => {
    let bits = 0;
    for (const { family } of counted.get(household) ?? []) {
      const number = families.indexOf(family);
      if (number >= 0) bits |= 2 ** number;
    }
    return bits;
  });
}

function keyOf({ household, code }: { household: string; code: string }): string {
  return `${household} ${code}`;
}
