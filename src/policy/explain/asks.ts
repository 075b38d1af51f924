/**
 * What would have to be known: the unknown facts an undecided condition hangs on.
 */
import { HOUSEHOLD, type Evaluation } from '../engine/evaluate.ts';
import type { RuleBook } from '../engine/rule-book.ts';
import { factById, type Fact } from '../facts/catalogue.ts';
import { childrenOf, type Expr } from '../rules/ast.ts';

/** An unknown fact; `person` is an index or HOUSEHOLD. */
export interface Ask {
  readonly fact: Fact;
  readonly person: number;
}

/** Collects the unknown facts behind expressions, each once. */
export class AskList {
  readonly asks: Ask[] = [];
  private readonly seen = new Set<string>();
  private readonly at: Evaluation;
  private readonly book: RuleBook;

  constructor(at: Evaluation, book: RuleBook) {
    this.at = at;
    this.book = book;
  }

  /** Adds what an expression lacks; nothing when its value is known. */
  add(expr: Expr, person: number): void {
    if (this.at.expr(expr, person) !== null) return;
    switch (expr.op) {
      case 'fact':
      case 'flag':
      case 'in':
      case 'is':
        this.addFact(expr.id, person);
        return;
      case 'ref':
      case 'holds':
        this.addRule(expr.id, person);
        return;
      case 'count':
      case 'sum':
      case 'any':
        for (const each of this.at.household.persons.keys()) this.addShare(expr, each);
        return;
      case 'if':
        this.addChoice(expr, person);
        return;
      default:
        this.addChildren(expr, person);
    }
  }

  private addFact(id: string, person: number): void {
    const fact = factById(id);
    if (!fact) return;
    const whose = fact.level === 'household' ? HOUSEHOLD : person;
    const key = `${id}|${whose}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.asks.push({ fact, person: whose });
  }

  private addRule(id: string, person: number): void {
    const rule = this.book.rules.get(id);
    if (!rule) return;
    const whose = rule.level === 'household' ? HOUSEHOLD : person;
    const key = `rule ${id}|${whose}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.add(rule.expr, whose);
  }

  /** A condition that is unknown is asked for first; its branches only once it is known. */
  private addChoice(expr: Extract<Expr, { op: 'if' }>, person: number): void {
    const cond = this.at.expr(expr.cond, person);
    if (cond === null) this.add(expr.cond, person);
    else this.add(cond === 1 ? expr.then : expr.else, person);
  }

  /** Of a person who does not count, or has nothing to add, nothing is asked. */
  private addShare(expr: Extract<Expr, { op: 'count' | 'sum' | 'any' }>, person: number): void {
    if (expr.op === 'sum') {
      const where = this.at.expr(expr.where, person);
      if (where === 0 || (where === null && this.at.expr(expr.x, person) === 0)) return;
    }
    this.addChildren(expr, person);
  }

  private addChildren(expr: Expr, person: number): void {
    for (const child of childrenOf(expr)) this.add(child, person);
  }
}
