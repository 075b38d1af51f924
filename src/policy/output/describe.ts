/**
 * Rules in words: formulas, conditions and their values, in either language.
 */
import { HOUSEHOLD, type Evaluation, type Value } from '../engine/evaluate.ts';
import type { RuleBook } from '../engine/rule-book.ts';
import { levelOf, unitOfExpr } from '../engine/unit-of.ts';
import type { Check, CompareCheck, GroupCheck, Outcome } from '../explain/checks.ts';
import { factById } from '../facts/catalogue.ts';
import { codeName } from '../facts/code-names.ts';
import { codeOf } from '../facts/codes.ts';
import type { BoolExpr, Comparison, NumberExpr } from '../rules/ast.ts';
import type { Language } from '../text.ts';
import { formatValue, isMoney, type Unit } from '../units.ts';

/** What describing needs to know. */
export interface Words {
  readonly book: RuleBook;
  readonly language: Language;
  /** When given, of a choice only the branch taken is described. */
  readonly at: Evaluation | null;
  readonly person: number;
  /** Values beside the names, what is zero left out: for reading a calculation aloud. */
  readonly withValues?: boolean;
  /** How deep the checks of a condition that is met are written out; of a missed one they always are. */
  readonly deepest: number;
}

const signs: Readonly<Record<Comparison, string>> = { lt: '<', le: '≤', gt: '>', ge: '≥', eq: '=' };
const outcomes: Readonly<Record<Outcome, { zh: string; en: string }>> = {
  met: { zh: '符合', en: 'met' },
  missed: { zh: '不符合', en: 'missed' },
  unknown: { zh: '待核实', en: 'not known' },
};

/** 符合 / 不符合 / 待核实. */
export function outcomeWord(outcome: Outcome, language: Language): string {
  return outcomes[outcome][language];
}

/** A value with its unit; unknown as such. */
export function valueWord(value: Value, unit: Unit, language: Language): string {
  if (value === null) return language === 'zh' ? '未知' : 'unknown';
  return formatValue(value, unit, language);
}

/** A formula. */
// eslint-disable-next-line complexity -- one case an operation, exhaustive by type
export function formula(expr: NumberExpr, words: Words): string {
  const inner = (x: NumberExpr): string => bracketed(x, words);
  switch (expr.op) {
    case 'zero':
      return '0';
    case 'one':
      return '1';
    case 'param':
    case 'fact':
    case 'ref':
      return `${nameOf(expr, words)}${valueBeside(expr, words)}`;
    case 'add':
      return counting(expr.args, words).map(inner).join(' + ');
    case 'sub':
      return counting([expr.b], words).length === 0 || isZero(expr.b, words)
        ? inner(expr.a)
        : `${inner(expr.a)} − ${inner(expr.b)}`;
    case 'min':
    case 'max':
      return extreme({ op: expr.op, args: expr.args }, words);
    case 'coalesce':
      if (typeof knownValue(expr.args[0]!, words) === 'number') return inner(expr.args[0]!);
      return expr.args.map(inner).join(words.language === 'zh' ? '，无则 ' : ', else ');
    case 'scale':
      return `${inner(expr.x)} × ${inner(expr.ratio)}`;
    case 'times':
      return `${inner(expr.x)} × ${inner(expr.n)}`;
    case 'per':
      return `${inner(expr.x)} ÷ ${inner(expr.n)}`;
    case 'yearly':
      return `${inner(expr.x)} × 12`;
    case 'monthly':
      return `${inner(expr.x)} ÷ 12`;
    case 'as':
      return formula(expr.x, words);
    case 'round':
      return `${inner(expr.x)}${words.language === 'zh' ? '（进到整元）' : ' (raised to a whole yuan)'}`;
    case 'if':
      return choice(expr, words);
    case 'count':
      return `${words.language === 'zh' ? `${condition(expr.where, words)}的人数` : `number of: ${condition(expr.where, words)}`}${counted(expr.where, words)}`;
    case 'sum':
      return (
        summed(expr, words) ??
        (words.language === 'zh' ? `${inner(expr.x)}合计` : `total of ${inner(expr.x)}`)
      );
  }
}

type Named = Extract<NumberExpr, { op: 'param' | 'fact' | 'ref' }>;

function nameOf(expr: Named, { book, language }: Words): string {
  if (expr.op === 'fact') return factById(expr.id)?.title[language] ?? expr.id;
  const titled = expr.op === 'param' ? book.catalogue.parameters.get(expr.id) : book.rules.get(expr.id);
  return titled?.title[language] ?? expr.id;
}

/** The value of a name, unless it is a person's and we speak of the household. */
function valueBeside(expr: Named, words: Words): string {
  const value = knownValue(expr, words);
  if (value === undefined) return '';
  return ` ${valueWord(value, unitOfExpr(expr, words.book), words.language)}`;
}

/** `undefined` when values are not written, or it takes a person to have one. */
function knownValue(expr: NumberExpr, words: Words): Value | undefined {
  if (words.withValues !== true || !words.at) return undefined;
  if (words.person === HOUSEHOLD && levelOf(expr, words.book) === 'person') return undefined;
  return words.at.expr(expr, words.person);
}

function isZero(expr: NumberExpr, words: Words): boolean {
  return knownValue(expr, words) === 0;
}

/** The terms that are not zero; all of them when every one is. */
function counting(terms: readonly NumberExpr[], words: Words): readonly NumberExpr[] {
  const some = terms.filter((term) => !isZero(term, words));
  return some.length > 0 ? some : terms.slice(0, 1);
}

/** Who is counted, by name. */
function counted(where: BoolExpr, words: Words): string {
  if (words.withValues !== true || !words.at) return '';
  const names = personsWhere(where, words.at).map((person) => words.at?.household.names[person] ?? '');
  return names.length === 0
    ? ''
    : words.language === 'zh'
      ? `（${names.join('、')}）`
      : ` (${names.join(', ')})`;
}

/** Each person's part of a sum, by name. */
function summed(expr: Extract<NumberExpr, { op: 'sum' }>, words: Words): string | null {
  const { at } = words;
  if (words.withValues !== true || !at) return null;
  const parts = personsWhere(expr.where, at).flatMap((person) => {
    const value = at.expr(expr.x, person);
    const shown = valueWord(value, unitOfExpr(expr.x, words.book), words.language);
    return value === 0 ? [] : [`${at.household.names[person] ?? ''} ${shown}`];
  });
  return parts.length > 0 ? parts.join(' + ') : null;
}

function personsWhere(where: BoolExpr, at: Evaluation): readonly number[] {
  return [...at.household.persons.keys()].filter((person) => at.expr(where, person) === 1);
}

function extreme(
  expr: { readonly op: 'min' | 'max'; readonly args: readonly NumberExpr[] },
  words: Words,
): string {
  const isFloor = expr.op === 'max' && expr.args[1]?.op === 'zero' && expr.args[0] !== undefined;
  if (isFloor && (knownValue(expr, words) ?? 0) > 0) return formula(expr.args[0]!, words);
  if (isFloor) {
    return `${formula(expr.args[0]!, words)}${words.language === 'zh' ? '（不低于0）' : ' (not below 0)'}`;
  }
  const list = (expr.op === 'max' ? counting(expr.args, words) : expr.args).map((arg) => formula(arg, words));
  if (list.length === 1) return list[0]!;
  if (words.language === 'zh') return `${expr.op === 'min' ? '取低' : '取高'}（${list.join('，')}）`;
  return `${expr.op === 'min' ? 'lower' : 'higher'} of (${list.join(', ')})`;
}

function choice(expr: Extract<NumberExpr, { op: 'if' }>, words: Words): string {
  const cond = words.at ? words.at.expr(expr.cond, words.person) : null;
  if (cond === 1) return formula(expr.then, words);
  if (cond === 0) return formula(expr.else, words);
  const [then, otherwise] = [formula(expr.then, words), formula(expr.else, words)];
  return words.language === 'zh'
    ? `${condition(expr.cond, words)}时 ${then}，否则 ${otherwise}`
    : `if ${condition(expr.cond, words)}: ${then}, else ${otherwise}`;
}

function bracketed(expr: NumberExpr, words: Words): string {
  const cond = expr.op === 'if' && words.at ? words.at.expr(expr.cond, words.person) : null;
  if (expr.op === 'if' && cond !== null) return bracketed(cond === 1 ? expr.then : expr.else, words);
  if (expr.op === 'as') return bracketed(expr.x, words);
  const isComposite = ['add', 'sub', 'if', 'coalesce', 'max'].includes(expr.op);
  const text = formula(expr, words);
  const isOneName = words.withValues === true && !/ [+−×÷] |，|, /u.test(text);
  return isComposite && !isOneName ? `（${text}）` : text;
}

/** A condition without values. */
// eslint-disable-next-line complexity -- one case an operation, exhaustive by type
export function condition(expr: BoolExpr, words: Words): string {
  const zh = words.language === 'zh';
  switch (expr.op) {
    case 'yes':
      return zh ? '任何情况' : 'always';
    case 'flag':
      return factById(expr.id)?.title[words.language] ?? expr.id;
    case 'paramFlag':
      return words.book.catalogue.parameters.get(expr.id)?.title[words.language] ?? expr.id;
    case 'holds':
      return words.book.rules.get(expr.id)?.title[words.language] ?? expr.id;
    case 'and':
      return expr.args.map((arg) => condition(arg, words)).join(zh ? '，且' : ' and ');
    case 'or':
      return `（${expr.args.map((arg) => condition(arg, words)).join(zh ? '，或' : ' or ')}）`;
    case 'not':
      return `${zh ? '非' : 'not '}（${condition(expr.x, words)}）`;
    case 'in':
      return `${factById(expr.id)?.title[words.language] ?? expr.id}${zh ? '属于' : ' among '}${words.book.catalogue.parameters.get(expr.param)?.title[words.language] ?? ''}`;
    case 'is':
      return `${factById(expr.id)?.title[words.language] ?? expr.id}${zh ? '为' : ' is '}${codeWord(expr, words.language)}`;
    case 'any':
      return `${zh ? '有成员：' : 'a member: '}${condition(expr.x, words)}`;
    default:
      return `${formula(expr.a, words)} ${signs[expr.op]} ${formula(expr.b, words)}`;
  }
}

/** A condition with its values and margin, one line a check, inner ones indented. */
// eslint-disable-next-line complexity -- one case a kind of check, exhaustive by type
export function checkLines(check: Check, words: Words, depth = 0): readonly string[] {
  const indent = '  '.repeat(depth);
  const word = outcomeWord(check.outcome, words.language);
  switch (check.kind) {
    case 'compare':
      return [`${indent}${compareLine(check, words)} → ${word}`];
    case 'fact':
      return [`${indent}${condition(check.expr, words)}${factShown(check.expr, words)} → ${word}`];
    case 'rule': {
      const head = `${indent}${words.book.rules.get(check.rule)?.title[words.language] ?? check.rule} → ${word}`;
      const isShown = check.outcome !== 'met' || depth < words.deepest;
      return check.inner && isShown ? [head, ...checkLines(check.inner, words, depth + 1)] : [head];
    }
    case 'all':
      return shownParts(check.inner, check.outcome).flatMap((inner) => checkLines(inner, words, depth));
    case 'one':
    case 'any':
      return choiceLines(check, words, depth);
    case 'not': {
      const inner = check.inner[0];
      return inner
        ? [`${indent}${words.language === 'zh' ? '没有：' : 'not: '}${subjectOf(inner, words)} → ${word}`]
        : [];
    }
  }
}

/** Of alternatives that are met the first is enough; of missed ones all are shown. */
function choiceLines(check: GroupCheck, words: Words, depth: number): readonly string[] {
  const parts = check.inner.map((inner, i) => ({ inner, person: check.persons[i] ?? words.person }));
  const deciding = parts.filter(({ inner }) => inner.outcome === check.outcome);
  const shown = check.outcome === 'met' && Number.isFinite(words.deepest) ? deciding.slice(0, 1) : deciding;
  return shown.flatMap(({ inner, person }) => checkLines(inner, { ...words, person }, depth));
}

/** Of many checks those that decided: the missed ones of a miss, the first met one of a choice. */
function shownParts(inner: readonly Check[], outcome: Outcome): readonly Check[] {
  const deciding = inner.filter((check) => check.outcome === outcome);
  return deciding.length > 0 ? deciding : inner;
}

function subjectOf(check: Check, words: Words): string {
  if (check.kind === 'rule') return words.book.rules.get(check.rule)?.title[words.language] ?? check.rule;
  if (check.kind === 'fact') return condition(check.expr, words);
  if (check.kind === 'compare') return compareLine(check, words);
  return check.inner.map((inner) => subjectOf(inner, words)).join(words.language === 'zh' ? '、' : '; ');
}

function compareLine(check: CompareCheck, words: Words): string {
  const { language } = words;
  if (isOffSwitch(check)) return language === 'zh' ? '当地未作此项限制' : 'no such limit here';
  const side = (of: { expr: NumberExpr; value: Value }): string => {
    const name = formula(of.expr, words);
    const value = valueWord(of.value, check.unit, language);
    return of.expr.op === 'zero' || of.expr.op === 'one' ? value : `${name} ${value}`;
  };
  const margin = marginWord(check, language);
  return `${side(check.left)} ${signs[check.op]} ${side(check.right)}${margin}`;
}

/** A limit that a place does not set is a parameter of nought. */
function isOffSwitch({ op, left, right, outcome }: CompareCheck): boolean {
  return op === 'eq' && outcome === 'met' && left.expr.op === 'param' && right.expr.op === 'zero';
}

function marginWord(check: CompareCheck, language: Language): string {
  if (check.margin === null || check.op === 'eq' || !isMoney(check.unit)) return '';
  const amount = formatValue(Math.abs(check.margin), check.unit, language);
  if (check.outcome === 'met') return language === 'zh' ? `（余 ${amount}）` : ` (by ${amount})`;
  return language === 'zh' ? `（差 ${amount}）` : ` (short by ${amount})`;
}

function factShown(expr: BoolExpr, words: Words): string {
  if (expr.op !== 'in' || !words.at) return '';
  const fact = factById(expr.id);
  if (!fact?.list || (fact.level === 'person' && words.person === HOUSEHOLD)) return '';
  const value = words.at.expr({ op: 'fact', id: expr.id }, words.person);
  if (value === null) return '';
  const name = codeName(fact.list, value, words.language);
  return words.language === 'zh' ? `（${name}）` : ` (${name})`;
}

function codeWord(expr: Extract<BoolExpr, { op: 'is' }>, language: Language): string {
  const list = factById(expr.id)?.list;
  const position = list ? codeOf(list, expr.code) : null;
  return list && position !== null ? codeName(list, position, language) : expr.code;
}
