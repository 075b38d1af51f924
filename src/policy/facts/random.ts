/**
 * Seeded random households for tests and benchmarks: many near the limits, some facts unknown. Not a model of anything;
 * the synthetic county is elsewhere.
 */
import type { Rng } from '../../core/rng.ts';
import { codeLists } from './codes.ts';
import { facts, type Fact, type FactId } from './catalogue.ts';
import { columnFor, UNKNOWN_BYTE, type FactColumn, type Population } from './population.ts';
import type { FactRow, FactValue, HouseholdFacts } from './row.ts';

const YUAN = 100;

/** How the draws are made. */
export interface RandomOptions {
  /** Share of facts that are unknown. */
  readonly unknownShare: number;
}

/** A random household, free of contradictions only by luck: rules must cope with anything. */
export function randomHousehold(rng: Rng, id: string, options: RandomOptions): HouseholdFacts {
  const size = 1 + rng.int(5);
  const persons = Array.from({ length: size }, (_, i) => randomRow('person', { rng, options, place: i }));
  return {
    id,
    household: randomRow('household', { rng, options, place: 0 }),
    persons,
    names: persons.map((_, i) => `#${i + 1}`),
  };
}

/** Many random households as columns, drawn straight into place: every fact has a column. */
export function randomPopulation(rng: Rng, nHouseholds: number, options: RandomOptions): Population {
  const personStart = new Uint32Array(nHouseholds + 1);
  for (let i = 0; i < nHouseholds; i++) personStart[i + 1] = personStart[i]! + 1 + rng.int(4);
  const nPersons = personStart[nHouseholds]!;
  const columns = new Map<FactId, FactColumn>();
  for (const fact of facts) {
    const column = columnFor(fact, fact.level === 'household' ? nHouseholds : nPersons);
    const unknown = fact.kind === 'number' ? Number.NaN : UNKNOWN_BYTE;
    const draw = { rng: rng.fork(fact.id), options, place: 0 };
    for (let i = 0; i < column.length; i++)
      column[i] = draw.rng.next() < options.unknownShare ? unknown : randomValue(fact, draw);
    columns.set(fact.id, column);
  }
  const relation = columns.get('person.relation')!;
  for (let i = 0; i < nHouseholds; i++) relation[personStart[i]!] = 0;
  return { nHouseholds, personStart, columns };
}

interface Draw {
  readonly rng: Rng;
  readonly options: RandomOptions;
  readonly place: number;
}

function randomRow(level: Fact['level'], draw: Draw): FactRow {
  const row = new Map<FactId, FactValue>();
  for (const fact of facts) {
    if (fact.level !== level) continue;
    row.set(fact.id, draw.rng.next() < draw.options.unknownShare ? null : randomValue(fact, draw));
  }
  if (level === 'person' && draw.place === 0) row.set('person.relation', 0);
  return row;
}

/** Likely values of facts whose spread decides most rules; the rest follow their kind. */
const spreads: Partial<Record<FactId, (rng: Rng) => number>> = {
  'person.age': (rng) => rng.int(102),
  'person.relation': (rng) => 1 + rng.int(4),
  'person.alive': (rng) => (rng.next() < 0.97 ? 1 : 0),
  'person.coresident': (rng) => (rng.next() < 0.9 ? 1 : 0),
  'person.outside_supporter': (rng) => (rng.next() < 0.05 ? 1 : 0),
  'person.disability_grade': (rng) => (rng.next() < 0.6 ? 0 : 1 + rng.int(4)),
  'person.self_care_failures': (rng) => (rng.next() < 0.6 ? 0 : rng.int(7)),
  'person.wage': (rng) => (rng.next() < 0.5 ? 0 : rng.int(40_000 * YUAN)),
  'person.business': (rng) => (rng.next() < 0.8 ? 0 : rng.int(30_000 * YUAN) - 5_000 * YUAN),
  'person.medical_in_scope': (rng) => (rng.next() < 0.6 ? 0 : rng.int(300_000 * YUAN)),
  'household.financial_assets': (rng) => rng.int(120_000 * YUAN),
  'household.homes': (rng) => rng.int(3),
  'household.vehicles': (rng) => (rng.next() < 0.8 ? 0 : 1),
  'household.vehicle_value': (rng) => (rng.next() < 0.8 ? 0 : rng.int(300_000 * YUAN)),
  'household.non_residential': (rng) => (rng.next() < 0.9 ? 0 : 1),
  'household.registered_capital': (rng) => (rng.next() < 0.9 ? 0 : rng.int(300_000 * YUAN)),
  'household.local': (rng) => (rng.next() < 0.95 ? 1 : 0),
};

function randomValue(fact: Fact, draw: Draw): number {
  const { rng } = draw;
  const spread = spreads[fact.id];
  if (spread) return spread(rng);
  if (fact.kind === 'flag') return rng.next() < 0.15 ? 1 : 0;
  if (fact.list !== null) return rng.next() < 0.5 ? 0 : rng.int(codeLists[fact.list].length);
  if (fact.unit === 'fen_year') return rng.next() < 0.75 ? 0 : rng.int(8_000 * YUAN);
  if (fact.unit === 'fen' || fact.unit === 'fen_month') return rng.next() < 0.6 ? 0 : rng.int(20_000 * YUAN);
  return rng.int(fact.unit === 'm2' ? 150 : 8);
}
