/**
 * A household's facts as rules see them: one number a fact, `null` for unknown.
 */
import type { Fact, FactId } from './catalogue.ts';
import { factsOf } from './catalogue.ts';

/** A fact's number (fen, count, 0/1, code position), or `null` when unknown. */
export type FactValue = number | null;
/** Fact id → number. */
export type FactRow = ReadonlyMap<FactId, FactValue>;

/** One household, ready for the rules. */
export interface HouseholdFacts {
  readonly id: string;
  readonly household: FactRow;
  readonly persons: readonly FactRow[];
  /** Names for messages, one a person. */
  readonly names: readonly string[];
}

/** The fact's value in a row. */
export function valueIn(row: FactRow, id: FactId): FactValue {
  return row.get(id) ?? null;
}

/** Person facts and household facts, in the order of population columns. */
export const personFactList: readonly Fact[] = factsOf('person');
export const householdFactList: readonly Fact[] = factsOf('household');
