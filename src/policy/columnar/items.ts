/**
 * Items over a population: who gets what, how much, after exclusions.
 */
import type { Policy } from '../engine/policy.ts';
import type { Population } from '../facts/population.ts';
import type { Snapshot } from '../parameters/snapshot.ts';
import { amountUnit, type Item } from '../rules/rule.ts';
import type { PolicyPool } from './pool/pool.ts';
import { compileColumns, type RuleColumn, type RuleColumns } from './run.ts';

/** One item over all households. */
export interface ItemColumns {
  readonly item: Item;
  /** 1 when the household (or a member) gets it, 0 when not, 255 when not known. */
  readonly kept: Uint8Array;
  /** Fen in the item's own period, all members together; NaN when not known; `null` for items without money. */
  readonly amount: Float64Array | null;
}

/** Item id → its values. */
export type ItemAnswers = ReadonlyMap<string, ItemColumns>;

/** Items compiled for populations. */
export interface ItemProgram {
  /**
   * On the calling thread.
   *
   * @param reuse an earlier answer whose arrays are written over: runs in a row then take no new memory
   * @throws JZ_POLICY_NOT_YET
   */
  run(snapshot: Snapshot, population: Population, reuse?: ItemAnswers): ItemAnswers;
  /** On the threads of a pool: the same bytes as `run`. @throws JZ_POLICY_NOT_YET */
  runOn(
    pool: PolicyPool,
    snapshot: Snapshot,
    population: Population,
    reuse?: ItemAnswers,
  ): Promise<ItemAnswers>;
}

/** Compiles items, all by default, with the same rules the explanation uses. */
export function compileItems(policy: Policy, itemIds?: readonly string[]): ItemProgram {
  const items = policy.items.filter((item) => itemIds?.includes(item.id) ?? true);
  const program = compileColumns(
    policy,
    items.flatMap((item) => (pays(item) ? [keptRule(item), amountRule(item)] : [keptRule(item)])),
  );
  return {
    run: (snapshot, population, reuse) =>
      byItem(items, program.run(snapshot, population, reuse && byRule(reuse))),
    runOn: async (pool, snapshot, population, reuse) =>
      byItem(items, await program.runOn(pool, snapshot, population, reuse && byRule(reuse))),
  };
}

const keptRule = (item: Item): string => `${item.id}.household_kept`;
const amountRule = (item: Item): string => `${item.id}.household_payable`;

function byRule(answers: ItemAnswers): RuleColumns {
  const columns = new Map<string, RuleColumn>();
  for (const { item, kept, amount } of answers.values()) {
    columns.set(keptRule(item), { level: 'household', values: kept });
    if (amount) columns.set(amountRule(item), { level: 'household', values: amount });
  }
  return columns;
}

function byItem(items: readonly Item[], columns: RuleColumns): ItemAnswers {
  return new Map(
    items.map((item) => {
      const kept = columns.get(keptRule(item))?.values;
      const amount = columns.get(amountRule(item))?.values;
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
