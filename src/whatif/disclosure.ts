/**
 * Small cells: what would tell of too few households is left out, and so is what would give it away by subtraction.
 */
import type { Comparison, ItemChange } from './compare.ts';
import type { Cell, GroupChange } from './groups.ts';
import type { Outcome } from './outcome.ts';
import type { RiskChange } from './risk.ts';

/**
 * The comparison without counts of fewer than `smallest` households, and without the money of so few.
 * Where one number of a column is left out, its total would give it away: then the next smallest is left out too.
 */
export function withoutSmallCells(comparison: Comparison, smallest: number): Comparison {
  const groups = (list: readonly GroupChange[]): GroupChange[] => groupsWithout(list, smallest);
  const outcome = <T extends Outcome>(one: T): T => ({
    ...one,
    deciles: groups(one.deciles),
    areas: groups(one.areas),
  });
  return {
    ...outcome(comparison),
    taken: outcome(comparison.taken),
    items: itemsWithout(comparison.items, smallest),
    risk: comparison.risk && risksWithout(comparison.risk, smallest),
  };
}

function groupsWithout(groups: readonly GroupChange[], smallest: number): GroupChange[] {
  const few = (cell: Cell): boolean => isFew(cell, smallest);
  const first = groups.map((one) => {
    if (few(one.households)) return { ...one, households: null, winners: null, losers: null, change: null };
    const [winners, losers] = [few(one.winners) ? null : one.winners, few(one.losers) ? null : one.losers];
    return { ...one, winners, losers, change: winners === null || losers === null ? null : one.change };
  });
  return (['households', 'winners', 'losers', 'change'] as const).reduce(alsoNext, first);
}

/** One empty cell alone in its column would be the total less the others. */
function alsoNext<Row extends object>(rows: readonly Row[], column: keyof Row): Row[] {
  const told = rows.filter((row) => row[column] !== null);
  if (rows.length - told.length !== 1) return [...rows];
  const size = (row: Row): number => Math.abs(Number(row[column]));
  const next = told.reduce<Row | undefined>(
    (least, row) => (least && size(least) <= size(row) ? least : row),
    undefined,
  );
  return rows.map((row) => (row === next ? { ...row, [column]: null } : row));
}

function itemsWithout(items: readonly ItemChange[], smallest: number): ItemChange[] {
  const first = items.map((one): ItemChange => {
    const [before, after] = [isFew(one.householdsBefore, smallest), isFew(one.householdsAfter, smallest)];
    return {
      ...one,
      ...(before ? { householdsBefore: null, costBefore: null, takeUp: null } : {}),
      ...(after ? { householdsAfter: null, costAfter: null } : {}),
    };
  });
  return (['costBefore', 'costAfter'] as const).reduce(alsoNext, first);
}

function risksWithout(risks: readonly RiskChange[], smallest: number): RiskChange[] {
  const told = (cell: Cell): Cell => (isFew(cell, smallest) ? null : cell);
  return risks.map(({ group, households, entitledBefore, entitledAfter, holdingNow }) => ({
    group,
    households: told(households),
    entitledBefore: told(entitledBefore),
    entitledAfter: told(entitledAfter),
    holdingNow: told(holdingNow),
  }));
}

/** None at all tells of nobody. */
function isFew(cell: Cell, smallest: number): boolean {
  return cell !== null && cell > 0 && cell < smallest;
}
