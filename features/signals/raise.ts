/**
 * Signals over time: what is new, what goes on, what has ended.
 */
import { addDays, type IsoDate } from '../../src/core/dates.ts';
import { levels, type Level, type SignalCatalogue } from './config.ts';

/** A signal of one household that is or was open. */
export interface OpenSignal {
  readonly household: string;
  readonly code: string;
  readonly level: Level;
  /** Day it was first raised at this level. */
  readonly raisedOn: IsoDate;
  /** Day it was seen last. */
  readonly seenOn: IsoDate;
  /** Day it ends unless it is seen again. */
  readonly expiresOn: IsoDate;
}

/** What one evaluation changed. */
export interface Raised {
  /** Not open before, or open at a lower level. */
  readonly fresh: readonly OpenSignal[];
  /** Open before and seen again, at the same or a lower level: nobody is told twice. */
  readonly ongoing: readonly OpenSignal[];
  /** Open before, not seen again, past their day. */
  readonly ended: readonly OpenSignal[];
}

/**
 * Compares the signals seen on a date with those open before.
 *
 * @param seen household, code and level of each signal that fires on the date
 */
export function raiseSignals(
  catalogue: SignalCatalogue,
  seen: readonly { household: string; code: string; level: Level }[],
  open: readonly OpenSignal[],
  asOf: IsoDate,
): Raised {
  const before = new Map(open.map((one) => [keyOf(one), one]));
  const lasts = new Map(catalogue.items.map((item) => [item.code, item.expires_after_days]));
  const fresh: OpenSignal[] = [];
  const ongoing: OpenSignal[] = [];
  for (const { household, code, level } of seen) {
    const known = before.get(keyOf({ household, code }));
    before.delete(keyOf({ household, code }));
    const expiresOn = addDays(asOf, lasts.get(code) ?? catalogue.composite.within_days);
    const isOpen = known !== undefined && known.expiresOn >= asOf;
    const isWorse = isOpen && levels.indexOf(level) > levels.indexOf(known.level);
    if (isOpen && !isWorse) ongoing.push({ ...known, seenOn: asOf, expiresOn });
    else fresh.push({ household, code, level, raisedOn: asOf, seenOn: asOf, expiresOn });
  }
  const rest = [...before.values()];
  return {
    fresh,
    ongoing: [...ongoing, ...rest.filter((one) => one.expiresOn >= asOf)],
    ended: rest.filter((one) => one.expiresOn < asOf),
  };
}

function keyOf({ household, code }: { household: string; code: string }): string {
  return `${household} ${code}`;
}
