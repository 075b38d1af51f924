import type { KnownPersons } from '../blocking/known-persons.ts';
import { compareRows } from '../compare/compare-rows.ts';
import type { LinkContext } from '../decide/row-linker.ts';
import { fields, type Pattern } from '../levels.ts';
import { LEVELS } from '../model/link-model.ts';
import type { LabelledSet } from './labelled.ts';

/** Those whose agreement with others is looked at. */
export interface Subjects {
  readonly count: number;
  /** The person that subject `k` is. */
  readonly personOf: (k: number) => number;
  /** Writes how subject `k` agrees with a person into `pattern`. */
  readonly compare: (k: number, person: number) => void;
  readonly pattern: Pattern;
  /** Whether subjects bear the errors of rows. */
  readonly areRows: boolean;
}

/** Counts the levels of a pattern into `[field × LEVELS + level]`. */
export function tally(counts: Float64Array, pattern: Pattern): void {
  for (let f = 0; f < fields.length; f++) counts[f * LEVELS + pattern[f]!]!++;
}

/** Whether two persons share their home or their phone. */
export function shareContact({ homeKeys, phoneKeys }: KnownPersons, a: number, b: number): boolean {
  const home = homeKeys[a]!;
  const phone = phoneKeys[a]!;
  return (home !== 0 && home === homeKeys[b]) || (phone !== 0 && phone === phoneKeys[b]);
}

/** Labelled rows as subjects of chance agreement. */
export function rowSubjects({ known, characters }: Compared, { rows, person }: LabelledSet): Subjects {
  const pattern = new Uint8Array(fields.length);
  const comparison = { characters, rows, persons: known.encoded, pattern };
  return {
    count: person.length,
    personOf: (k) => person[k]!,
    compare: (k, other) => compareRows(comparison, k, other),
    pattern,
    areRows: true,
  };
}

/** The known persons as subjects of chance agreement among themselves. */
export function personSubjects({ known, characters }: Compared): Subjects {
  const { encoded } = known;
  const person = Uint32Array.from({ length: encoded.rows.length }, (_, i) => i);
  return { ...rowSubjects({ known, characters }, { rows: encoded, person }), areRows: false };
}

type Compared = Pick<LinkContext, 'known' | 'characters'>;
