/**
 * How often strangers born on one day share the head of their identity number: that a number agrees so far says
 * little more than that the birth date does.
 */
import type { Rng } from '../../core/rng.ts';
import { buildKeyIndex } from '../blocking/key-index.ts';
import type { KnownPersons } from '../blocking/known-persons.ts';
import { ID_WIDTH, type RowColumns } from '../encode/columns.ts';
import { levelNumber } from '../levels.ts';
import type { Rates } from '../model/link-model.ts';

const DRAWN = 100_000;
/** Declared rates count as this many pairs. */
const STRENGTH = 10;
const { same_first_fourteen: fourteen, cut_to_fifteen: fifteen } = levelNumber.idNumber;

/** The rates with those two levels learned from persons born on the same day. */
export function withSameHeads(rates: Rates, { encoded: { rows } }: KnownPersons, rng: Rng): Rates {
  const births = buildKeyIndex(rows.birth);
  const seen = { pairs: 0, fourteen: 0, fifteen: 0 };
  for (let k = 0; births.persons.length > 1 && k < DRAWN; k++) {
    const at = rng.int(births.persons.length);
    const bucket = births.keys[at]! & births.mask;
    const first = births.start[bucket]!;
    const other = first + rng.int(births.start[bucket + 1]! - first);
    if (other === at || births.keys[other] !== births.keys[at]) continue;
    const length = sameDigits(rows, births.persons[at]!, births.persons[other]!);
    if (length < 0) continue;
    seen.pairs++;
    if (length >= 14) seen.fourteen++;
    if (length >= 15) seen.fifteen++;
  }
  const learned = (level: number, count: number): number =>
    (count + STRENGTH * rates.idNumber[level]!) / (seen.pairs + STRENGTH);
  return {
    ...rates,
    idNumber: rates.idNumber.map((rate, level) =>
      level === fourteen
        ? learned(level, seen.fourteen)
        : level === fifteen
          ? learned(level, seen.fifteen)
          : rate,
    ),
  };
}

/** Digits at the head that two valid numbers share; -1 where one is not valid. */
function sameDigits({ idDigits, idKind }: RowColumns, a: number, b: number): number {
  if (idKind[a] !== 1 || idKind[b] !== 1) return -1;
  let length = 0;
  while (length < ID_WIDTH && idDigits[a * ID_WIDTH + length] === idDigits[b * ID_WIDTH + length]) length++;
  return length;
}
