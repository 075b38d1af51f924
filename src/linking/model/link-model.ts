/**
 * The numbers that linking goes by: how often fields agree at each level for the same person and by chance.
 */
import { fields, levelsOf } from '../levels.ts';
import type { Field, Thresholds } from '../types.ts';

/** Share of pairs at each level of each field among pairs where neither side is missing; `missing` counts 1. */
export type Rates = Readonly<Record<Field, readonly number[]>>;

/**
 * Kinds of pairs of different persons. Fields agree independently within a kind only: kin share home, phone and
 * surname, twins the birth date too, neighbours the village and often the surname.
 */
export const strangerKinds = ['strangers', 'neighbours', 'kin', 'twins'] as const;

export type StrangerKind = (typeof strangerKinds)[number];

/** One kind of chance pair. */
export interface ChanceRates {
  /** Share of all pairs of different persons. */
  readonly share: number;
  readonly rates: Rates;
}

/** All that is learned. */
export interface LinkModel {
  /** Share of rows whose person is known. */
  readonly matchShare: number;
  readonly thresholds: Thresholds;
  readonly match: Rates;
  readonly chance: Readonly<Record<StrangerKind, ChanceRates>>;
  /** Chance that two persons have the same name, and the same surname: what a name's own frequency is set against. */
  readonly sameName: number;
  readonly sameSurname: number;
  /** Persons who share home or phone with a person, on average over persons. */
  readonly crowd: number;
}

/** Rates as one row of numbers a field, for the inner loop. */
export const LEVELS = 16;

/** Writes rates as `[field × LEVELS + level]`. */
export function flattenRates(rates: Rates): Float64Array {
  const flat = new Float64Array(fields.length * LEVELS).fill(1);
  fields.forEach((field, f) => {
    rates[field].forEach((rate, level) => {
      flat[f * LEVELS + level] = level === 0 ? 1 : rate;
    });
  });
  return flat;
}

/**
 * Rates from counts, with declared rates as `strength` earlier pairs.
 *
 * @param counts `[field × LEVELS + level]`
 */
export function ratesFromCounts(counts: Float64Array, declared: Rates, strength: number): Rates {
  const rate = (field: Field): readonly number[] => {
    const f = fields.indexOf(field);
    const seen = levelsOf[field].map((_, level) => (level === 0 ? 0 : (counts[f * LEVELS + level] ?? 0)));
    const total = seen.reduce((sum, count) => sum + count, 0);
    return declared[field].map((before, level) =>
      level === 0 ? 1 : ((seen[level] ?? 0) + strength * before) / (total + strength),
    );
  };
  return {
    name: rate('name'),
    sex: rate('sex'),
    birthDate: rate('birthDate'),
    phone: rate('phone'),
    address: rate('address'),
    idNumber: declared.idNumber,
  };
}
