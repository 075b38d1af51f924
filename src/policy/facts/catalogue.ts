/**
 * All facts by id: `person.age`, `household.rural` …
 */
import { householdFacts } from './household.ts';
import { personFacts } from './person.ts';
import type { FactSpec } from './spec.ts';

type Facts = { [K in keyof typeof personFacts as `person.${K}`]: (typeof personFacts)[K] } & {
  [K in keyof typeof householdFacts as `household.${K}`]: (typeof householdFacts)[K];
};

/** The id of a fact. */
export type FactId = keyof Facts;
type OfKind<Kind> = { [K in FactId]: Facts[K] extends { kind: Kind } ? K : never }[FactId];
/** The id of a fact that is a number. */
export type NumberFactId = OfKind<'number'>;
/** The id of a yes/no fact. */
export type FlagFactId = OfKind<'flag'>;
/** The id of a coded fact. */
export type CodeFactId = OfKind<'code'>;

/** Whose a fact, a rule or a value is. */
export type Level = 'person' | 'household';

/** A fact with its place. */
export interface Fact extends FactSpec {
  readonly id: FactId;
  readonly level: Level;
  readonly key: string;
}

/** Every fact, persons' first. */
export const facts: readonly Fact[] = [
  ...listed('person', personFacts),
  ...listed('household', householdFacts),
];

const byId: ReadonlyMap<string, Fact> = new Map(facts.map((fact) => [fact.id, fact]));

/** A fact by id; `undefined` when there is none. */
export function factById(id: string): Fact | undefined {
  return byId.get(id);
}

/** Facts of one level, in order. */
export function factsOf(level: Level): readonly Fact[] {
  return facts.filter((fact) => fact.level === level);
}

function listed(level: Level, specs: Readonly<Record<string, FactSpec>>): Fact[] {
  return Object.entries(specs).map(([key, spec]) => ({
    ...spec,
    id: `${level}.${key}` as FactId,
    level,
    key,
  }));
}
