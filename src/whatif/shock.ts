/**
 * Shocks: facts of a population changed, the columns of the original untouched.
 */
import { factById, type FactColumn, type FactId, type Population } from '../policy/index.ts';
import type { Scenario } from './scenario.ts';

/** The population the scenario's rules are run on. */
export function shocked(population: Population, scenario: Scenario): Population {
  const columns = new Map<FactId, FactColumn>(population.columns);
  for (const { fact, times, where } of scenario.shocks) {
    const id = factById(fact)?.id;
    const column = id && columns.get(id);
    if (!column) continue;
    const chosen = where && columns.get(factById(where.fact)?.id ?? id);
    const changed = Float64Array.from(column, (value, i) =>
      where && chosen?.[i] !== where.equals ? value : Math.round(value * times),
    );
    columns.set(id, changed);
  }
  return { ...population, columns };
}

/** Unverified savings as the scenario takes them: nothing, or unknown. */
export function withSavings(
  population: Population,
  scenario: Pick<Scenario, 'unverified_savings'>,
): Population {
  const savings = population.columns.get('household.financial_assets');
  if (scenario.unverified_savings === 'undecided' || !savings) return population;
  const filled = Float64Array.from(savings, (value) => (Number.isNaN(value) ? 0 : value));
  return {
    ...population,
    columns: new Map<FactId, FactColumn>([...population.columns, ['household.financial_assets', filled]]),
  };
}
