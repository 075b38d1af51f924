/**
 * A case's household laid over its file's defaults: groups are merged one level deep, everything else is replaced.
 */
import type { CaseFile } from './schema.ts';

type Parts = Readonly<Record<string, unknown>>;

/** The full household of a case, as if it had been written out. */
export function mergedHousehold(file: CaseFile, household: Parts): Parts {
  const { members, ...own } = household;
  const listed = Array.isArray(members) ? (members as Parts[]) : [];
  return {
    ...laidOver(file.defaults?.household ?? {}, own),
    members: listed.map((member) => laidOver(file.defaults?.member ?? {}, member)),
  };
}

function laidOver(under: Parts, over: Parts): Parts {
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = under[key];
    merged[key] = isParts(below) && isParts(value) ? { ...below, ...value } : value;
  }
  return merged;
}

function isParts(value: unknown): value is Parts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
