/**
 * From a what-if's report to the wire's words.
 */
import { snapshotOf, units, type Policy } from '../../policy/index.ts';
import type { BudgetCurve } from '../../whatif/budget.ts';
import type { Comparison } from '../../whatif/compare.ts';
import type { Cell, GroupChange } from '../../whatif/groups.ts';
import type { BothSides, Outcome } from '../../whatif/outcome.ts';
import { asWritten } from '../../whatif/parameters.ts';
import type { WhatifReport } from '../../whatif/report/types.ts';
import { grainOf } from '../../whatif/rounding.ts';
import type { Reform } from '../../whatif/run.ts';
import { band } from '../schemas/common.ts';
import type * as wire from '../types-analysis.ts';
import type { ListedWorld } from './world.ts';

/** A job's result as it is answered. */
export function resultOf(
  world: ListedWorld,
  { scenario, comparison, curves, family, origin }: WhatifReport,
  of: { readonly reform: Reform; readonly manifest: string; readonly smallestCell: number },
): wire.WhatIfResult {
  const grain = grainOf(of.smallestCell);
  const { policy, region, asOf, ledger, run } = world;
  return {
    ...{ as_of: asOf, region, generation: ledger.generation, ledger_manifest: ledger.manifest.id },
    scenario_hash: String(origin['scenarioHash']),
    result_manifest: of.manifest,
    ...{ run_id: run.id, model_id: run.model.id, smallest_cell: of.smallestCell },
    rounded_to: { households: grain.households, fen_month: grain.fen },
    ...{ households: comparison.households, persons: comparison.persons },
    poverty_line_fen_month: comparison.poverty.before.line,
    changes: changesOf(world, of.reform),
    waived: scenario.waive,
    items: itemsOf(comparison),
    full_take_up: outcomeOf(comparison),
    current_take_up: outcomeOf(comparison.taken),
    at_risk: atRisk(comparison),
    family: {
      ...{ id: family.id, title: family.title },
      before: curveOf(policy, curves.before, 1),
      after: curveOf(policy, curves.after, 1),
    },
  };
}

/** A curve in whole fen, its items by name. @param earner member whose wage it walks, 1 the head */
export function curveOf(
  policy: Policy,
  { wage, net, cliffs }: BudgetCurve,
  earner: number,
): wire.BudgetCurve {
  const named = (item: string) => ({
    item,
    title: policy.items.find(({ id }) => id === item)?.title ?? { zh: item, en: item },
  });
  return {
    earner,
    wage_fen_month: Array.from(wage),
    net_fen_month: Array.from(net, Math.round),
    cliffs: cliffs.map((cliff) => ({
      wage_fen_month: cliff.wage,
      depth_fen_month: Math.round(cliff.depth),
      lost: cliff.lost.map(named),
      cut: cliff.cut.map(({ item, fen }) => ({ ...named(item), fen_month: Math.round(fen) })),
    })),
  };
}

function changesOf(
  { policy, region, asOf }: ListedWorld,
  { overrides }: Reform,
): wire.WhatIfResult['changes'] {
  const law = snapshotOf(policy.catalogue, region, asOf);
  return Object.entries(overrides).map(([id, after]) => {
    const { parameter, value } = law.resolve(id);
    const { title, unit } = parameter;
    const { zh, en } = units[unit];
    return { id, title, unit: { zh, en }, before: asWritten(value, unit), after: asWritten(after, unit) };
  });
}

function itemsOf({ items }: Comparison): wire.WhatIfResult['items'] {
  return items
    .filter(({ householdsBefore, householdsAfter }) => householdsBefore !== 0 || householdsAfter !== 0)
    .map((one) => ({
      ...{ item: one.item, title: one.title },
      ...{ households_before: one.householdsBefore, households_after: one.householdsAfter },
      ...{ cost_before_fen_month: whole(one.costBefore), cost_after_fen_month: whole(one.costAfter) },
      take_up: one.takeUp,
    }));
}

function outcomeOf({ reach, cost, poverty, deciles, areas }: Outcome): wire.WhatIfResult['full_take_up'] {
  return {
    caseload: reach,
    cost_fen_month: { before: Math.round(cost.before), after: Math.round(cost.after) },
    poverty: { before: povertyOf(poverty, 'before'), after: povertyOf(poverty, 'after') },
    deciles: deciles.map(groupOf),
    areas: areas.map(groupOf),
  };
}

function povertyOf(poverty: Outcome['poverty'], side: keyof BothSides<unknown>) {
  const { fgt0, fgt1, fgt2, gini } = poverty[side];
  return { fgt0, fgt1, fgt2, gini };
}

function groupOf({ group, households, winners, losers, change }: GroupChange) {
  return { group, households, winners, losers, change_fen_month: whole(change) };
}

function atRisk({ risk }: Comparison): wire.WhatIfResult['at_risk'] {
  const bands = band.options;
  return (
    risk &&
    bands.flatMap((name) => {
      const found = risk.find(({ group }) => group === name);
      return found
        ? [
            {
              band: name,
              households: found.households,
              entitled_before: found.entitledBefore,
              entitled_after: found.entitledAfter,
              holding_now: found.holdingNow,
            },
          ]
        : [];
    })
  );
}

function whole(cell: Cell): Cell {
  return cell === null ? null : Math.round(cell);
}
