/**
 * The hidden truth as tables: who everybody is, who lived where, what each household's months were like. No mapping
 * ever matches these files.
 */
import type { Faces } from '../departments/faces.ts';
import type { Calendar } from '../departments/calendar.ts';
import type { Blocks } from './blocks.ts';
import { TextBytes } from './text-bytes.ts';
import { listed, NO_WORD, Word } from './word.ts';
import { causes, relations } from '../world/codes.ts';
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
export function truthTexts(
  history: ChunkHistory,
  faces: Faces,
  calendar: Calendar,
  blocks: Blocks,
): TextBytes[] {
  const texts = chunkTables.map(() => new TextBytes('utf8', blocks));
  const [persons, households, memberships, months] = texts;
  if (persons) addPersons(persons, history, faces, calendar);
  if (households) addHouseholds(households, history, faces, calendar);
  if (memberships) addMemberships(memberships, history, calendar);
  if (months) addMonths(months, history, calendar);
  return texts;
}

const relationWords = new Map(relations.map((relation) => [relation, new Word(relation)]));
const causeWords = listed(causes);
const TRUE = new Word('true');
const FALSE = new Word('false');

function truthOf(isSo: boolean): Word {
  return isSo ? TRUE : FALSE;
}

function addPersons(text: TextBytes, history: ChunkHistory, faces: Faces, calendar: Calendar): void {
  for (const [at, person] of history.persons.entries()) {
    const face = faces.person(at);
    text.number(person.number);
    text.cell(face.number);
    text.cell(face.name);
    text.cell(face.sex);
    text.cell(calendar.day(face.birthDay, 'iso'));
    text.cell(dayOrNone(calendar, person.deathDay));
    text.cell(face.phone);
    text.endRow();
  }
}

function addHouseholds(text: TextBytes, history: ChunkHistory, faces: Faces, calendar: Calendar): void {
  for (const [at, household] of history.households.entries()) {
    const home = faces.home(at);
    text.number(household.number);
    text.cell(home.number);
    text.cell(home.region);
    text.cell(truthOf(household.rural));
    text.cell(home.address);
    text.cell(dayOrNone(calendar, household.dissolvedDay));
    text.endRow();
  }
}

function addMemberships(text: TextBytes, history: ChunkHistory, calendar: Calendar): void {
  for (const spell of history.memberships) {
    text.number(history.households[spell.household]?.number ?? -1);
    text.number(history.persons[spell.person]?.number ?? -1);
    text.cell(relationWords.get(spell.relation) ?? NO_WORD);
    text.cell(calendar.day(spell.fromDay, 'iso'));
    text.cell(dayOrNone(calendar, spell.toDay));
    text.cell(truthOf(spell.coresident));
    text.endRow();
  }
}

function addMonths(text: TextBytes, history: ChunkHistory, calendar: Calendar): void {
  const { truth, households } = history;
  const before = [
    truth.size,
    truth.incomeFen,
    truth.aidFen,
    truth.rigidFen,
    truth.levelFen,
    truth.standardFen,
    truth.dibianFen,
    truth.need,
    truth.nearNeed,
    truth.falls,
  ];
  const after = [truth.silent, truth.status];
  for (let i = 0; i < truth.count; i++) {
    text.number(households[truth.household[i] ?? 0]?.number ?? -1);
    text.cell(calendar.month(truth.month[i] ?? 0, 'iso'));
    for (const column of before) text.number(column[i] ?? 0);
    text.cell(causeWords[truth.cause[i] ?? 0] ?? NO_WORD);
    for (const column of after) text.number(column[i] ?? 0);
    text.number(Math.round(truth.financialAssetsFen[i] ?? 0));
    text.endRow();
  }
}

function dayOrNone(calendar: Calendar, day: number): Word {
  return day < 0 ? NO_WORD : calendar.day(day, 'iso');
}
