/**
 * How a fact is declared: what it means, where it stands in a household's JSON, and what its absence means.
 */
import { text, type Text } from '../text.ts';
import type { Unit } from '../units.ts';
import type { CodeList } from './codes.ts';

/** One thing a rule may ask of a person or a household. */
export interface FactSpec {
  readonly title: Text;
  readonly kind: 'number' | 'flag' | 'code';
  readonly unit: Unit;
  /** For coded facts. */
  readonly list: CodeList | null;
  /** The JSON object the fact stands in; top level when `null`. */
  readonly group: string | null;
  /** Value when the JSON does not mention it: a number, or `null` for unknown. */
  readonly absent: number | null;
  /** The smallest value allowed, in the written unit. */
  readonly least: number;
}

/** Where a fact stands and what its absence means. */
export interface Place {
  readonly group?: string;
  readonly absent?: number | null;
  readonly least?: number;
}

/** A yes/no fact; absent means no, unless said otherwise. */
export function flag(zh: string, en: string, place: Place = {}): FactSpec & { kind: 'flag' } {
  return { title: text(zh, en), kind: 'flag', unit: 'flag', list: null, ...placed(place) };
}

/** A number with a unit; absent means zero, unless said otherwise. */
export function number(zh: string, en: string, unit: Unit, place: Place = {}): FactSpec & { kind: 'number' } {
  return { title: text(zh, en), kind: 'number', unit, list: null, ...placed(place) };
}

/** A code; absent means the first of its list, unless said otherwise. */
export function code(zh: string, en: string, list: CodeList, place: Place = {}): FactSpec & { kind: 'code' } {
  return { title: text(zh, en), kind: 'code', unit: 'code', list, ...placed(place) };
}

function placed(place: Place): Pick<FactSpec, 'group' | 'absent' | 'least'> {
  return {
    group: place.group ?? null,
    absent: place.absent === undefined ? 0 : place.absent,
    least: place.least ?? 0,
  };
}
