/**
 * One household in full: what the rules say, what is held, and the steps with their last days.
 */
import { JzError } from '../core/errors/index.ts';
import {
  explain,
  facts,
  snapshotOf,
  UNKNOWN_BYTE,
  type Explanation,
  type FactColumn,
  type HouseholdFacts,
  type Level,
  type Policy,
} from '../policy/index.ts';
import type { LedgerPopulation } from '../population/population.ts';
import { bundlesOf, type Bundle, type Papers } from './bundle.ts';
import type { Holding } from './held.ts';

/** The whole answer for one household. */
export interface HouseholdAdvice {
  readonly explanation: Explanation;
  readonly holdings: readonly Holding[];
  readonly bundles: readonly Bundle[];
}

/**
 * Explains a household of a population.
 *
 * @throws JZ_HOUSEHOLD_UNKNOWN when it is not in the population; JZ_POLICY_*
 */
export function adviseHousehold(
  policy: Policy,
  people: LedgerPopulation,
  request: { household: string; region: string; holdings: readonly Holding[]; papers?: Papers },
): HouseholdAdvice {
  const { household, region, holdings, papers = {} } = request;
  const snapshot = snapshotOf(policy.catalogue, region, people.asOf);
  const explanation = explain(policy, factsOfHousehold(people, household), snapshot);
  const wanted = new Set(
    explanation.items
      .filter(({ kept, item }) => kept !== 'missed' && !holdings.some((one) => one.item === item.id))
      .map(({ item }) => item.id),
  );
  const bundles = bundlesOf(policy, snapshot, { items: wanted, start: people.asOf, papers });
  return { explanation, holdings, bundles };
}

/** A household's row of the columns, as the explaining evaluator reads it. */
export function factsOfHousehold(people: LedgerPopulation, household: string): HouseholdFacts {
  const row = people.households.indexOf(household);
  if (row < 0) throw new JzError('JZ_HOUSEHOLD_UNKNOWN', { household, asOf: people.asOf });
  const from = people.population.personStart[row]!;
  const to = people.population.personStart[row + 1]!;
  const members = Array.from({ length: to - from }, (_, i) => from + i);
  return {
    id: household,
    household: rowOf(people, 'household', row),
    persons: members.map((person) => rowOf(people, 'person', person)),
    names: members.map((person) => people.persons[person]!),
  };
}

function rowOf(people: LedgerPopulation, level: Level, row: number): HouseholdFacts['household'] {
  return new Map(
    facts
      .filter((fact) => fact.level === level)
      .map((fact) => [fact.id, valueAt(people.population.columns.get(fact.id), row, fact.absent)] as const),
  );
}

function valueAt(column: FactColumn | undefined, row: number, absent: number | null): number | null {
  if (column === undefined) return absent;
  const value = column[row]!;
  if (column instanceof Float64Array) return Number.isNaN(value) ? null : value;
  return value === UNKNOWN_BYTE ? null : value;
}
