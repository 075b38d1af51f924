/**
 * What changed between two states of the law: two dates, two regions, or two files.
 */
import type { Policy } from '../engine/policy.ts';
import { JzError } from '../../core/errors/index.ts';
import type { Snapshot } from '../parameters/snapshot.ts';
import type { Text } from '../text.ts';
import type { Unit } from '../units.ts';

/** One side: the law as loaded, in a region, on a day. */
export interface LawState {
  readonly policy: Policy;
  readonly snapshot: Snapshot;
}

/** A parameter that differs; `null` where it has no value. */
export interface ParameterChange {
  readonly id: string;
  readonly title: Text;
  readonly unit: Unit;
  readonly before: number | null;
  readonly after: number | null;
}

/** Parameters that differ between two states, in the order of declaration. */
export function diffParameters(before: LawState, after: LawState): readonly ParameterChange[] {
  const ids = new Set([
    ...before.policy.catalogue.parameters.keys(),
    ...after.policy.catalogue.parameters.keys(),
  ]);
  return [...ids].flatMap((id) => {
    const parameter = after.policy.catalogue.parameters.get(id) ?? before.policy.catalogue.parameters.get(id);
    const [a, b] = [valueIn(before, id), valueIn(after, id)];
    return parameter && a !== b
      ? [{ id, title: parameter.title, unit: parameter.unit, before: a, after: b }]
      : [];
  });
}

function valueIn(state: LawState, id: string): number | null {
  try {
    return state.snapshot.value(id);
  } catch (error) {
    if (error instanceof JzError && ['JZ_POLICY_NOT_YET', 'JZ_POLICY_PARAMETER'].includes(error.code))
      return null;
    throw error;
  }
}
