/**
 * What a tree may not do: leaves that fall where they must rise, features together that must stay apart.
 *
 * A split on a feature with a direction parts its node's bounds at the mean of both leaves: nothing below can cross it.
 *
 * @see XGBoost's and LightGBM's "basic" monotone constraints; XGBoost's interaction constraints
 */
import { JzError } from '../../src/core/errors/index.ts';
import { minus, weightOf, type Bounds, type Limits, type Split, type Sums } from './kernel/kernel.ts';

/** Constraints by the names of columns. */
export interface NamedConstraints {
  /** 1 where the output must not fall as the column rises, -1 where it must not rise. */
  readonly monotone?: Readonly<Record<string, 1 | -1>>;
  /** Sets of columns that may stand on one path; a column in none stands only with itself. All may when absent. */
  readonly interactions?: readonly (readonly string[])[];
}

/** Constraints by the numbers of features. */
export interface Constraints {
  /** `[nFeatures]`; `null` where none has a direction. */
  readonly directions: Int8Array | null;
  /** Masks of features that may stand together, each `[nFeatures]`; `null` where all may. */
  readonly groups: readonly Uint8Array[] | null;
}

/** Nothing is forbidden. */
export const unconstrained: Constraints = { directions: null, groups: null };

/**
 * Finds the columns of constraints.
 *
 * @param coded columns of codes: they have no direction
 * @throws JZ_COLUMN_MISSING for a name that is not there; JZ_CONSTRAINT_INVALID for a direction of a column of codes
 */
export function constraintsOn(
  names: readonly string[],
  { monotone = {}, interactions }: NamedConstraints,
  coded: (feature: number) => boolean,
): Constraints {
  const place = (name: string): number => {
    const j = names.indexOf(name);
    if (j < 0) throw new JzError('JZ_COLUMN_MISSING', { file: '(constraints)', column: name });
    return j;
  };
  const directions = new Int8Array(names.length);
  for (const [name, direction] of Object.entries(monotone)) {
    if (coded(place(name)))
      throw new JzError('JZ_CONSTRAINT_INVALID', { column: name, problem: 'it holds categories' });
    directions[place(name)] = direction;
  }
  const named = interactions?.map((group) => maskOf(group.map(place), names.length));
  const alone = names.flatMap((_, j) => (named?.some((mask) => mask[j] === 1) ? [] : [j]));
  return {
    directions: directions.some((direction) => direction !== 0) ? directions : null,
    groups: named ? [...named, ...alone.map((j) => maskOf([j], names.length))] : null,
  };
}

function maskOf(features: readonly number[], count: number): Uint8Array {
  const mask = new Uint8Array(count);
  for (const j of features) mask[j] = 1;
  return mask;
}

/** The groups that hold a feature beside all that stand above it. */
export function groupsWith(
  groups: readonly Uint8Array[] | null,
  feature: number,
): readonly Uint8Array[] | null {
  return groups?.filter((mask) => mask[feature] === 1) ?? null;
}

/** All features of the groups. */
export function allowedBy(groups: readonly Uint8Array[] | null): Uint8Array | null {
  if (!groups) return null;
  const allowed = new Uint8Array(groups[0]?.length ?? 0);
  for (const mask of groups) for (let j = 0; j < mask.length; j++) allowed[j]! |= mask[j]!;
  return allowed;
}

/** Bounds of both children of a split. */
export function boundsBelow(
  sums: Sums,
  bounds: Bounds,
  { left, feature }: Split,
  { directions }: Constraints,
  limits: Limits,
): readonly [left: Bounds, right: Bounds] {
  const direction = directions?.[feature] ?? 0;
  if (direction === 0) return [bounds, bounds];
  const ofLeft = weightOf(left, limits, bounds);
  const ofRight = weightOf(minus(sums, left), limits, bounds);
  const middle = ofLeft + (ofRight - ofLeft) / 2;
  const below = { low: bounds.low, high: middle };
  const above = { low: middle, high: bounds.high };
  return direction > 0 ? [below, above] : [above, below];
}
