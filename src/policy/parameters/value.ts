/**
 * Turns a written value (yuan, decimals, yes/no, code names) into exact integers.
 */
import { JzError } from '../../core/errors/index.ts';
import { codeMask } from '../facts/codes.ts';
import { isMoney, RATIO_SCALE, type Unit } from '../units.ts';
import { writtenUnits, type DatedValue, type WrittenUnit } from './schema.ts';

/** A number in the parameter's unit (flags 0/1, code sets a bit mask), or the same as another parameter. */
export type ParameterValue = number | { readonly sameAs: string };

/** The inner unit of a written one; `null` when there is none. */
export function unitOf(written: string): { unit: Unit; writtenUnit: WrittenUnit } | null {
  return isWrittenUnit(written) ? { unit: writtenUnits[written], writtenUnit: written } : null;
}

function isWrittenUnit(name: string): name is WrittenUnit {
  return Object.hasOwn(writtenUnits, name);
}

/**
 * Parses one value.
 *
 * @throws JZ_POLICY_UNIT when its form does not fit the unit (fractions of a fen, a number for a flag …)
 */
export function parseValue(
  written: DatedValue['value'],
  parameter: { id: string; unit: Unit },
  place: { file: string; line: number },
): ParameterValue {
  const refuse = (problem: string): JzError =>
    new JzError('JZ_POLICY_UNIT', { ...place, path: parameter.id, problem });
  if (Array.isArray(written)) {
    const mask = parameter.unit === 'code' ? codeMask(written) : null;
    if (mask === null) throw refuse(`[${written.join(', ')}] ≠ ${parameter.unit}`);
    return mask;
  }
  if (typeof written === 'object') return { sameAs: written.same_as };
  if (typeof written === 'boolean') {
    if (parameter.unit !== 'flag') throw refuse(`${written} ≠ ${parameter.unit}`);
    return written ? 1 : 0;
  }
  const scaled = exactInteger(written, parameter.unit);
  if (scaled === null) throw refuse(`${written} ≠ ${parameter.unit}`);
  return scaled;
}

/** `null` when the number is not a whole number of the unit's smallest part. */
function exactInteger(written: number, unit: Unit): number | null {
  if (unit === 'flag' || unit === 'code') return null;
  const scale = isMoney(unit) ? 100 : unit === 'ratio' ? RATIO_SCALE : 1;
  const scaled = Number((written * scale).toPrecision(15));
  return Number.isSafeInteger(scaled) && written >= 0 ? scaled : null;
}
