/**
 * From members to their household.
 */
import type { MemberFilter, RollUp } from './declaration.ts';
import type { Homes } from './people.ts';

/** Whether each person passes the filter on the date; `null` when all do. */
export function passing(homes: Homes, filter: MemberFilter | undefined): Uint8Array | null {
  if (filter === undefined) return null;
  const passes = new Uint8Array(homes.ages.length);
  for (let p = 0; p < passes.length; p++) {
    if (filter.sex !== undefined && homes.sex[p] !== Number(filter.sex)) continue;
    const age = homes.ages[p]!;
    if (filter.fromAge !== undefined && !(age >= filter.fromAge)) continue;
    if (filter.toAge !== undefined && !(age <= filter.toAge)) continue;
    passes[p] = 1;
  }
  return passes;
}

/** Combines the members' numbers household by household, `[rows of the day]`; NaN members do not count. */
export function rollUp(
  kind: RollUp,
  persons: Float64Array,
  { rows, start, members }: Homes,
  passes: Uint8Array | null,
): Float64Array {
  const result = new Float64Array(rows.length);
  for (let row = 0; row < rows.length; row++) {
    const household = rows[row]!;
    const end = start[household + 1]!;
    let value = Number.NaN;
    let count = 0;
    for (let i = start[household]!; i < end; i++) {
      const person = members[i]!;
      const own = persons[person]!;
      if (own !== own || (passes !== null && passes[person] === 0)) continue;
      value = count === 0 ? first(kind, own) : combine(kind, value, own);
      count++;
    }
    result[row] = kind === 'mean' && count > 0 ? value / count : value;
  }
  return result;
}

function first(kind: RollUp, own: number): number {
  if (kind === 'count') return 1;
  return kind === 'any' ? Number(own > 0) : own;
}

function combine(kind: RollUp, value: number, own: number): number {
  switch (kind) {
    case 'sum':
    case 'mean':
      return value + own;
    case 'count':
      return value + 1;
    case 'any':
      return own > 0 ? 1 : value;
    case 'max':
      return own > value ? own : value;
    case 'min':
      return own < value ? own : value;
  }
}
