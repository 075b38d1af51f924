import { beforeAll, describe, expect, it } from 'vitest';
import { JzError } from '../../core/errors/index.ts';
import { text } from '../text.ts';
import {
  add,
  and,
  count,
  fact,
  flag,
  holds,
  lt,
  param,
  paramFlag,
  ref,
  times,
  yearly,
} from '../rules/build.ts';
import type { BoolExpr, NumberExpr } from '../rules/ast.ts';
import { boolRule, clause, law, numberRule, type Item, type Rule } from '../rules/rule.ts';
import type { Unit } from '../units.ts';
import { buildPolicy, loadPolicy, type Policy } from './policy.ts';
import { programmes } from '../rules/index.ts';

let policy: Policy;
beforeAll(async () => {
  policy = await loadPolicy();
});

const cited = law('zxbf', '第九条');
const title = text('试', 'test');
const bool = (id: string, expr: BoolExpr): Rule => boolRule(id, 'household', title, cited, expr);
const sumOf = (id: string, unit: Unit, expr: NumberExpr): Rule =>
  numberRule(id, { level: 'household', unit }, title, cited, expr);

function refusal(rules: readonly Rule[], items: readonly Item[] = []): JzError {
  try {
    buildPolicy(policy, [...programmes, { rules, items }]);
  } catch (error) {
    if (error instanceof JzError) return error;
  }
  throw new Error('accepted');
}

describe('a rule', () => {
  it.each([
    [
      'two rules that need each other',
      [bool('a', holds('b')), bool('b', holds('a'))],
      'JZ_POLICY_CIRCULAR',
      /a → b → a|b → a → b/,
    ],
    [
      'a rule that needs itself',
      [bool('a', and(flag('household.rural'), holds('a')))],
      'JZ_POLICY_CIRCULAR',
      /a → a/,
    ],
    [
      'monthly against yearly money',
      [bool('a', lt(ref('standard.monthly'), ref('standard.yearly')))],
      'JZ_POLICY_UNIT',
      /fen_month lt fen_year/,
    ],
    [
      'money plus a count',
      [sumOf('a', 'fen_year', add(ref('income.household'), ref('member.size')))],
      'JZ_POLICY_UNIT',
      /count ≠ fen_year/,
    ],
    [
      'money times money',
      [sumOf('a', 'fen', times(param('local.min_wage'), param('local.min_wage')))],
      'JZ_POLICY_UNIT',
      /fen_month × fen_month/,
    ],
    [
      'a yearly sum made yearly',
      [sumOf('a', 'fen_year', yearly(ref('standard.yearly')))],
      'JZ_POLICY_UNIT',
      /fen_year ≠ fen_month/,
    ],
    [
      'a declared unit that is not its own',
      [sumOf('a', 'fen', ref('standard.monthly'))],
      'JZ_POLICY_UNIT',
      /fen_month ≠ fen/,
    ],
    ['a number taken for yes or no', [bool('a', holds('member.size'))], 'JZ_POLICY_UNIT', /member.size/],
    [
      'a flag parameter taken for a number',
      [sumOf('a', 'flag', param('dibao.in_force'))],
      'JZ_POLICY_UNIT',
      /dibao.in_force/,
    ],
    ['an unknown parameter', [bool('a', paramFlag('no.such'))], 'JZ_POLICY_PARAMETER', /no.such/],
    ['an unknown rule', [bool('a', holds('no.such'))], 'JZ_POLICY_RULE', /no rule "no.such"/],
    [
      'an unknown document',
      [boolRule('a', 'household', title, law('nowhere', '一'), flag('household.rural'))],
      'JZ_POLICY_RULE',
      /nowhere/,
    ],
    [
      'a household rule on one person’s fact',
      [bool('a', flag('person.alive'))],
      'JZ_POLICY_RULE',
      /one person/,
    ],
    [
      'a count of what is the same for all',
      [sumOf('a', 'count', count(flag('household.rural')))],
      'JZ_POLICY_RULE',
      /same for every person/,
    ],
    [
      'an age compared with money',
      [bool('a', lt(count(lt(fact('person.age'), param('dibao.round_up_to'))), ref('member.size')))],
      'JZ_POLICY_UNIT',
      /years lt fen/,
    ],
    ['a name used twice', [bool('dibao.line', flag('household.rural'))], 'JZ_POLICY_RULE', /declared twice/],
  ] as const)('is refused: %s', (_name, rules, code, message) => {
    const error = refusal(rules);

    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  it('is refused when an exclusion graph names an item in two groups or across levels', () => {
    const group = { title, source: 'zxbf', article: '一', verified: false };
    const twice = {
      ...policy.graph,
      one_of: [...policy.graph.one_of, { ...group, items: ['elder_care', 'elder_allowance'] }],
    };
    const across = { ...policy.graph, one_of: [{ ...group, items: ['dibao', 'tekun'] }] };
    const unknown = {
      ...policy.graph,
      opens: [{ item: 'dibaoo', opens: ['tekun'], source: 'zxbf', article: '一', verified: false }],
    };

    expect(() => buildPolicy({ ...policy, graph: twice }, programmes)).toThrow(/two places/);
    expect(() => buildPolicy({ ...policy, graph: across }, programmes)).toThrow(/person’s item/);
    expect(() => buildPolicy({ ...policy, graph: unknown }, programmes)).toThrow(/not an item/);
  });

  it('that is sound is accepted', () => {
    const item: Item = {
      id: 'trial',
      title,
      department: title,
      level: 'household',
      kind: 'status',
      inForce: 'always.in_force',
      clauses: [clause('rural', title, cited, flag('household.rural'))],
      amount: null,
      isCeiling: false,
    };

    expect(buildPolicy(policy, [...programmes, { rules: [], items: [item] }]).items.at(-1)?.id).toBe('trial');
  });
});
