/**
 * From take-up to need where the chance to take up differs from group to group: what Elkan and Noto's one chance for
 * everybody cannot see. The chances come from a random audit: nothing else tells who is in need and silent.
 *
 * @see Bekker, Robberechts & Davis (2019), Beyond the selected completely at random assumption
 */

/** What a random audit says of a group. */
export interface GroupChance {
  readonly group: string;
  /** Of those visited. */
  readonly in_need: number;
  readonly took_up: number;
  /** Chance of a household in need to take up: that of its group, drawn towards everybody's as its visits are few. */
  readonly chance: number;
}

/** Households in need of everybody's chance that each group is given. */
const PRIOR = 10;

/**
 * The chance to take up, group by group; empty when the audit found nobody in need who took up.
 *
 * @param audited places of the rows visited at random
 * @param need    what a visit finds, `[n]`, 0 or 1
 * @param tookUp  whether the household took up, `[n]`, 0 or 1
 * @param groups  group of each row, `[n]`
 */
export function takeUpByGroup(
  audited: readonly number[],
  need: ArrayLike<number>,
  tookUp: ArrayLike<number>,
  groups: readonly string[],
): GroupChance[] {
  const found = audited.filter((i) => need[i] === 1);
  const took = (rows: readonly number[]): number => rows.filter((i) => tookUp[i] === 1).length;
  if (took(found) === 0) return [];
  const overall = took(found) / found.length;
  return [...new Set(groups)].sort().map((group) => {
    const own = found.filter((i) => groups[i] === group);
    const chance = (took(own) + PRIOR * overall) / (own.length + PRIOR);
    return { group, in_need: own.length, took_up: took(own), chance };
  });
}

/** Probabilities of need from probabilities of take-up and each row's own group's chance. */
export function correctedByGroup(
  p: Float64Array,
  groups: readonly string[],
  chances: readonly GroupChance[],
): Float64Array {
  const chanceOf = new Map(chances.map(({ group, chance }) => [group, chance]));
  return p.map((one, i) => Math.min(1, one / chanceOf.get(groups[i]!)!));
}
