import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isoDate } from '../../src/core/dates.ts';
import { describe as messageOf, JzError } from '../../src/core/errors/index.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { countyFeatures } from '../county/index.ts';
import { declares, text } from '../county/define.ts';
import { constant, difference, feature, ratio } from '../expression.ts';
import { departmentLedger, family, together } from '../testing/department-ledger.ts';
import { checkFeatures } from './check.ts';
import { refuseShort, shortWindows } from './coverage.ts';
import type { LedgerFeature } from './declaration.ts';

const { event, monthly, members, neighbourhood, derived } = declares({
  department: text('测试', 'test'),
  legalBasis: text('测试', 'test'),
  sensitivity: 'personal',
});
const says = (name: string) => ({ name, direction: 'either' as const, title: text('名', 'name') });
const wage = { column: 'kind', in: ['wage'] };
const wages = { source: 'income_month', where: [wage], columns: ['amount_fen'] } as const;

const income = event(says('x__income_fen'), { ...wages, aggregate: 'sum' });
const gap = monthly(says('x__gap_months'), { ...wages, months: 24 }, { kind: 'longest_gap' });
const size = members(says('x__size_members'), 'count');
const changed = (change: object): LedgerFeature => ({ ...income, ...change });

function refusal(...declarations: LedgerFeature[]): JzError {
  try {
    checkFeatures(declarations);
  } catch (error) {
    if (error instanceof JzError) return error;
    throw error;
  }
  throw new Error('accepted');
}

describe('a bad declaration', () => {
  const clash = derived(says('x__sum_fen'), difference(feature('x__income_fen'), feature('x__gap_months')));
  const perMonth = derived(says('x__rate_ratio'), ratio(feature('x__income_fen'), feature('x__gap_months')));
  const toAbsent = derived(
    says('x__absent_fen'),
    difference(feature('x__income_fen'), feature('x__none_fen')),
  );
  const one = derived(says('x__one_fen'), difference(feature('x__two_fen'), constant(1, 'fen')));
  const two = derived(says('x__two_fen'), difference(feature('x__one_fen'), constant(1, 'fen')));
  const value = { columns: ['amount'], unit: 'fen' };

  it.each<[string, LedgerFeature[], string, string]>([
    ['unknown table', [changed({ source: 'tax_return' })], 'JZ_FEATURE_INVALID', 'tax_return'],
    ['unknown column', [changed({ value })], 'JZ_FEATURE_COLUMN', 'amount'],
    [
      'unknown column of a condition',
      [changed({ where: [{ column: 'sort', in: ['wage'] }] })],
      'JZ_FEATURE_COLUMN',
      'sort',
    ],
    [
      'unknown code',
      [changed({ where: [{ column: 'kind', in: ['wages'] }] })],
      'JZ_FEATURE_INVALID',
      'wages',
    ],
    [
      'unknown code of an ending',
      [changed({ aggregate: 'last', endedBy: [{ column: 'kind', in: ['end'] }] })],
      'JZ_FEATURE_INVALID',
      'end',
    ],
    ['text added up', [changed({ value: { columns: ['kind'], unit: 'fen' } })], 'JZ_FEATURE_UNIT', 'VARCHAR'],
    [
      'money read as something else',
      [changed({ value: { columns: ['amount_fen'], unit: 'kwh' } })],
      'JZ_FEATURE_UNIT',
      'fen',
    ],
    ['another unit than it gives', [changed({ aggregate: 'count' })], 'JZ_FEATURE_UNIT', 'count'],
    ['fen and months taken from each other', [income, gap, clash], 'JZ_FEATURE_UNIT', 'months'],
    ['fen divided by months', [income, gap, perMonth], 'JZ_FEATURE_UNIT', 'months'],
    ['no knowledge date', [changed({ knowledgeDate: '' })], 'JZ_FEATURE_KNOWLEDGE_DATE', 'recorded_at'],
    [
      'a knowledge date that is none',
      [changed({ knowledgeDate: 'occurred_on' })],
      'JZ_FEATURE_KNOWLEDGE_DATE',
      'occurred_on',
    ],
    [
      'no knowledge date of a series',
      [{ ...gap, series: { ...gap.series, knowledgeDate: '' } }],
      'JZ_FEATURE_KNOWLEDGE_DATE',
      'income_month',
    ],
    ['a cycle', [one, two], 'JZ_FEATURE_CYCLE', 'x__one_fen → x__two_fen → x__one_fen'],
    ['an unknown feature', [income, toAbsent], 'JZ_FEATURE_REFERENCE', 'x__none_fen'],
    [
      'neighbours of an unknown feature',
      [neighbourhood(says('x__n_fen'), 'x__none_fen', 12)],
      'JZ_FEATURE_REFERENCE',
      'x__none_fen',
    ],
    ['twice the same name', [income, income], 'JZ_FEATURE_DUPLICATE', 'x__income_fen'],
    ['a window of no months', [changed({ windowMonths: 0 })], 'JZ_FEATURE_INVALID', 'windowMonths'],
    ['half a month', [changed({ windowMonths: 1.5 })], 'JZ_FEATURE_INVALID', 'windowMonths'],
    [
      'a window into the future',
      [changed({ endsMonthsBefore: -1 })],
      'JZ_FEATURE_INVALID',
      'endsMonthsBefore',
    ],
    ['a sum of nothing', [changed({ value: undefined })], 'JZ_FEATURE_INVALID', 'value'],
    ['an ending of a sum', [changed({ endedBy: [wage] })], 'JZ_FEATURE_INVALID', 'endedBy'],
    [
      'former members rolled up',
      [changed({ perPerson: { rollUp: 'sum' }, home: 'last' })],
      'JZ_FEATURE_INVALID',
      'home',
    ],
    ['a name that hides its unit', [changed({ name: 'x__income_yuan' })], 'JZ_FEATURE_INVALID', 'name'],
  ])('is refused: %s', (_, declarations, code, said) => {
    const error = refusal(...declarations);

    expect(error.code).toBe(code);
    for (const language of ['zh', 'en'] as const)
      expect(messageOf(error.code, error.details, language)).toContain(said);
  });

  it('is named with its file and line, in both languages', () => {
    const line = (declaration: LedgerFeature) =>
      Number(/^check\.test\.ts:(\d+)$/.exec(declaration.at ?? '')![1]);
    const error = refusal(income, gap, clash);

    expect(line(gap)).toBe(line(income) + 1);
    for (const language of ['zh', 'en'] as const)
      expect(messageOf(error.code, error.details, language)).toContain(`x__sum_fen (${clash.at})`);
    expect(messageOf('JZ_FEATURE_CYCLE', refusal(one, two).details, 'en')).toContain(
      `x__one_fen (${one.at})`,
    );
    expect(refusal(changed({ knowledgeDate: '' })).details).toMatchObject({ at: income.at });
  });
});

describe('declarations that are right', () => {
  it('are put after those they read', () => {
    const half = derived(says('x__half_ratio'), ratio(feature('x__rest_fen'), feature('x__income_fen')));
    const rest = derived(says('x__rest_fen'), difference(feature('x__income_fen'), constant(1, 'fen')));

    expect(checkFeatures([half, rest, income, size]).map(({ name }) => name)).toEqual([
      ...['x__income_fen', 'x__rest_fen', 'x__half_ratio', 'x__size_members'],
    ]);
  });

  it('are those of the catalogue, each with its place', () => {
    expect(checkFeatures(countyFeatures)).toHaveLength(countyFeatures.length);
    for (const { name, at } of countyFeatures)
      expect([name, at]).toEqual([name, expect.stringMatching(/^[\w-]+\.ts:\d+$/)]);
  });
});

describe('a window beyond the data', () => {
  let db: DuckDb;

  beforeAll(async () => {
    const row = { person_id: 'p1', kind: 'wage', month: '2023-07', amount_fen: 5, occurred_on: '2023-07-01' };
    db = await departmentLedger(together(family('h1', { p1: '1980-01-01' }), { income_month: [row] }));
  });
  afterAll(() => {
    db.close();
  });

  const over = (months: number, before = 0) => ({
    ...income,
    windowMonths: months,
    endsMonthsBefore: before,
  });
  const short = async (asked: LedgerFeature, asOf = '2023-12-31') =>
    (await shortWindows(db, [asked], isoDate(asOf))).map(({ feature: name, from, dataFrom }) => [
      name,
      from,
      dataFrom,
    ]);

  it('is one of which more than half lies before the first row', async () => {
    expect(await short(over(11))).toEqual([]);
    expect(await short(over(13))).toEqual([['x__income_fen', '2022-11-30', '2023-07-01']]);
    expect(await short(over(6, 6))).toEqual([['x__income_fen', '2022-12-31', '2023-07-01']]);
    expect(await short(gap)).toEqual([['x__gap_months', '2021-11-30', '2023-07-01']]);
  });

  it('or of a table without a row known by then', async () => {
    expect(await short(over(3), '2023-06-30')).toEqual([['x__income_fen', '2023-03-31', null]]);
  });

  it('is not one that means "ever", nor a feature that reads no rows', async () => {
    expect(await short(over(600))).toEqual([]);
    expect(await short(size)).toEqual([]);
  });

  it('is refused on demand, naming declaration, line and days', async () => {
    const found = await shortWindows(db, [over(13)], isoDate('2023-12-31'));

    expect(() => refuseShort([])).not.toThrow();
    expect(() => refuseShort(found)).toThrow(
      `x__income_fen (${income.at}): most of its window (13 months from 2022-11-30) lies before the first row of income_month (2023-07-01)`,
    );
  });
});
