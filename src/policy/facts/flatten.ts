/**
 * From a written household to fact rows: yuan to fen, months to a year's sum, birth date to age.
 */
import { ageOn, isoDate, type IsoDate } from '../../core/dates.ts';
import { JzError } from '../../core/errors/index.ts';
import { fen } from '../../core/units.ts';
import { isMoney } from '../units.ts';
import { factsOf, type Fact, type FactId, type Level } from './catalogue.ts';
import { codeOf } from './codes.ts';
import { checkContradictions } from './contradictions.ts';
import { checkMemberships } from './population.ts';
import type { FactRow, FactValue, HouseholdFacts } from './row.ts';
import { householdSchema, type WrittenHousehold, type WrittenPerson } from './written.ts';

/** Groups whose absence means "nobody asked", not "nothing there". */
const UNKNOWN_WHEN_ABSENT: ReadonlySet<string> = new Set(['income', 'assets']);

/**
 * Reads and checks one household on a day.
 *
 * @param file where it came from, for messages
 * @throws JZ_FACT_INVALID, JZ_FACT_CONTRADICTION
 */
export function householdFacts(written: unknown, date: IsoDate, file: string): HouseholdFacts {
  const parsed = householdSchema.safeParse(written);
  if (!parsed.success) throw invalid(file, written, parsed.error.issues[0]);
  const household = parsed.data;
  const facts: HouseholdFacts = {
    id: household.id ?? file,
    household: rowOf('household', household),
    persons: withParents(household.members.map((member) => personRow(member, date, file))),
    names: household.members.map((member, i) => member.name ?? member.id ?? `#${i + 1}`),
  };
  checkMemberships(namedMembers(household), file);
  checkContradictions(facts, file);
  return facts;
}

/** Persons with an id, each with its place, so that one listed twice is seen. */
function namedMembers(household: WrittenHousehold): readonly (readonly [string, string])[] {
  return household.members.flatMap((member, i) =>
    member.id === undefined ? [] : [[`${household.id ?? ''}#${i + 1}`, member.id] as const],
  );
}

function personRow(member: WrittenPerson, date: IsoDate, file: string): Map<FactId, FactValue> {
  const row = rowOf('person', member);
  if (member.birth !== undefined && member.birth !== null) {
    const birth = isoDate(member.birth);
    if (birth > date) {
      throw new JzError('JZ_FACT_INVALID', { file, fact: 'birth', value: birth, expected: `≤ ${date}` });
    }
    row.set('person.age', ageOn(birth, date));
  }
  return row;
}

function rowOf(level: Level, written: WrittenHousehold | WrittenPerson): Map<FactId, FactValue> {
  return new Map(factsOf(level).map((fact) => [fact.id, factValue(fact, written)]));
}

function factValue(fact: Fact, written: Readonly<Record<string, unknown>>): FactValue {
  if (fact.group === null) return numberOf(fact, written[fact.key]);
  const group = written[fact.group];
  if (group === null) return null;
  if (group === undefined) return UNKNOWN_WHEN_ABSENT.has(fact.group) ? null : fact.absent;
  return numberOf(fact, (group as Readonly<Record<string, unknown>>)[fact.key]);
}

function numberOf(fact: Fact, value: unknown): FactValue {
  if (value === undefined) return fact.absent;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' && fact.list !== null) return codeOf(fact.list, value);
  if (typeof value === 'number') return isMoney(fact.unit) ? toFen(value) : value;
  if (Array.isArray(value)) return value.reduce<number>((sum, month) => sum + toFen(month as number), 0);
  return null;
}

function toFen(yuan: number): number {
  return fen(Number((yuan * 100).toPrecision(15)));
}

/** A minor living with a parent has that parent present, unless the file says otherwise. */
function withParents(rows: Map<FactId, FactValue>[]): readonly FactRow[] {
  const relation = (row: FactRow): FactValue => row.get('person.relation') ?? null;
  const parents = rows.filter((row) => isPresentAdult(row) && [0, 1].includes(relation(row) ?? -1));
  for (const row of rows) {
    if (relation(row) !== codeOf('relation', 'child') || parents.length === 0) continue;
    for (const parent of ['person.father', 'person.mother'] as const) {
      if (row.get(parent) === null) row.set(parent, codeOf('parent_state', 'present'));
    }
  }
  return rows;
}

function isPresentAdult(row: FactRow): boolean {
  return row.get('person.alive') === 1 && row.get('person.coresident') === 1;
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly code?: string;
  readonly keys?: readonly string[];
}

function invalid(file: string, written: unknown, issue: Issue | undefined): JzError {
  const path = [...(issue?.path ?? []), ...(issue?.keys ?? [])];
  const value = path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    written,
  );
  return new JzError('JZ_FACT_INVALID', {
    file,
    fact: path.map(String).join('.') || '(household)',
    value: shown(value),
    expected: issue?.message ?? 'a household',
  });
}

function shown(value: unknown): string {
  return (JSON.stringify(value) as string | undefined)?.slice(0, 80) ?? '—';
}
