/**
 * Winners and losers by groups of households.
 */
import type { Population } from '../policy/index.ts';

/** A number of households or an amount; null where it would tell of too few (see `disclosure.ts`). */
export type Cell = number | null;

/** Winners and losers of one group of households. */
export interface GroupChange {
  readonly group: string;
  readonly households: Cell;
  readonly winners: Cell;
  readonly losers: Cell;
  /** Fen a month, all households of the group together. */
  readonly change: Cell;
}

/** Smallest change of a household's month that makes it a winner or loser: one yuan. */
const ONE_YUAN = 100;
const DECILES = 10;

/** Persons of each household. */
export function sizesOf({ nHouseholds, personStart }: Population): Float64Array {
  const sizes = new Float64Array(nHouseholds);
  for (let h = 0; h < nHouseholds; h++) sizes[h] = personStart[h + 1]! - personStart[h]!;
  return sizes;
}

/** A household's tenth of the persons by income a head, `01` the poorest; ties in the order of households. */
export function decilesOf(perHead: Float64Array, sizes: Float64Array): string[] {
  const order = Int32Array.from(perHead.keys()).sort((a, b) => perHead[a]! - perHead[b]! || a - b);
  const persons = sizes.reduce((sum, size) => sum + size, 0);
  const groups = new Array<string>(perHead.length).fill('');
  let passed = 0;
  for (const h of order) {
    const tenth = Math.floor((passed / Math.max(1, persons)) * DECILES) + 1;
    groups[h] = String(Math.min(DECILES, tenth)).padStart(2, '0');
    passed += sizes[h]!;
  }
  return groups;
}

/** Sums each group; in the order of their names. */
export function groupChanges(groups: readonly string[], change: Float64Array): GroupChange[] {
  const found = new Map<string, { households: number; winners: number; losers: number; change: number }>();
  for (let h = 0; h < groups.length; h++) {
    const group = groups[h]!;
    let sum = found.get(group);
    if (!sum) found.set(group, (sum = { households: 0, winners: 0, losers: 0, change: 0 }));
    sum.households++;
    if (change[h]! >= ONE_YUAN) sum.winners++;
    if (change[h]! <= -ONE_YUAN) sum.losers++;
    sum.change += change[h]!;
  }
  return [...found].map(([group, sum]) => ({ group, ...sum })).sort((a, b) => (a.group < b.group ? -1 : 1));
}
