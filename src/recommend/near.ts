/**
 * Near misses over a population: for every limit in money, whether it alone is missed, and by how little. The limits are
 * read from the items' own clauses, so that nothing of the law is repeated.
 */
import {
  compileColumns,
  type Snapshot,
  type Item,
  type Policy,
  type PolicyPool,
  type Population,
} from '../policy/index.ts';
import { unitOfExpr } from '../policy/engine/unit-of.ts';
import { isComparison, type BoolExpr, type NumberExpr } from '../policy/rules/ast.ts';
import { and, gt, le, not, param, paramFlag, scale, sub, when, zero } from '../policy/rules/build.ts';
import { boolRule, numberRule, type Clause, type Rule } from '../policy/rules/rule.ts';

/** Near misses of one limit, a column each. */
export interface NearMiss {
  readonly item: Item;
  readonly clause: Clause;
  /** 1: everything else is met; 255: something else is not known; 0: no near miss. */
  readonly near: Uint8Array;
  /** By how much the limit is missed, fen in its own period; 0 or NaN where it is not missed by little. */
  readonly margin: Float64Array;
}

interface Limit {
  readonly item: Item;
  readonly clause: Clause;
  readonly rules: readonly [near: Rule, margin: Rule];
}

/** Computes them for everybody. */
export async function nearMisses(
  policy: Policy,
  law: Snapshot,
  population: Population,
  pool?: PolicyPool,
): Promise<NearMiss[]> {
  const limits = limitsOf(policy);
  const rules = limits.flatMap((limit) => limit.rules);
  const book = {
    catalogue: policy.catalogue,
    rules: new Map([...policy.rules, ...rules.map((rule) => [rule.id, rule] as const)]),
  };
  const program = compileColumns(
    book,
    rules.map(({ id }) => id),
  );
  const columns = pool ? await program.runOn(pool, law, population) : program.run(law, population);
  return limits.flatMap(({ item, clause, rules: [nearRule, marginRule] }) => {
    const near = columns.get(nearRule.id)?.values;
    const margin = columns.get(marginRule.id)?.values;
    return near instanceof Uint8Array && margin instanceof Float64Array
      ? [{ item, clause, near, margin }]
      : [];
  });
}

/** Items of which a near miss is worth a word: statuses and regular money of a household. */
function limitsOf(policy: Policy): Limit[] {
  return policy.items
    .filter(({ level, kind }) => level === 'household' && (kind === 'status' || kind === 'monthly'))
    .flatMap((item) => item.clauses.flatMap((clause) => limitOf(policy, item, clause) ?? []));
}

function limitOf(policy: Policy, item: Item, clause: Clause): Limit | null {
  const ends = comparisonOf(clause.expr);
  if (!ends || !unitOfExpr(ends.more, policy).startsWith('fen')) return null;
  const { more, less, limit } = ends;
  const unit = unitOfExpr(more, policy);
  const missedBy = sub(more, less);
  const within = and(
    paramFlag(item.inForce),
    not(clause.expr),
    gt(limit, zero(unit)),
    le(missedBy, scale(limit, param('engine.near_miss_share'), 'down')),
  );
  const others = item.clauses.filter((one) => one !== clause).map(({ expr }) => expr);
  const name = (what: string): string => `${item.id}.near.${clause.id}.${what}`;
  return {
    item,
    clause,
    rules: [
      boolRule(name('alone'), 'household', clause.title, clause.law, and(within, ...others)),
      numberRule(
        name('margin'),
        { level: 'household', unit },
        clause.title,
        clause.law,
        when(within, missedBy, zero(unit)),
      ),
    ],
  };
}

/** What is too much against what: of the condition itself, or of its first alternative. */
function comparisonOf(expr: BoolExpr): { more: NumberExpr; less: NumberExpr; limit: NumberExpr } | null {
  if (expr.op === 'or' && expr.args[0]) return comparisonOf(expr.args[0]);
  if (!isComparison(expr) || expr.op === 'eq') return null;
  const { a, b } = expr;
  return expr.op === 'lt' || expr.op === 'le'
    ? { more: a, less: b, limit: b }
    : { more: b, less: a, limit: b };
}
