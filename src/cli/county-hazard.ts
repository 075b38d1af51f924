/**
 * The generator's own hazard for a backtest: households lived again, a random sample of a large county.
 */
import { join } from 'node:path';
import type { HiddenTruth } from '../../training/county/judge.ts';
import type { IsoDate } from '../core/dates.ts';
import { JzError } from '../core/errors/index.ts';
import { sampleSorted, seededRng } from '../core/rng.ts';
import { horizons, oracleHazard, type OracleRow } from '../generate/truth/oracle.ts';
import { openCounty, type CountyPlan } from '../generate/world/county-plan.ts';
import { readManifest } from '../io/manifest.ts';

type Hazard = NonNullable<HiddenTruth['hazard']>;

/** Founding households lived again at most: two minutes of a processor for fifty futures each. */
const LIVED_AGAIN = 10_000;

/**
 * The hazard of a generated county.
 *
 * @param replicates futures lived per household
 * @param most       founding households at most; of more a random sample is lived again
 * @throws JZ_TRUTH_MISMATCH when the manifest does not say how the county was made
 */
export async function countyHazard(
  county: string,
  replicates: number,
  most: number = LIVED_AGAIN,
): Promise<Hazard> {
  const plan = await planOf(county);
  const lineages = [...livedAgain(plan.households, most, plan.seed)];
  const lived = new Map<IsoDate, readonly OracleRow[]>();
  return (asOf, horizonMonths) => {
    const place = horizons.findIndex((months) => months === horizonMonths);
    if (place < 0) return null;
    // One set of futures answers every horizon.
    const rows = lived.get(asOf) ?? oracleHazard(plan, lineages, monthsFrom(plan.start, asOf), replicates);
    lived.set(asOf, rows);
    return new Map(
      rows.map(({ household, isAtRisk, probabilities }) => [
        household,
        { isAtRisk, chance: probabilities[place] ?? Number.NaN },
      ]),
    );
  };
}

/** Founding households that are lived again: all, or so many drawn at random, ascending. */
export function livedAgain(households: number, most: number, seed: string | number): Int32Array {
  const all = Int32Array.from({ length: households }, (_, lineage) => lineage);
  return households <= most ? all : sampleSorted(all, most, seededRng(`${seed}/lived again`));
}

async function planOf(county: string): Promise<CountyPlan> {
  const { facts } = await readManifest(join(county, 'manifest.json'));
  const fact = (name: string): string => {
    const value = facts[name];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    throw new JzError('JZ_TRUTH_MISMATCH', { path: county, problem: `the manifest names no ${name}` });
  };
  return openCounty({
    households: Number(fact('households')),
    months: Number(fact('months')),
    seed: fact('seed'),
    start: fact('start'),
    region: fact('region'),
    chunkSize: 1,
  });
}

/** Months from the plan's first month to the month of a day. */
function monthsFrom(start: string, day: IsoDate): number {
  return (
    (Number(day.slice(0, 4)) - Number(start.slice(0, 4))) * 12 +
    Number(day.slice(5, 7)) -
    Number(start.slice(5, 7))
  );
}
