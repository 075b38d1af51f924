/**
 * What a scenario may move: parameters with a sensible range, and conditions that may be waived.
 */
import {
  isMoney,
  parametersOf,
  RATIO_SCALE,
  type DatedEntry,
  type Item,
  type Parameter,
  type Policy,
  type Snapshot,
  type Unit,
} from '../policy/index.ts';
import { payingItems } from './money.ts';

/** A parameter that some item which pays depends on. */
export interface MovableParameter {
  readonly parameter: Parameter;
  /** As the law writes it. */
  readonly value: number;
  readonly entry: DatedEntry | undefined;
  readonly isVerified: boolean;
  readonly items: readonly Item[];
  /** Of a slider, as the law writes values; null for yes/no. */
  readonly range: { readonly min: number; readonly max: number; readonly step: number } | null;
}

/** Parameters that hold a number or yes/no on the law's day and change what some item pays, in order of declaration. */
export function movableParameters(policy: Policy, law: Snapshot): MovableParameter[] {
  const items = new Map<string, Item[]>();
  for (const item of payingItems(policy))
    for (const id of new Set([item.inForce, ...parametersOf(item, policy)]))
      items.set(id, [...(items.get(id) ?? []), item]);
  return [...policy.catalogue.parameters.values()].flatMap((parameter): MovableParameter[] => {
    const own = items.get(parameter.id);
    if (!own || parameter.unit === 'code' || parameter.id === ALWAYS) return [];
    const { value, entry, isVerified } = law.resolve(parameter.id);
    const written = asWritten(value, parameter.unit);
    return [{ parameter, value: written, entry, isVerified, items: own, range: rangeOf(parameter, written) }];
  });
}

/** Not a choice of the law. */
const ALWAYS = 'always.in_force';

/** A number of the law as the law writes it: yuan, decimals. */
export function asWritten(value: number, unit: Unit): number {
  if (isMoney(unit)) return value / 100;
  return unit === 'ratio' ? value / RATIO_SCALE : value;
}

/** From half of the smallest to twice the largest value that any region has had. */
function rangeOf(parameter: Parameter, value: number): MovableParameter['range'] {
  if (parameter.unit === 'flag') return null;
  const values = [...parameter.byRegion.values()]
    .flat()
    .map((entry) => entry.value)
    .filter((one) => typeof one === 'number')
    .map((one) => asWritten(one, parameter.unit));
  const [least, most] = [Math.min(value, ...values), Math.max(value, ...values)];
  const step = stepOf(most, parameter.unit);
  const most2 = parameter.unit === 'ratio' && most <= 1 ? 1 : Math.ceil((2 * most) / step) * step;
  return { min: tidy(Math.floor(least / 2 / step) * step), max: tidy(Math.max(most2, step)), step };
}

/** About a hundredth of the value, a power of ten; counts and ages by one. */
function stepOf(most: number, unit: Unit): number {
  if (unit === 'ratio') return most > 0.5 ? 0.05 : 0.01;
  if (!isMoney(unit)) return 1;
  return most < 1 ? 0.01 : Math.max(1, 10 ** Math.floor(Math.log10(most) - 1.5));
}

function tidy(value: number): number {
  return Number(value.toFixed(4));
}
