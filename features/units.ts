/**
 * Units of features, and what becomes of them when features are combined.
 */

/** Every unit a feature may have; a feature's name ends with it. */
export const featureUnits = [
  'fen',
  'ratio',
  'share',
  'log',
  'count',
  'members',
  'members_per_room',
  'rooms',
  'months',
  'ratio_per_month',
  'days',
  'years',
  'z',
  'kwh',
  'm3',
  'm2',
  'fen_per_member',
  'flag',
  'code',
] as const;

/** One of the units. */
export type FeatureUnit = (typeof featureUnits)[number];

/** What dividing a unit by another gives; `null` when it means nothing. */
export function unitOfRatio(numerator: FeatureUnit, denominator: FeatureUnit): FeatureUnit | null {
  if (numerator === 'code' || denominator === 'code') return null;
  if (numerator === denominator) return 'ratio';
  if (numerator === 'members' && denominator === 'rooms') return 'members_per_room';
  if (numerator === 'fen' && denominator === 'members') return 'fen_per_member';
  if (numerator === 'ratio' && denominator === 'months') return 'ratio_per_month';
  return null;
}

/** What multiplying two units gives; `null` when it means nothing. */
export function unitOfProduct(left: FeatureUnit, right: FeatureUnit): FeatureUnit | null {
  if (left === 'ratio' && !isNominal(right)) return right;
  if (right === 'ratio' && !isNominal(left)) return left;
  const units = [left, right].sort().join(' ');
  return units === 'fen_per_member members' ? 'fen' : null;
}

/** Units in which more and less, sums and differences, have no meaning. */
export function isNominal(unit: FeatureUnit): boolean {
  return unit === 'code';
}

/** The unit an aggregate gives from values of one unit; `null` when it has no meaning. */
export function unitOfAggregate(aggregate: Aggregate, unit: FeatureUnit): FeatureUnit | null {
  if (aggregate === 'count') return 'count';
  if (aggregate === 'last' || aggregate === 'first') return unit;
  if (isNominal(unit)) return null;
  return aggregateUnits[aggregate](unit);
}

const same = (unit: FeatureUnit): FeatureUnit => unit;

const aggregateUnits: Readonly<
  Record<Exclude<Aggregate, 'count' | 'last' | 'first'>, (unit: FeatureUnit) => FeatureUnit | null>
> = {
  months_since: () => 'months',
  any: () => 'flag',
  slope: (unit) => (unit === 'ratio' || unit === 'share' ? 'ratio_per_month' : null),
  mean: (unit) => (unit === 'flag' ? 'share' : unit),
  sum: (unit) => (unit === 'flag' ? 'count' : unit),
  min: same,
  max: same,
  std: same,
};

/** How the values inside a window become one. */
export const aggregates = [
  'last',
  'first',
  'mean',
  'min',
  'max',
  'std',
  'slope',
  'sum',
  'count',
  'any',
  'months_since',
] as const;

/** One of the aggregates. */
export type Aggregate = (typeof aggregates)[number];
