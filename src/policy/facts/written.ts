/**
 * A household as departments and caseworkers write it (JSON, YAML): yuan, dates, code names; `null` is unknown.
 */
import { z } from 'zod';
import { codeLists, type CodeList } from './codes.ts';
import { factsOf, type Fact, type Level } from './catalogue.ts';
import { isMoney, MONTHS_IN_YEAR } from '../units.ts';

/** The largest amount taken, in yuan: keeps every product with a ratio exact. */
export const MOST_YUAN = 50_000_000;
const MOST_COUNT = 100_000;
const MOST_MEMBERS = 50;

const text = z.string().min(1).max(200);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date YYYY-MM-DD');

const writtenPerson = z
  .strictObject({
    name: text.optional(),
    id: text.optional(),
    birth: day.nullable().optional(),
    ...shapeOf('person'),
  })
  .readonly();
const writtenHousehold = z
  .strictObject({
    id: text.optional(),
    note: text.optional(),
    ...shapeOf('household'),
    members: z.array(writtenPerson).min(1).max(MOST_MEMBERS),
  })
  .readonly();

/** The zod schema of a household; `z.infer` of it is {@link WrittenHousehold}. */
export const householdSchema: z.ZodType<WrittenHousehold> = writtenHousehold;

/** One member, keys as in the fact catalogue, some inside a group (`income`, `medical` …). */
export type WrittenPerson = Readonly<Record<string, unknown>> & {
  readonly name?: string | undefined;
  readonly id?: string | undefined;
  readonly birth?: string | null | undefined;
};

/** A household with its members. */
export type WrittenHousehold = Readonly<Record<string, unknown>> & {
  readonly id?: string | undefined;
  readonly members: readonly WrittenPerson[];
};

function shapeOf(level: Level): Record<string, z.ZodType> {
  const shape: Record<string, z.ZodType> = {};
  const groups = new Map<string, Record<string, z.ZodType>>();
  for (const fact of factsOf(level)) {
    const target = fact.group === null ? shape : (groups.get(fact.group) ?? {});
    if (fact.group !== null) groups.set(fact.group, target);
    target[fact.key] = valueOf(fact).nullable().optional();
  }
  for (const [name, members] of groups) shape[name] = z.strictObject(members).nullable().optional();
  return shape;
}

function valueOf(fact: Fact): z.ZodType {
  if (fact.kind === 'flag') return z.boolean();
  if (fact.list !== null) return z.enum(namesOf(fact.list));
  const most = isMoney(fact.unit) ? MOST_YUAN : MOST_COUNT;
  const value = isMoney(fact.unit)
    ? z.number().min(fact.least).max(most).refine(isWholeFen, 'yuan with at most two decimals')
    : z.int().min(fact.least).max(most);
  return fact.unit === 'fen_year' ? z.union([value, z.array(value).length(MONTHS_IN_YEAR)]) : value;
}

function namesOf(list: CodeList): readonly string[] {
  return codeLists[list];
}

function isWholeFen(yuan: number): boolean {
  return Number.isSafeInteger(Number((yuan * 100).toPrecision(15)));
}
