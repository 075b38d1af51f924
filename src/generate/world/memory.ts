/**
 * The memory of 12 months that persons and households carry: rings of amounts, by kind of flow for persons.
 */

/** Yearly flows of a person, in the order of `Person.money`. */
export const flows = {
  wage: 0,
  business: 1,
  property: 2,
  pension: 3,
  basicPension: 4,
  benefit: 5,
  support: 6,
  inScope: 7,
  outOfScope: 8,
  basicPaid: 9,
  aidPaid: 10,
  selfPaid: 11,
  education: 12,
  deducted: 13,
  rehabilitation: 14,
  hidden: 15,
} as const;
export const FLOWS = 16;
export const RING = 12;

/** Zeros in plain memory: small typed arrays cost more to make and to collect than they save. */
export function zeros(length: number): number[] {
  return new Array<number>(length).fill(0);
}

/** Sum over the last `months` of a ring whose newest month is `month`. */
export function lastMonths(ring: readonly number[], month: number, months: number): number {
  let sum = 0;
  if (months >= RING) {
    for (const value of ring) sum += value;
    return sum;
  }
  for (let back = 0; back < months; back++) sum += ring[(((month - back) % RING) + RING) % RING] ?? 0;
  return sum;
}

/** Writes the month into a ring. */
export function remember(ring: number[], month: number, value: number): void {
  ring[((month % RING) + RING) % RING] = Math.round(value);
}
