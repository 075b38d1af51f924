/**
 * Reach among households that are predicted to fall: who of each risk group is entitled to something.
 */
import type { Holding } from '../recommend/held.ts';
import type { Cell } from './groups.ts';
import type { BothSides } from './outcome.ts';

/** One risk group. */
export interface RiskChange {
  readonly group: string;
  readonly households: Cell;
  /** Entitled to something paid every month or year. */
  readonly entitledBefore: Cell;
  readonly entitledAfter: Cell;
  /** Hold anything now. */
  readonly holdingNow: Cell;
}

/** Counts each group, in the order of its first household. */
export function riskChanges(
  households: readonly string[],
  {
    risk,
    holdings,
    entitled,
  }: {
    readonly risk: ReadonlyMap<string, string>;
    readonly holdings: ReadonlyMap<string, readonly Holding[]>;
    /** Fen a month. */
    readonly entitled: BothSides<Float64Array>;
  },
): RiskChange[] {
  const found = new Map<
    string,
    { households: number; entitledBefore: number; entitledAfter: number; holdingNow: number }
  >();
  for (let h = 0; h < households.length; h++) {
    const group = risk.get(households[h]!);
    if (group === undefined) continue;
    let sum = found.get(group);
    if (!sum) found.set(group, (sum = { households: 0, entitledBefore: 0, entitledAfter: 0, holdingNow: 0 }));
    sum.households++;
    sum.entitledBefore += Number(entitled.before[h]! > 0);
    sum.entitledAfter += Number(entitled.after[h]! > 0);
    sum.holdingNow += Number(holdings.has(households[h]!));
  }
  return [...found].map(([group, sum]) => ({ group, ...sum }));
}
