/**
 * One household before and after its facts change: what it is entitled to, what it has a month, where the cliffs are.
 */
import {
  explain,
  type HouseholdFacts,
  type ItemResult,
  type Policy,
  type Snapshot,
} from '../../policy/index.ts';
import { budgetCurve, type BudgetCurve } from '../budget.ts';
import { incomeFacts } from '../money.ts';
import type { BothSides } from '../outcome.ts';

/** An item and what it pays. */
export interface Entitlement {
  readonly item: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly kind: string;
  /** Index of the person; `null` for the household. */
  readonly person: number | null;
  /** Fen in the item's own period; `null` without money. */
  readonly amountFen: number | null;
  /** `met`, or `unknown`: something must be asked first. */
  readonly standing: 'met' | 'unknown';
}

/** The household as it stands. */
export interface Standing {
  readonly entitlements: readonly Entitlement[];
  /** Recorded income, fen a month. */
  readonly incomeFen: number;
  /** What certain items pay every month or year, fen a month. */
  readonly benefitsFen: number;
  /** Income and benefits, fen a month. */
  readonly netFen: number;
  readonly curve: BudgetCurve;
}

/** Before and after. */
export interface HouseholdComparison {
  readonly before: Standing;
  readonly after: Standing;
  /** Items only after, and only before. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

/** How the curve is walked. */
export interface CurveRequest {
  /** Index of the person whose wage rises. */
  readonly earner: number;
  /** Fen a month. */
  readonly upTo: number;
}

const MONTHS = 12;
const HOUSEHOLD = -1;

/** Compares the two. */
export function compareHousehold(
  policy: Policy,
  laws: BothSides<Snapshot>,
  { before, after }: BothSides<HouseholdFacts>,
  curve: CurveRequest,
): HouseholdComparison {
  const one = standingOf(policy, laws.before, before, curve);
  const two = standingOf(policy, laws.after, after, curve);
  const items = (standing: Standing): Set<string> =>
    new Set(standing.entitlements.filter((own) => own.standing === 'met').map(({ item }) => item));
  const [had, has] = [items(one), items(two)];
  return {
    before: one,
    after: two,
    gained: [...has].filter((item) => !had.has(item)),
    lost: [...had].filter((item) => !has.has(item)),
  };
}

/** Unverified savings count as within the limits, as in scenarios, so that something can be said at all. */
export function withinLimits(household: HouseholdFacts): HouseholdFacts {
  const own = new Map(household.household);
  if (own.get('household.financial_assets') === null) own.set('household.financial_assets', 0);
  return { ...household, household: own };
}

function standingOf(policy: Policy, law: Snapshot, household: HouseholdFacts, curve: CurveRequest): Standing {
  const { items } = explain(policy, household, law);
  const incomeFen = Math.round(
    household.persons.reduce(
      (sum, person) => sum + incomeFacts.reduce((own, fact) => own + (person.get(fact) ?? 0), 0),
      0,
    ) / MONTHS,
  );
  const benefitsFen = Math.round(items.reduce((sum, item) => sum + monthlyOf(item), 0));
  return {
    entitlements: items.flatMap(entitlementOf),
    incomeFen,
    benefitsFen,
    netFen: incomeFen + benefitsFen,
    curve: budgetCurve(policy, law, household, curve.upTo, curve.earner),
  };
}

function entitlementOf({ item, person, kept, amount }: ItemResult): Entitlement[] {
  if (kept === 'missed') return [];
  const { id, title, kind } = item;
  return [
    {
      item: id,
      title,
      kind,
      person: person === HOUSEHOLD ? null : person,
      amountFen: amount,
      standing: kept,
    },
  ];
}

function monthlyOf({ item, kept, amount }: ItemResult): number {
  if (kept !== 'met' || amount === null || item.isCeiling) return 0;
  if (item.kind === 'monthly') return amount;
  return item.kind === 'yearly' ? amount / MONTHS : 0;
}
