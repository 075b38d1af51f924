/**
 * The answer as data for scripts and the API.
 */
import { HOUSEHOLD } from '../engine/evaluate.ts';
import type { Policy } from '../engine/policy.ts';
import type { ClauseResult, Explanation, ItemResult } from '../explain/explain.ts';
import type { Check } from '../explain/checks.ts';
import type { Ask } from '../explain/asks.ts';
import { condition, formula, type Words } from './describe.ts';

/** One answer as plain JSON: money in fen, names in Chinese and English. */
export function explanationJson(policy: Policy, explanation: Explanation): Record<string, unknown> {
  const { household, snapshot, items, asks } = explanation;
  return {
    household: household.id,
    region: snapshot.region,
    date: snapshot.date,
    items: items.map((item) => itemJson(item, explanation, policy)),
    asks: asks.map((ask) => askJson(ask, explanation)),
  };
}

function itemJson(result: ItemResult, explanation: Explanation, policy: Policy): Record<string, unknown> {
  const { item } = result;
  return {
    item: item.id,
    title: item.title,
    department: item.department,
    kind: item.kind,
    person: result.person === HOUSEHOLD ? null : explanation.household.names[result.person],
    entitled: result.entitled,
    kept: result.kept,
    amount_fen: result.amount,
    unit: result.unit,
    is_ceiling: item.isCeiling,
    near_miss: result.isNearMiss,
    given_up_for: result.givenUpFor,
    clauses: result.clauses.map((clause) => clauseJson(clause, result, explanation, policy)),
    steps: result.steps
      .filter((step) => step.rule !== null)
      .map((step) => ({
        rule: step.rule?.id,
        title: step.rule?.title,
        value: step.value,
        unit: step.rule?.unit,
        law: step.rule?.law,
        person: step.person === HOUSEHOLD ? null : explanation.household.names[step.person],
        parameters: step.parameters.map((parameter) => ({
          id: parameter.parameter.id,
          value: parameter.value,
          unit: parameter.parameter.unit,
          from: parameter.entry?.from ?? null,
          region: parameter.entry?.region ?? null,
          verified: parameter.isVerified,
        })),
        facts: step.facts.map((fact) => ({ id: fact.fact.id, value: fact.value, unit: fact.fact.unit })),
      })),
    asks: result.asks.map((ask) => askJson(ask, explanation)),
  };
}

function clauseJson(
  result: ClauseResult,
  item: ItemResult,
  explanation: Explanation,
  policy: Policy,
): Record<string, unknown> {
  const words: Words = {
    book: policy,
    language: 'zh',
    at: explanation.at,
    person: item.person,
    deepest: Number.POSITIVE_INFINITY,
  };
  return {
    id: result.clause.id,
    title: result.clause.title,
    law: result.clause.law,
    outcome: result.outcome,
    check: checkJson(result.check, words),
  };
}

function checkJson(check: Check, words: Words): Record<string, unknown> {
  switch (check.kind) {
    case 'compare':
      return {
        kind: check.op,
        left: { text: formula(check.left.expr, words), value: check.left.value },
        right: { text: formula(check.right.expr, words), value: check.right.value },
        unit: check.unit,
        margin: check.margin,
        outcome: check.outcome,
      };
    case 'fact':
      return { kind: 'fact', text: condition(check.expr, words), outcome: check.outcome };
    case 'rule':
      return {
        kind: 'rule',
        rule: check.rule,
        outcome: check.outcome,
        ...(check.inner ? { inner: [checkJson(check.inner, words)] } : {}),
      };
    default:
      return {
        kind: check.kind,
        outcome: check.outcome,
        inner: check.inner.map((inner, i) =>
          checkJson(
            inner,
            check.kind === 'any' ? { ...words, person: check.persons[i] ?? words.person } : words,
          ),
        ),
      };
  }
}

function askJson(ask: Ask, explanation: Explanation): Record<string, unknown> {
  return {
    fact: ask.fact.id,
    title: ask.fact.title,
    person: ask.person === HOUSEHOLD ? null : explanation.household.names[ask.person],
  };
}
