/**
 * Branded units. A value of one of these types was made by its checked constructor.
 */
import { JzError } from './errors/index.ts';

/** Money in minor currency units (fen for CNY): a safe integer, never a fraction. */
export type Fen = number & { readonly __unit: 'fen' };
/** A whole number of calendar months. */
export type Months = number & { readonly __unit: 'months' };
/** A probability in 0..1. */
export type Probability = number & { readonly __unit: 'probability' };
/** Stable identifier of a household within one ledger. */
export type HouseholdId = string & { readonly __unit: 'household' };

/**
 * Checks a number of minor currency units.
 *
 * @throws JZ_UNIT_INVALID when it is not a safe integer
 */
export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value)) throw unitError('fen', value, 'a safe integer');
  return value as Fen;
}

/**
 * Converts yuan to fen, rounding half away from zero at the third decimal.
 *
 * @throws JZ_UNIT_INVALID when the result is not a safe integer
 * @example fenFromYuan(12.345) // 1235
 */
export function fenFromYuan(yuan: number): Fen {
  const scaled = Number((Math.abs(yuan) * 100).toPrecision(15));
  return fen(Math.sign(yuan) * Math.round(scaled));
}

/**
 * Checks a whole number of months, zero or more.
 *
 * @throws JZ_UNIT_INVALID otherwise
 */
export function months(value: number): Months {
  if (!Number.isSafeInteger(value) || value < 0) throw unitError('months', value, 'a whole number >= 0');
  return value as Months;
}

/**
 * Checks a probability.
 *
 * @throws JZ_UNIT_INVALID when it is not in 0..1
 */
export function probability(value: number): Probability {
  if (!(value >= 0 && value <= 1)) throw unitError('probability', value, 'a number in 0..1');
  return value as Probability;
}

/**
 * Checks a household identifier.
 *
 * @throws JZ_UNIT_INVALID when it is empty or longer than 128 characters
 */
export function householdId(value: string): HouseholdId {
  if (value.length === 0 || value.length > 128) throw unitError('household_id', value, '1 to 128 characters');
  return value as HouseholdId;
}

/**
 * Writes fen as yuan with thousands separators and two decimals.
 *
 * @example formatYuan(fen(1824000)) // "18,240.00"
 */
export function formatYuan(amount: Fen): string {
  const absolute = Math.abs(amount);
  const whole = Math.floor(absolute / 100).toLocaleString('en-US');
  const cents = String(absolute % 100).padStart(2, '0');
  return `${amount < 0 ? '-' : ''}${whole}.${cents}`;
}

function unitError(unit: string, value: number | string, expected: string): JzError {
  return new JzError('JZ_UNIT_INVALID', { unit, value: String(value), expected });
}
