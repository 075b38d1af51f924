/**
 * Checks rules before they run: every name exists, units agree, levels fit, and no rule needs itself.
 */
import { JzError } from '../../core/errors/index.ts';
import { factById, type Level } from '../facts/catalogue.ts';
import { codeOf } from '../facts/codes.ts';
import { childrenOf, isBool, type Expr } from '../rules/ast.ts';
import type { Rule } from '../rules/rule.ts';
import type { Unit } from '../units.ts';
import type { RuleBook } from './rule-book.ts';
import { productUnits } from './unit-of.ts';

interface Kind {
  readonly unit: Unit;
  readonly level: Level;
}

/**
 * Checks every rule.
 *
 * @throws JZ_POLICY_RULE, JZ_POLICY_UNIT, JZ_POLICY_PARAMETER, JZ_POLICY_CIRCULAR
 */
export function checkRules(book: RuleBook): void {
  checkCircles(book);
  for (const rule of book.rules.values()) {
    for (const law of rule.law) {
      if (!book.catalogue.documents[law.source]) throw refuse(rule, `no document "${law.source}"`);
    }
    const kind = kindOf(rule.expr, rule, book);
    if (kind.unit !== rule.unit) throw clash(rule, `${kind.unit} ≠ ${rule.unit}`);
    if (kind.level === 'person' && rule.level === 'household') {
      throw refuse(rule, 'a household rule uses a fact of one person; count, sum or any over the persons');
    }
  }
}

function checkCircles(book: RuleBook): void {
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): void => {
    if (done.has(id)) return;
    if (path.includes(id)) {
      throw new JzError('JZ_POLICY_CIRCULAR', {
        problem: [...path.slice(path.indexOf(id)), id].join(' → '),
        file: 'src/policy/rules',
      });
    }
    const rule = book.rules.get(id);
    if (rule) for (const next of refsOf(rule.expr)) visit(next, [...path, id]);
    done.add(id);
  };
  for (const id of book.rules.keys()) visit(id, []);
}

/** Rules an expression names, directly. */
export function refsOf(expr: Expr): readonly string[] {
  if (expr.op === 'ref' || expr.op === 'holds') return [expr.id];
  return childrenOf(expr).flatMap(refsOf);
}

function kindOf(expr: Expr, rule: Rule, book: RuleBook): Kind {
  const leaf = leafKind(expr, rule, book);
  if (leaf) return leaf;
  const children = childrenOf(expr).map((child) => kindOf(child, rule, book));
  const level = levelOf(expr, children, rule);
  return { level, unit: isBool(expr) ? boolUnit(expr, children, rule) : numberUnit(expr, children, rule) };
}

function leafKind(expr: Expr, rule: Rule, book: RuleBook): Kind | null {
  switch (expr.op) {
    case 'zero':
      return { unit: expr.unit, level: 'household' };
    case 'one':
      return { unit: 'count', level: 'household' };
    case 'yes':
      return { unit: 'flag', level: 'household' };
    case 'param':
    case 'paramFlag':
      return parameterKind(expr.id, expr.op === 'paramFlag', rule, book);
    case 'fact':
    case 'flag':
      return factKind(expr.id, rule);
    case 'in':
      parameterUnit(expr.param, 'code', rule, book);
      return { ...factKind(expr.id, rule), unit: 'flag' };
    case 'is':
      return codeKind(expr.id, expr.code, rule);
    case 'ref':
    case 'holds':
      return ruleKind(expr.id, expr.op === 'holds', rule, book);
    default:
      return null;
  }
}

function parameterKind(id: string, isFlag: boolean, rule: Rule, book: RuleBook): Kind {
  const parameter = book.catalogue.parameters.get(id);
  if (!parameter) throw new JzError('JZ_POLICY_PARAMETER', { file: `rule ${rule.id}`, parameter: id });
  if ((parameter.unit === 'flag') !== isFlag) throw clash(rule, `${id}: ${parameter.unit}`);
  return { unit: parameter.unit, level: 'household' };
}

function parameterUnit(id: string, unit: Unit, rule: Rule, book: RuleBook): void {
  const kind = parameterKind(id, unit === 'flag', rule, book);
  if (kind.unit !== unit) throw clash(rule, `${id}: ${kind.unit} ≠ ${unit}`);
}

function factKind(id: string, rule: Rule): Kind {
  const fact = factById(id);
  if (!fact) throw refuse(rule, `no fact "${id}"`);
  return { unit: fact.unit, level: fact.level };
}

function codeKind(id: string, code: string, rule: Rule): Kind {
  const list = factById(id)?.list ?? null;
  if (list === null || codeOf(list, code) === null) throw refuse(rule, `no code "${code}" of ${id}`);
  return { ...factKind(id, rule), unit: 'flag' };
}

function ruleKind(id: string, isFlag: boolean, rule: Rule, book: RuleBook): Kind {
  const named = book.rules.get(id);
  if (!named) throw refuse(rule, `no rule "${id}"`);
  if ((named.unit === 'flag') !== isFlag) throw clash(rule, `${id}: ${named.unit}`);
  return { unit: named.unit, level: named.level };
}

function levelOf(expr: Expr, children: readonly Kind[], rule: Rule): Level {
  const person = children.some((child) => child.level === 'person');
  if (expr.op !== 'count' && expr.op !== 'sum' && expr.op !== 'any') return person ? 'person' : 'household';
  if (!person) throw refuse(rule, `${expr.op} over something that is the same for every person`);
  return 'household';
}

function boolUnit(expr: Expr, children: readonly Kind[], rule: Rule): Unit {
  const [a, b] = children;
  if (['lt', 'le', 'gt', 'ge', 'eq'].includes(expr.op)) {
    if (a?.unit !== b?.unit) throw clash(rule, `${a?.unit} ${expr.op} ${b?.unit}`);
  }
  return 'flag';
}

function numberUnit(expr: Expr, children: readonly Kind[], rule: Rule): Unit {
  const unitAt = (i: number): Unit => children[i]?.unit ?? 'count';
  const must = (i: number, unit: Unit): void => {
    if (unitAt(i) !== unit) throw clash(rule, `${expr.op}: ${unitAt(i)} ≠ ${unit}`);
  };
  switch (expr.op) {
    case 'scale':
      must(1, 'ratio');
      return unitAt(0);
    case 'times':
      return productUnit(unitAt(0), unitAt(1), rule);
    case 'per':
      must(1, 'count');
      return unitAt(0);
    case 'yearly':
      must(0, 'fen_month');
      return 'fen_year';
    case 'monthly':
      must(0, 'fen_year');
      return 'fen_month';
    case 'as':
      must(0, expr.unit === 'fen' ? 'fen_year' : 'fen');
      return expr.unit;
    case 'round':
      return roundUnit(unitAt(0), unitAt(1), rule);
    case 'if':
      must(2, unitAt(1));
      return unitAt(1);
    case 'count':
      return 'count';
    case 'sum':
      return unitAt(0);
    default:
      for (let i = 1; i < children.length; i++) must(i, unitAt(0));
      return unitAt(0);
  }
}

function productUnit(a: Unit, b: Unit, rule: Rule): Unit {
  if (b === 'count') return a;
  const product = productUnits[`${a} × ${b}`];
  if (!product) throw clash(rule, `${a} × ${b}`);
  return product;
}

/** A step is a sum of money (`fen`) whatever the period of what is rounded, or of the same unit. */
function roundUnit(x: Unit, step: Unit, rule: Rule): Unit {
  if (step !== 'fen' && step !== x) throw clash(rule, `${x} rounded to ${step}`);
  return x;
}

function refuse(rule: Rule, problem: string): JzError {
  return new JzError('JZ_POLICY_RULE', { rule: rule.id, problem, file: 'src/policy/rules' });
}

function clash(rule: Rule, problem: string): JzError {
  return new JzError('JZ_POLICY_UNIT', { file: 'src/policy/rules', line: '—', path: rule.id, problem });
}
