/**
 * The hidden truth as tables: who everybody is, who lived where, what each household's months were like. No mapping
 * ever matches these files.
 */
import type { Faces } from '../departments/faces.ts';
import type { Calendar } from '../departments/calendar.ts';
import { textBytes } from './pages.ts';
import { causes } from '../world/codes.ts';
import type { ChunkHistory } from '../world/types.ts';

/** A table: its columns with their SQL types. */
export interface TruthTable {
  readonly name: string;
  readonly columns: readonly (readonly [name: string, type: string])[];
}

export const personsTable: TruthTable = {
  name: 'persons',
  columns: [
    ['person', 'BIGINT'],
    ['id_number', 'VARCHAR'],
    ['name', 'VARCHAR'],
    ['sex', 'VARCHAR'],
    ['birth_date', 'DATE'],
    ['death_date', 'DATE'],
    ['phone', 'VARCHAR'],
  ],
};
export const householdsTable: TruthTable = {
  name: 'households',
  columns: [
    ['household', 'BIGINT'],
    ['number', 'VARCHAR'],
    ['village', 'VARCHAR'],
    ['rural', 'BOOLEAN'],
    ['address', 'VARCHAR'],
    ['dissolved_on', 'DATE'],
  ],
};
export const membershipsTable: TruthTable = {
  name: 'memberships',
  columns: [
    ['household', 'BIGINT'],
    ['person', 'BIGINT'],
    ['relation', 'VARCHAR'],
    ['valid_from', 'DATE'],
    ['valid_to', 'DATE'],
    ['coresident', 'BOOLEAN'],
  ],
};
export const monthsTable: TruthTable = {
  name: 'household_months',
  columns: [
    ['household', 'BIGINT'],
    ['month', 'VARCHAR'],
    ['size', 'UTINYINT'],
    ['income_fen', 'BIGINT'],
    ['aid_fen', 'BIGINT'],
    ['rigid_fen', 'BIGINT'],
    ['level_fen', 'BIGINT'],
    ['standard_fen', 'BIGINT'],
    ['dibian_fen', 'BIGINT'],
    ['need', 'UTINYINT'],
    ['near_need', 'UTINYINT'],
    ['falls', 'UTINYINT'],
    ['cause', 'VARCHAR'],
    ['silent', 'UTINYINT'],
    ['status', 'UTINYINT'],
    ['financial_assets_fen', 'BIGINT'],
  ],
};

/** Tables every chunk writes into. */
export const chunkTables: readonly TruthTable[] = [
  personsTable,
  householdsTable,
  membershipsTable,
  monthsTable,
];

/** A chunk's rows of the tables of `chunkTables`, as UTF-8 CSV without header. */
export function truthTexts(history: ChunkHistory, faces: Faces, calendar: Calendar): Uint8Array[] {
  return [
    personsText(history, faces, calendar),
    householdsText(history, faces, calendar),
    membershipsText(history, calendar),
    monthsText(history, calendar),
  ];
}

function personsText(history: ChunkHistory, faces: Faces, calendar: Calendar): Uint8Array {
  const text = textBytes((lines) => Buffer.from(lines, 'utf8'));
  for (const [at, person] of history.persons.entries()) {
    const face = faces.person(at);
    text.add(
      `${person.number},${face.number},${face.name},${face.sex},${calendar.day(face.birthDay, 'iso')},${dayOrNone(calendar, person.deathDay)},${face.phone}\n`,
    );
  }
  return text.bytes();
}

function householdsText(history: ChunkHistory, faces: Faces, calendar: Calendar): Uint8Array {
  const text = textBytes((lines) => Buffer.from(lines, 'utf8'));
  for (const [at, household] of history.households.entries()) {
    const home = faces.home(at);
    text.add(
      `${household.number},${home.number},${household.village},${household.rural},${home.address},${dayOrNone(calendar, household.dissolvedDay)}\n`,
    );
  }
  return text.bytes();
}

function membershipsText(history: ChunkHistory, calendar: Calendar): Uint8Array {
  const text = textBytes((lines) => Buffer.from(lines, 'utf8'));
  for (const spell of history.memberships) {
    const household = history.households[spell.household]?.number ?? -1;
    const person = history.persons[spell.person]?.number ?? -1;
    text.add(
      `${household},${person},${spell.relation},${calendar.day(spell.fromDay, 'iso')},${dayOrNone(calendar, spell.toDay)},${spell.coresident}\n`,
    );
  }
  return text.bytes();
}

function monthsText(history: ChunkHistory, calendar: Calendar): Uint8Array {
  const { truth } = history;
  const text = textBytes((lines) => Buffer.from(lines, 'utf8'));
  for (let i = 0; i < truth.count; i++) {
    const household = history.households[truth.household[i] ?? 0]?.number ?? -1;
    const amounts = `${truth.incomeFen[i]},${truth.aidFen[i]},${truth.rigidFen[i]},${truth.levelFen[i]},${truth.standardFen[i]},${truth.dibianFen[i]}`;
    const marks = `${truth.need[i]},${truth.nearNeed[i]},${truth.falls[i]},${causes[truth.cause[i] ?? 0]},${truth.silent[i]},${truth.status[i]}`;
    text.add(
      `${household},${calendar.month(truth.month[i] ?? 0, 'iso')},${truth.size[i]},${amounts},${marks},${Math.round(truth.financialAssetsFen[i] ?? 0)}\n`,
    );
  }
  return text.bytes();
}

function dayOrNone(calendar: Calendar, day: number): string {
  return day < 0 ? '' : calendar.day(day, 'iso');
}
