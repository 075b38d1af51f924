/**
 * Who takes what: whoever holds an item keeps it while entitled; of those newly entitled as large a share takes it up as
 * does now. Which of them is the household's own draw, the same for every item and scenario.
 */
import { fnv1a } from '../core/hash.ts';
import type { LedgerPopulation } from '../population/population.ts';
import type { Holding } from '../recommend/held.ts';

/** Takers of one item, 1 a household. */
export interface Takers {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Share of entitled households that hold it now; null when nobody is entitled. */
  readonly rate: number | null;
}

/** Item → places of the households that hold it. */
export type Holders = ReadonlyMap<string, readonly number[]>;

/** Who holds what, by place in the population. */
export function holdersOf(
  { households }: LedgerPopulation,
  holdings: ReadonlyMap<string, readonly Holding[]>,
): Holders {
  const holders = new Map<string, number[]>();
  if (holdings.size === 0) return holders;
  for (let h = 0; h < households.length; h++)
    for (const item of new Set(holdings.get(households[h]!)?.map((one) => one.item))) {
      const own = holders.get(item);
      if (own) own.push(h);
      else holders.set(item, [h]);
    }
  return holders;
}

/** Takers of an item by who is entitled to it before and after. */
export function takersOf(
  kept: { readonly before: Uint8Array; readonly after: Uint8Array },
  holders: readonly number[],
  draws: Float64Array,
): Takers {
  const before = new Uint8Array(draws.length);
  const after = new Uint8Array(draws.length);
  let takers = 0;
  for (const h of holders) {
    if (kept.before[h] === 1) takers += before[h] = 1;
    if (kept.after[h] === 1) after[h] = 1;
  }
  let entitled = 0;
  for (let h = 0; h < draws.length; h++) entitled += Number(kept.before[h] === 1);
  const rate = entitled > 0 ? takers / entitled : null;
  for (let h = 0; h < draws.length; h++)
    if (kept.after[h] === 1 && kept.before[h] !== 1 && draws[h]! < (rate ?? 1)) after[h] = 1;
  return { before, after, rate };
}

/** A number in [0, 1) of each household's own, from its id alone. */
export function ownDraws(households: readonly string[]): Float64Array {
  const draws = new Float64Array(households.length);
  for (let h = 0; h < draws.length; h++) draws[h] = mixed(fnv1a(households[h]!)) / 2 ** 32;
  return draws;
}

/** Ids that differ in their last letter alone lie close together until every bit has met every other (MurmurHash3). */
function mixed(hash: number): number {
  let x = hash;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
