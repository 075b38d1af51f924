/**
 * What differs between a case's expectation and the rules' answer, in words.
 */
import type { Policy } from '../engine/policy.ts';
import { HOUSEHOLD, type Value } from '../engine/evaluate.ts';
import type { Outcome } from '../explain/checks.ts';
import type { Explanation, ItemResult } from '../explain/explain.ts';
import { isMoney } from '../units.ts';
import type { Expected, PolicyCase } from './schema.ts';

const YUAN = 100;
const answers: Readonly<Record<Outcome, 'yes' | 'no' | 'unknown'>> = {
  met: 'yes',
  missed: 'no',
  unknown: 'unknown',
};

/** Every difference; none when the case holds. */
export function differences(one: PolicyCase, explanation: Explanation, policy: Policy): readonly string[] {
  return [
    ...Object.entries(one.expect).flatMap(([item, expected]) =>
      itemDifferences(item, expected, { one, explanation, policy }),
    ),
    ...missedDifferences(one, explanation),
    ...Object.entries(one.rules ?? {}).flatMap(([rule, expected]) =>
      ruleDifferences(rule, expected, explanation.at.rule(rule, HOUSEHOLD), policy),
    ),
    ...(one.asks ?? [])
      .filter((fact) => !explanation.asks.some((ask) => ask.fact.id === fact))
      .map((fact) => `${fact}: 应询问，未询问 / not asked for`),
    ...(one.near ?? [])
      .filter((item) => !explanation.items.some((result) => result.item.id === item && result.isNearMiss))
      .map((item) => `${item}: 应为差一点 / not a near miss`),
  ];
}

interface Context {
  readonly one: PolicyCase;
  readonly explanation: Explanation;
  readonly policy: Policy;
}

function ruleDifferences(
  id: string,
  expected: number | string,
  found: Value,
  policy: Policy,
): readonly string[] {
  const rule = policy.rules.get(id);
  if (!rule) return [`${id}: 没有这条规则 / no such rule`];
  if (typeof expected === 'string') return differs(id, expected, answerOf(found));
  if (isMoney(rule.unit)) return amountDiffers(id, expected, found, 0);
  return differs(id, String(expected), found === null ? 'unknown' : String(found));
}

function itemDifferences(item: string, expected: Expected, context: Context): readonly string[] {
  if (!context.policy.items.some((known) => known.id === item))
    return [`${item}: 没有这个事项 / no such item`];
  const { at } = context.explanation;
  if (typeof expected === 'object' && 'members' in expected) {
    return Object.entries(expected.members).flatMap(([name, each]) =>
      memberDifferences(item, name, each, context),
    );
  }
  const kept = at.rule(`${item}.household_kept`, HOUSEHOLD);
  const paid = at.rule(`${item}.household_payable`, HOUSEHOLD);
  if (typeof expected !== 'object')
    return shortDifferences(item, expected, { kept, paid, margin: context.one.margin });
  const entitled = anyEntitled(item, context.explanation);
  return [
    ...(expected.entitled === undefined
      ? []
      : differs(`${item} 符合 / entitled`, expected.entitled, entitled)),
    ...(expected.kept === undefined ? [] : differs(`${item} 享受 / kept`, expected.kept, answerOf(kept))),
    ...(expected.amount === undefined ? [] : amountDiffers(item, expected.amount, paid, context.one.margin)),
  ];
}

function memberDifferences(
  item: string,
  name: string,
  expected: number | string,
  context: Context,
): readonly string[] {
  const person = context.explanation.household.names.indexOf(name);
  if (person < 0) return [`${name}: 没有这个成员 / no such member`];
  const { at } = context.explanation;
  const found = {
    kept: at.rule(`${item}.kept`, person),
    paid: at.rule(`${item}.payable`, person),
    margin: context.one.margin,
  };
  return shortDifferences(`${item}（${name}）`, expected, found);
}

function shortDifferences(
  label: string,
  expected: number | string,
  found: { kept: Value; paid: Value; margin: number },
): readonly string[] {
  if (typeof expected === 'string') return differs(label, expected, answerOf(found.kept));
  return amountDiffers(label, expected, found.paid, found.margin);
}

function amountDiffers(label: string, yuan: number, paid: Value, margin: number): readonly string[] {
  const fen = Math.round(yuan * YUAN);
  if (paid !== null && Math.abs(paid - fen) <= Math.round(margin * YUAN)) return [];
  return [
    `${label}: 应为 ${yuan} 元，得 ${paid === null ? '未知' : paid / YUAN} 元 / expected ${yuan}, found ${paid === null ? 'unknown' : paid / YUAN}`,
  ];
}

function differs(label: string, expected: string, found: string): readonly string[] {
  return expected === found
    ? []
    : [`${label}: 应为 ${expected}，得 ${found} / expected ${expected}, found ${found}`];
}

function anyEntitled(item: string, explanation: Explanation): string {
  const results = explanation.items.filter((result) => result.item.id === item);
  if (results.some((result) => result.entitled === 'met')) return 'yes';
  return results.some((result) => result.entitled === 'unknown') ? 'unknown' : 'no';
}

/** For a person's item it is enough that one person misses exactly these. */
function missedDifferences(one: PolicyCase, explanation: Explanation): readonly string[] {
  return Object.entries(one.missed ?? {}).flatMap(([item, clauses]) => {
    const found = explanation.items
      .filter((each) => each.item.id === item)
      .map((each) => missedOf(each).join(', '));
    const expected = [...clauses].sort().join(', ');
    return found.includes(expected)
      ? []
      : [`${item}: 应缺 [${expected}]，实缺 [${found.join('] [')}] / conditions missed differ`];
  });
}

function missedOf(result: ItemResult): readonly string[] {
  return result.clauses
    .filter((clause) => clause.outcome === 'missed')
    .map((clause) => clause.clause.id)
    .sort();
}

function answerOf(value: Value): string {
  return answers[value === null ? 'unknown' : value === 1 ? 'met' : 'missed'];
}
