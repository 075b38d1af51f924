/**
 * Units that aggregates and shapes give.
 */
import type { FeatureUnit } from '../units.ts';
import type { EventFeature, RollUp, Shape } from './declaration.ts';

/** Unit of an event feature. */
export function unitOfEvent(feature: EventFeature): FeatureUnit {
  const own = unitOfRows(feature);
  return feature.perPerson ? rolledUp(feature.perPerson.rollUp, own) : own;
}

function unitOfRows({ aggregate, value }: EventFeature): FeatureUnit {
  switch (aggregate) {
    case 'count':
      return 'count';
    case 'any':
      return 'flag';
    case 'days_since':
    case 'days_since_known':
      return 'days';
    default:
      return value?.unit ?? 'flag';
  }
}

function rolledUp(kind: RollUp, unit: FeatureUnit): FeatureUnit {
  if (kind === 'count') return 'members';
  if (kind === 'any') return 'flag';
  return kind === 'sum' && unit === 'flag' ? 'members' : kind === 'mean' && unit === 'flag' ? 'share' : unit;
}

/** Unit of what a shape reads. */
export function unitOfShape(shape: Shape): FeatureUnit {
  const units = {
    robust_z: 'z',
    ratio_to_past: 'ratio',
    slope: 'ratio_per_month',
    variation: 'ratio',
    peak_to_median: 'ratio',
    months_without: 'months',
    longest_gap: 'months',
  } as const satisfies Record<Shape['kind'], FeatureUnit>;
  return units[shape.kind];
}
