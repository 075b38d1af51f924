/**
 * From rules to one graph of operations: equal expressions become one node, household values are lifted to persons
 * where they meet, lists of operands become pairs.
 */
import { JzError } from '../../core/errors/index.ts';
import { factById, type Level } from '../facts/catalogue.ts';
import { codeOf } from '../facts/codes.ts';
import { isBool, type Expr } from '../rules/ast.ts';
import type { RuleBook } from '../engine/rule-book.ts';

/** One operation. `args` are nodes made before it. */
export interface Node {
  readonly op: string;
  readonly level: Level;
  readonly isBool: boolean;
  readonly args: readonly number[];
  /** Parameter or fact id. */
  readonly name: string;
  /** A code, a constant, or a rounding, by operation. */
  readonly detail: string | number;
}

/** All nodes, and the node of every rule asked for. */
export interface Dag {
  readonly nodes: readonly Node[];
  readonly outputs: ReadonlyMap<string, number>;
}

/**
 * Builds the graph of the rules named.
 *
 * @throws JZ_POLICY_RULE for an unknown rule
 */
export function buildDag(book: RuleBook, ruleIds: readonly string[]): Dag {
  const maker = new DagMaker(book);
  return { outputs: new Map(ruleIds.map((id) => [id, maker.rule(id)])), nodes: maker.nodes };
}

class DagMaker {
  readonly nodes: Node[] = [];
  private readonly byKey = new Map<string, number>();
  private readonly byRule = new Map<string, number>();
  private readonly book: RuleBook;

  constructor(book: RuleBook) {
    this.book = book;
  }

  rule(id: string): number {
    const known = this.byRule.get(id);
    if (known !== undefined) return known;
    const rule = this.book.rules.get(id);
    if (!rule)
      throw new JzError('JZ_POLICY_RULE', { rule: id, problem: 'no such rule', file: 'src/policy/rules' });
    const node = this.lifted(this.expr(rule.expr), rule.level);
    this.byRule.set(id, node);
    return node;
  }

  // eslint-disable-next-line complexity -- one case an operation, exhaustive by type
  private expr(expr: Expr): number {
    switch (expr.op) {
      case 'zero':
      case 'one':
      case 'yes':
        return this.leaf('const', 'household', expr.op === 'yes', { detail: expr.op === 'zero' ? 0 : 1 });
      case 'param':
      case 'paramFlag':
        return this.leaf('param', 'household', expr.op === 'paramFlag', { name: expr.id });
      case 'fact':
      case 'flag':
      case 'in':
      case 'is':
        return this.factNode(expr);
      case 'ref':
      case 'holds':
        return this.rule(expr.id);
      case 'add':
      case 'min':
      case 'max':
      case 'coalesce':
      case 'and':
      case 'or':
        return this.chain(expr.op, expr.args);
      case 'count':
      case 'sum':
      case 'any':
        return this.aggregate(expr);
      default:
        return this.elementwise(expr);
    }
  }

  private factNode(expr: Extract<Expr, { op: 'fact' | 'flag' | 'in' | 'is' }>): number {
    const fact = factById(expr.id);
    const level = fact?.level ?? 'household';
    if (expr.op === 'in') {
      const mask = this.leaf('param', 'household', false, { name: expr.param });
      return this.add({ op: 'in', level, isBool: true, args: [mask], name: expr.id, detail: 0 });
    }
    if (expr.op === 'is') {
      const code = fact?.list ? (codeOf(fact.list, expr.code) ?? -1) : -1;
      return this.leaf('is', level, true, { name: expr.id, detail: code });
    }
    return this.leaf(expr.op, level, expr.op === 'flag', { name: expr.id });
  }

  private chain(op: string, args: readonly Expr[]): number {
    const nodes = args.map((arg) => this.expr(arg));
    return nodes.reduce((left, right) => this.pair(op, left, right));
  }

  private pair(op: string, left: number, right: number, detail: string | number = 0): number {
    const level =
      this.nodes[left]!.level === 'person' || this.nodes[right]!.level === 'person' ? 'person' : 'household';
    const args = [this.lifted(left, level), this.lifted(right, level)];
    return this.add({ op, level, isBool: isBoolOp(op), args, name: '', detail });
  }

  private aggregate(expr: Extract<Expr, { op: 'count' | 'sum' | 'any' }>): number {
    const inner = expr.op === 'count' ? [expr.where] : expr.op === 'any' ? [expr.x] : [expr.x, expr.where];
    const args = inner.map((each) => this.lifted(this.expr(each), 'person'));
    return this.add({
      op: expr.op,
      level: 'household',
      isBool: expr.op === 'any',
      args,
      name: '',
      detail: 0,
    });
  }

  // eslint-disable-next-line complexity -- one case an operation, exhaustive by type
  private elementwise(expr: Exclude<Expr, { op: 'count' | 'sum' | 'any' }>): number {
    switch (expr.op) {
      case 'as':
        return this.expr(expr.x);
      case 'not':
      case 'yearly':
      case 'monthly': {
        const x = this.expr(expr.x);
        const level = this.nodes[x]!.level;
        const detail = expr.op === 'monthly' ? expr.rounding : 0;
        return this.add({ op: expr.op, level, isBool: expr.op === 'not', args: [x], name: '', detail });
      }
      case 'sub':
      case 'lt':
      case 'le':
      case 'gt':
      case 'ge':
      case 'eq':
        return this.pair(expr.op, this.expr(expr.a), this.expr(expr.b));
      case 'scale':
        return this.pair('scale', this.expr(expr.x), this.expr(expr.ratio), expr.rounding);
      case 'times':
        return this.pair('times', this.expr(expr.x), this.expr(expr.n));
      case 'per':
        return this.pair('per', this.expr(expr.x), this.expr(expr.n), expr.rounding);
      case 'round':
        return this.pair('round', this.expr(expr.x), this.expr(expr.step), expr.rounding);
      case 'if':
        return this.choice(expr);
      default:
        throw new JzError('JZ_INTERNAL', { problem: `no column form of ${expr.op}` });
    }
  }

  private choice(expr: Extract<Expr, { op: 'if' }>): number {
    const parts = [this.expr(expr.cond), this.expr(expr.then), this.expr(expr.else)];
    const level = parts.some((part) => this.nodes[part]!.level === 'person') ? 'person' : 'household';
    const args = parts.map((part) => this.lifted(part, level));
    return this.add({ op: 'if', level, isBool: isBool(expr.then), args, name: '', detail: 0 });
  }

  private lifted(node: number, level: Level): number {
    const { level: own, isBool: flag } = this.nodes[node]!;
    if (own === level || level === 'household') return node;
    return this.add({ op: 'lift', level, isBool: flag, args: [node], name: '', detail: 0 });
  }

  private leaf(op: string, level: Level, flag: boolean, of: { name?: string; detail?: number }): number {
    return this.add({ op, level, isBool: flag, args: [], name: of.name ?? '', detail: of.detail ?? 0 });
  }

  private add(node: Node): number {
    const key = `${node.op}|${node.level}|${node.isBool}|${node.args.join(',')}|${node.name}|${node.detail}`;
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    this.nodes.push(node);
    this.byKey.set(key, this.nodes.length - 1);
    return this.nodes.length - 1;
  }
}

function isBoolOp(op: string): boolean {
  return ['and', 'or', 'lt', 'le', 'gt', 'ge', 'eq'].includes(op);
}
