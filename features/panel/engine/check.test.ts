import { describe, expect, it } from 'vitest';
import { describe as messageOf, JzError } from '../../../src/core/errors/index.ts';
import { checkDeclarations } from './check.ts';
import type { DerivedFeature } from '../../declaration.ts';
import type { Declaration, MeasuredFeature } from './declaration.ts';
import { constant, difference, feature, log, otherwise, ratio, sum } from '../../expression.ts';
import { derived, income, observed, text } from '../define.ts';
import { panelCatalogue } from '../index.ts';

const title = text('标题', 'title');
const perCapita = income('per_capita', {
  name: 'income__per_capita_fen',
  unit: 'fen',
  direction: 'falls',
  title,
});
const tenure = observed('dwelling.tenure', 'code', {
  name: 'dwelling__tenure_code',
  unit: 'code',
  direction: 'either',
  title,
});
const size = observed('members.total', 'members', {
  name: 'household__size_members',
  unit: 'members',
  direction: 'either',
  title,
});
const of = (name: string, unit: DerivedFeature['unit'], expression: DerivedFeature['expression']) =>
  derived(expression, { name, unit, direction: 'either', title });

function refusal(...declarations: Declaration[]): JzError {
  try {
    checkDeclarations(declarations);
  } catch (error) {
    if (error instanceof JzError) return error;
    throw error;
  }
  throw new Error('accepted');
}

describe('a bad declaration is refused, naming it', () => {
  const changed = (change: object): MeasuredFeature => ({ ...perCapita, ...change });

  it.each([
    ['a name without a group', { name: 'per_capita_fen' }, 'JZ_FEATURE_INVALID', 'name'],
    ['a name that hides its unit', { name: 'income__per_capita_yuan' }, 'JZ_FEATURE_INVALID', 'name'],
    ['no English title', { title: text('标题', '') }, 'JZ_FEATURE_INVALID', 'title'],
    ['a reason without its value', { reason: text('低', 'low') }, 'JZ_FEATURE_INVALID', 'reason'],
    ['a window of no months', { windowMonths: 0 }, 'JZ_FEATURE_INVALID', 'windowMonths'],
    ['half a month', { windowMonths: 1.5 }, 'JZ_FEATURE_INVALID', 'windowMonths'],
    ['a window into the future', { endsMonthsBefore: -1 }, 'JZ_FEATURE_INVALID', 'endsMonthsBefore'],
    ['an unknown table', { source: 'tax_return' }, 'JZ_FEATURE_INVALID', 'source'],
    ['all kinds of rows at once', { filter: null }, 'JZ_FEATURE_INVALID', 'filter'],
  ])('%s', (_, change, code, field) => {
    const error = refusal(changed(change));

    expect(error.code).toBe(code);
    expect(error.details['field']).toBe(field);
    expect(error.details['feature']).toBe(
      `${'name' in change ? change.name : perCapita.name} (${perCapita.at})`,
    );
  });

  it('an unknown value column, listing the ones there are', () => {
    const error = refusal(changed({ value: { column: 'amount', unit: 'fen' } }));

    expect(error.code).toBe('JZ_FEATURE_COLUMN');
    expect(error.details).toMatchObject({ table: 'income_month', column: 'amount', known: 'amount_fen' });
  });

  it('an unknown filter column', () => {
    const error = refusal(changed({ filter: { column: 'type', equals: 'wage' } }));

    expect(error.code).toBe('JZ_FEATURE_COLUMN');
  });

  it.each(['', 'occurred_on', 'month'])('knowledge date "%s"', (knowledgeDate) => {
    const error = refusal(changed({ knowledgeDate }));

    expect(error.code).toBe('JZ_FEATURE_KNOWLEDGE_DATE');
    expect(error.details['expected']).toBe('recorded_at');
  });

  it('two of one name', () => {
    expect(refusal(perCapita, perCapita).code).toBe('JZ_FEATURE_DUPLICATE');
  });

  it('a reference to nothing', () => {
    const error = refusal(of('income__gap_fen', 'fen', feature('income__line_fen')));

    expect(error.code).toBe('JZ_FEATURE_REFERENCE');
    expect(error.details['feature']).toMatch(/^income__gap_fen \(check/);
    expect(error.details['reference']).toBe('income__line_fen');
  });

  it('a cycle, spelling it out', () => {
    const a = of('x__a_fen', 'fen', feature('x__b_fen'));
    const b = of('x__b_fen', 'fen', sum(feature('x__c_fen'), feature('x__c_fen')));
    const c = of('x__c_fen', 'fen', feature('x__a_fen'));

    const error = refusal(a, b, c);

    expect(error.code).toBe('JZ_FEATURE_CYCLE');
    expect(error.details['path']).toBe('x__a_fen → x__b_fen → x__c_fen → x__a_fen');
  });
});

describe('units that do not go together are refused', () => {
  const money = feature(perCapita.name);
  it.each([
    ['fen − months', 'fen', difference(money, constant(3, 'months'))],
    ['fen + members', 'fen', sum(money, feature(size.name))],
    ['a code divided', 'ratio', ratio(feature(tenure.name), feature(tenure.name))],
    ['the difference of codes', 'code', difference(feature(tenure.name), feature(tenure.name))],
    ['the logarithm of money', 'log', log(money)],
    ['money where a ratio is declared', 'ratio', money],
    ['fen or else a count', 'fen', otherwise(money, constant(0, 'count'))],
  ] as const)('%s', (_, unit, expression) => {
    const error = refusal(perCapita, tenure, size, of(`x__y_${unit}`, unit, expression));

    expect(error.code).toBe('JZ_FEATURE_UNIT');
  });

  it.each([
    ['the mean of a code', { ...tenure, aggregate: 'mean' }],
    ['the trend of money', { ...perCapita, aggregate: 'slope' }],
    ['the rank of a code', { ...tenure, context: 'percentile' }],
    ['a count called fen', { ...perCapita, aggregate: 'count' }],
  ] as const)('%s', (_, declaration) => {
    expect(refusal(declaration).code).toBe('JZ_FEATURE_UNIT');
  });
});

describe('the panel', () => {
  it('is accepted, each feature after those it reads', () => {
    const ordered = checkDeclarations([...panelCatalogue].reverse());

    expect(ordered).toHaveLength(panelCatalogue.length);
    const names = ordered.map((declaration) => declaration.name);
    expect(names.indexOf('income__relative_to_median_ratio')).toBeLessThan(
      names.indexOf('income__relative_to_median_log'),
    );
  });
});

it('is named with its file and line, in both languages', () => {
  expect(size.at).toMatch(/^check\.test\.ts:\d+$/);
  for (const error of [
    refusal({ ...perCapita, knowledgeDate: '' }),
    refusal({ ...perCapita, endsMonthsBefore: -1 }),
    refusal(of('x__absent_fen', 'fen', difference(feature('x__none_fen'), constant(1, 'fen')))),
    refusal(perCapita, size, of('x__sum_fen', 'fen', sum(feature(perCapita.name), feature(size.name)))),
  ])
    for (const language of ['zh', 'en'] as const)
      expect(messageOf(error.code, error.details, language)).toMatch(/__\w+ \(check\.test\.ts:\d+\)/);
});
