/**
 * Rounded figures: two scenarios that differ by a little, laid side by side, would else tell of the few households
 * between them. Every figure is rounded, the whole county's too; the same figure is always rounded the same way.
 */
import type { PovertyMeasures } from '../../eval/measure-poverty.ts';
import type { Comparison, ItemChange } from './compare.ts';
import type { Cell, GroupChange } from './groups.ts';
import type { BothSides, Outcome } from './outcome.ts';
import type { RiskChange } from './risk.ts';

/** What figures are rounded to. */
export interface Grain {
  readonly households: number;
  /** Fen a month. */
  readonly fen: number;
}

/** A hundred yuan a month for each household that a cell must have: more than most single grants make out. */
const FEN_A_HOUSEHOLD = 10_000;
const RATIO_STEP = 1e-4;

/** What figures are rounded to where a cell must have `smallest` households. */
export function grainOf(smallest: number): Grain {
  return { households: Math.max(1, smallest / 2), fen: Math.max(1, smallest * FEN_A_HOUSEHOLD) };
}

/** The comparison with every count, amount and share rounded. */
export function rounded(comparison: Comparison, grain: Grain): Comparison {
  return {
    ...comparison,
    ...outcomeRounded(comparison, grain),
    taken: outcomeRounded(comparison.taken, grain),
    items: comparison.items.map((one) => itemRounded(one, grain)),
    risk: comparison.risk?.map((one) => riskRounded(one, grain)) ?? null,
  };
}

function outcomeRounded({ reach, cost, poverty, deciles, areas }: Outcome, grain: Grain): Outcome {
  return {
    reach: sides(reach, (count) => nearest(count, grain.households)),
    cost: sides(cost, (fen) => nearest(fen, grain.fen)),
    poverty: sides(poverty, (measures) => povertyRounded(measures, grain)),
    deciles: deciles.map((one) => groupRounded(one, grain)),
    areas: areas.map((one) => groupRounded(one, grain)),
  };
}

/** Shares of persons to whole grains of persons, other ratios to a ten-thousandth, incomes to the yuan. */
function povertyRounded(measures: PovertyMeasures, grain: Grain): PovertyMeasures {
  const { arpr, fgt0, fgt1, fgt2, median_gap, gini, s80s20, mean, median, arpt, population } = measures;
  const persons = grain.households / Math.max(1, population);
  const ratio = (value: Cell): Cell => toNearest(value, RATIO_STEP);
  return {
    ...measures,
    ...{ arpr: nearest(arpr, persons), fgt0: nearest(fgt0, persons) },
    ...{ fgt1: nearest(fgt1, RATIO_STEP), fgt2: nearest(fgt2, RATIO_STEP) },
    ...{ median_gap: ratio(median_gap), gini: ratio(gini), s80s20: ratio(s80s20) },
    ...{ mean: nearest(mean, 100), median: nearest(median, 100), arpt: nearest(arpt, 100) },
  };
}

function groupRounded(
  { group, households, winners, losers, change }: GroupChange,
  grain: Grain,
): GroupChange {
  const count = (cell: Cell): Cell => toNearest(cell, grain.households);
  return {
    ...{ group, households: count(households), winners: count(winners), losers: count(losers) },
    change: toNearest(change, grain.fen),
  };
}

function itemRounded(one: ItemChange, grain: Grain): ItemChange {
  return {
    ...one,
    householdsBefore: toNearest(one.householdsBefore, grain.households),
    householdsAfter: toNearest(one.householdsAfter, grain.households),
    costBefore: toNearest(one.costBefore, grain.fen),
    costAfter: toNearest(one.costAfter, grain.fen),
    takeUp: toNearest(one.takeUp, 0.01),
  };
}

function riskRounded(one: RiskChange, { households }: Grain): RiskChange {
  return {
    group: one.group,
    households: toNearest(one.households, households),
    entitledBefore: toNearest(one.entitledBefore, households),
    entitledAfter: toNearest(one.entitledAfter, households),
    holdingNow: toNearest(one.holdingNow, households),
  };
}

function sides<T>({ before, after }: BothSides<T>, round: (value: T) => T): BothSides<T> {
  return { before: round(before), after: round(after) };
}

function toNearest(cell: Cell, step: number): Cell {
  return cell === null ? null : nearest(cell, step);
}

function nearest(value: number, step: number): number {
  return step < 1 ? Number((Math.round(value / step) * step).toFixed(12)) : Math.round(value / step) * step;
}
