/**
 * Links one row: every candidate is weighed, and the probability of the best takes account of all the others and of
 * the row being nobody known. The answer depends on the row and the known persons alone.
 */
import { newCandidateFinder } from '../blocking/candidates.ts';
import type { KnownPersons } from '../blocking/known-persons.ts';
import { compareRows, type Comparison } from '../compare/compare-rows.ts';
import type { Encoded } from '../encode/columns.ts';
import { fields, packPattern } from '../levels.ts';
import type { LinkModel } from '../model/link-model.ts';
import type { CharacterTable } from '../names/characters.ts';
import { newWeigher } from './evidence.ts';

/** What is needed to link rows; threads share it. */
export interface LinkContext {
  readonly known: KnownPersons;
  readonly characters: CharacterTable;
  readonly model: LinkModel;
  readonly largestBlock: number;
}

/** Answers for rows, as columns. */
export interface LinkColumns {
  /** -1 without a candidate. */
  readonly person: Int32Array;
  readonly probability: Float64Array;
  /** Packed pattern of the row with that person. */
  readonly pattern: Uint32Array;
}

/** Links rows of one encoded set. */
export interface RowLinker {
  /** Links row `i` and writes the answer there; `hidden` are persons not to be considered. */
  link(rows: Encoded, i: number, into: LinkColumns, hidden?: readonly number[]): void;
}

const nobody: readonly number[] = [];

/** A row linker with its own buffers. */
export function newRowLinker({ known, characters, model, largestBlock }: LinkContext): RowLinker {
  const persons = known.encoded.rows.length;
  const finder = newCandidateFinder(known.indexes, persons, largestBlock);
  const weigher = newWeigher(known, model);
  const pattern = new Uint8Array(fields.length);
  const odds = model.matchShare / Math.max(1, persons);
  return {
    link: (rows, i, into, hidden = nobody) => {
      const comparison: Comparison = { characters, rows, persons: known.encoded, pattern };
      const count = finder.find(rows, i);
      let best = -1;
      let bestWeight = 0;
      let total = 1 - model.matchShare;
      for (let k = 0; k < count; k++) {
        const person = finder.list[k]!;
        if (hidden.length > 0 && hidden.includes(person)) continue;
        compareRows(comparison, i, person);
        const weight = (odds * weigher.matchOf(pattern)) / weigher.chanceOf(pattern, rows, i, person);
        total += weight;
        if (weight > bestWeight || (weight === bestWeight && person < best)) {
          best = person;
          bestWeight = weight;
          into.pattern[i] = packPattern(pattern);
        }
      }
      into.person[i] = best;
      into.probability[i] = best < 0 ? 0 : bestWeight / total;
    },
  };
}

/** Columns for the answers of so many rows. */
export function newLinkColumns(length: number): LinkColumns {
  return {
    person: new Int32Array(length).fill(-1),
    probability: new Float64Array(length),
    pattern: new Uint32Array(length),
  };
}
