/**
 * A tiny county for tests of the service: single persons in three townships with wages, some on Dibao, in a real ledger,
 * and a published list of them.
 */
import { join } from 'node:path';
import { handMadeGeneration, type HandRow } from '../../src/ledger/hand-made-lake.ts';
import { publishScores, type RankedScore } from '../../src/store/index.ts';
import { emptyWorld, handScorer, modelInfo, type World } from './world.ts';
import type { Scorer } from '../../src/scoring/types.ts';

export const countyDay = '2024-12-31';
/** Households of the three townships; the last is too small to be told of. */
const townships = { '330199001': 30, '330199002': 25, '330199003': 5 } as const;

/** A published county in a data folder of its own. */
export interface CountyWorld extends World {
  readonly scorer: Scorer;
  readonly generation: string;
}

/** Makes the county: household `i` earns `i × 100` yuan a month; every third of the poorest holds Dibao. */
export async function countyWorld(): Promise<CountyWorld> {
  const world = emptyWorld();
  const households = Object.entries(townships).flatMap(([township, count]) =>
    Array.from({ length: count }, (_, i) => ({ township, place: i })),
  );
  const people = households.map(({ township }, i) => ({
    id: `H${String(i).padStart(3, '0')}`,
    person: `P${i}`,
    township,
    i,
  }));
  const generation = await handMadeGeneration(join(world.folder, 'lake'), [
    {
      department: 'civil_affairs',
      file: 'county.csv',
      quarantined: 3,
      tables: {
        household: people.map(({ id, township }) => ({
          ...known('2020-02-01'),
          ...{ household_id: id, hukou_type: 'urban', region_code: `${township}001` },
        })),
        person: people.map(({ person, i }) => ({
          ...known('2020-02-01'),
          ...{ person_id: person, birth_date: `19${60 + (i % 30)}-05-01`, sex: String(1 + (i % 2)) },
        })),
        membership: people.map(({ id, person }) => ({
          ...known('2020-02-01'),
          ...{ household_id: id, person_id: person, relation: '02', valid_from: '2020-02-01' },
        })),
        income_month: people.flatMap(({ person, i }) => wages(person, i)),
        assistance_grant: people.filter(({ i }) => i % 3 === 0 && i < 12).map(({ id }) => dibao(id)),
      },
    },
  ]);
  const rows = people.map(({ id, township }, i) => scored(id, township, i, people.length));
  publishScores(
    world.store,
    {
      id: 'run-county',
      model: modelInfo,
      asOf: countyDay,
      generationId: generation,
      dataDate: countyDay,
      currency: 'CNY',
      sourceTitles: {},
    },
    rows,
    [],
  );
  return { ...world, generation, scorer: { ...handScorer, catalogue: 'county' } };
}

function known(day: string): HandRow {
  return { occurred_on: day, recorded_at: day };
}

function wages(person: string, i: number): HandRow[] {
  return Array.from({ length: 12 }, (_, m) => {
    const month = `2024-${String(m + 1).padStart(2, '0')}`;
    return {
      ...known(`${month}-10`),
      person_id: person,
      kind: 'wage',
      month,
      amount_fen: BigInt(i * 10_000),
    };
  });
}

function dibao(household: string): HandRow {
  const month = '2024-12';
  return {
    ...known('2024-12-15'),
    household_id: household,
    item: 'dibao',
    action: 'paid',
    amount_fen: 60_000n,
    month,
  };
}

function scored(householdId: string, township: string, i: number, count: number): RankedScore {
  const probability = 1 - (i + 1) / (count + 1);
  const band =
    probability >= 0.5 ? 'red' : probability >= 0.3 ? 'orange' : probability >= 0.15 ? 'yellow' : 'blue';
  return {
    ...{ householdId, rank: i + 1, probability, lower: probability, upper: probability, band },
    ...{ area: township, region: `${township}001`, isUncertain: false, reasons: [] },
  };
}
