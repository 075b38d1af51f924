import { compareRows } from '../compare/compare-rows.ts';
import type { LinkContext } from '../decide/row-linker.ts';
import { ID_WIDTH, type Encoded } from '../encode/columns.ts';
import { fields } from '../levels.ts';
import { declaredMatch } from '../model/declared.ts';
import { LEVELS, ratesFromCounts, type Rates } from '../model/link-model.ts';

/** Declared rates count as this many rows. */
const STRENGTH = 50;

/** Rows whose person is known, encoded, without their identity numbers. */
export interface LabelledSet {
  readonly rows: Encoded;
  readonly person: Uint32Array;
}

/** How often true matches agree at each level. */
export function learnMatches({ known, characters }: LinkContext, { rows, person }: LabelledSet): Rates {
  const pattern = new Uint8Array(fields.length);
  const counts = new Float64Array(fields.length * LEVELS);
  const comparison = { characters, rows, persons: known.encoded, pattern };
  person.forEach((known, i) => {
    compareRows(comparison, i, known);
    for (let f = 0; f < fields.length; f++) counts[f * LEVELS + pattern[f]!]!++;
  });
  return ratesFromCounts(counts, declaredMatch, STRENGTH);
}

/** Takes the identity numbers out of encoded rows: what is learned must not lean on them. */
export function hideNumbers({ rows }: Encoded): void {
  rows.idDigits.fill(0, 0, rows.length * ID_WIDTH);
  rows.idLength.fill(0);
  rows.idKind.fill(0);
}
