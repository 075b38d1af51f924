/**
 * Items over a population: who gets what, how much, after exclusions.
 */
import type { Policy } from '../engine/policy.ts';
import type { Population } from '../facts/population.ts';
import type { Snapshot } from '../parameters/snapshot.ts';
import { amountUnit, type Item } from '../rules/rule.ts';
import type { PolicyPool } from './pool.ts';
import { compileColumns, type RuleColumn } from './run.ts';

/** One item over all households. */
export interface ItemColumns {
  readonly item: Item;
  /** 1 when the household (or a member) gets it, 0 when not, 255 when not known. */
  readonly kept: Uint8Array;
  /** Fen in the item's own period, all members together; NaN when not known; `null` for items without money. */
  readonly amount: Float64Array | null;
}

/** Items compiled for populations. */
export interface ItemProgram {
  /** On the calling thread. @throws JZ_POLICY_NOT_YET */
  run(snapshot: Snapshot, population: Population): ReadonlyMap<string, ItemColumns>;
  /** On the threads of a pool: the same bytes as `run`. @throws JZ_POLICY_NOT_YET */
  runOn(
    pool: PolicyPool,
    snapshot: Snapshot,
    population: Population,
  ): Promise<ReadonlyMap<string, ItemColumns>>;
}

/** Compiles items, all by default, with the same rules the explanation uses. */
export function compileItems(policy: Policy, itemIds?: readonly string[]): ItemProgram {
  const items = policy.items.filter((item) => itemIds?.includes(item.id) ?? true);
  const ids = items.flatMap((item) => [
    `${item.id}.household_kept`,
    ...(pays(item) ? [`${item.id}.household_payable`] : []),
  ]);
  const program = compileColumns(policy, ids);
  return {
    run: (snapshot, population) => byItem(items, program.run(snapshot, population)),
    runOn: async (pool, snapshot, population) =>
      byItem(items, await program.runOn(pool, snapshot, population)),
  };
}

function byItem(
  items: readonly Item[],
  columns: ReadonlyMap<string, RuleColumn>,
): ReadonlyMap<string, ItemColumns> {
  return new Map(
    items.map((item) => {
      const kept = columns.get(`${item.id}.household_kept`)?.values;
      const amount = columns.get(`${item.id}.household_payable`)?.values;
      const columnsOfItem = {
        item,
        kept: kept instanceof Uint8Array ? kept : new Uint8Array(0),
        amount: amount instanceof Float64Array ? amount : null,
      };
      return [item.id, columnsOfItem];
    }),
  );
}

function pays(item: Item): boolean {
  return item.amount !== null && amountUnit(item.kind) !== null;
}
