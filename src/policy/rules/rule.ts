/**
 * Rules (named expressions) and items (救助事项): what a household may be entitled to.
 */
import type { Level } from '../facts/catalogue.ts';
import type { Text } from '../text.ts';
import type { Unit } from '../units.ts';
import type { BoolExpr, Expr, NumberExpr } from './ast.ts';

/** Where a rule stands: a document of documents.yaml and its article. */
export interface Law {
  readonly source: string;
  readonly article: string;
}

/** A named expression. */
export interface Rule {
  readonly id: string;
  readonly title: Text;
  readonly level: Level;
  /** `flag` for yes/no. */
  readonly unit: Unit;
  readonly law: readonly Law[];
  readonly expr: Expr;
}

/** One condition of an item, as the caseworker reads it out. */
export interface Clause {
  readonly id: string;
  readonly title: Text;
  readonly law: Law;
  readonly expr: BoolExpr;
}

/** How an item helps. `status` opens other items; `monthly`, `yearly`, `once` are money. */
export type ItemKind = 'status' | 'monthly' | 'yearly' | 'once' | 'in_kind' | 'waiver' | 'service';

/** An assistance item. */
export interface Item {
  readonly id: string;
  readonly title: Text;
  /** The department that decides. */
  readonly department: Text;
  readonly level: Level;
  readonly kind: ItemKind;
  /** A flag parameter: the item exists on that date and in that region. */
  readonly inForce: string;
  /** All must be met. */
  readonly clauses: readonly Clause[];
  /** Money entitled to when all clauses are met. */
  readonly amount: { readonly expr: NumberExpr; readonly law: Law } | null;
  /** Amount is a ceiling that an officer decides within, not a fixed sum. */
  readonly isCeiling: boolean;
}

/** Everything one programme declares. */
export interface Programme {
  readonly rules: readonly Rule[];
  readonly items: readonly Item[];
}

/** The unit of an item's money by its kind; `null` when it pays none. */
export function amountUnit(kind: ItemKind): 'fen_month' | 'fen_year' | 'fen' | null {
  if (kind === 'monthly') return 'fen_month';
  if (kind === 'yearly') return 'fen_year';
  return kind === 'once' ? 'fen' : null;
}

/** Reference to a law: `law('zj', '第十三条')`. */
export function law(source: string, article: string): Law {
  return { source, article };
}

/** Declares a yes/no rule. */
export function boolRule(
  id: string,
  level: Level,
  title: Text,
  cited: Law | readonly Law[],
  expr: BoolExpr,
): Rule {
  return { id, title, level, unit: 'flag', law: listed(cited), expr };
}

/** Declares a number rule; its unit is checked against the expression's. */
export function numberRule(
  id: string,
  of: { readonly level: Level; readonly unit: Unit },
  title: Text,
  cited: Law | readonly Law[],
  expr: NumberExpr,
): Rule {
  return { id, title, ...of, law: listed(cited), expr };
}

function listed(cited: Law | readonly Law[]): readonly Law[] {
  return 'source' in cited ? [cited] : cited;
}

/** Declares a clause. */
export function clause(id: string, title: Text, cited: Law, expr: BoolExpr): Clause {
  return { id, title, law: cited, expr };
}
