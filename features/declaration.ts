/**
 * What a feature is: one declaration. A data team adds a feature by writing one; nothing else changes.
 */
import type { Expression } from './expression.ts';
import type { FeatureUnit } from './units.ts';

/** A text in Chinese and English. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/**
 * Whether risk may only rise with the feature, only fall with it, or either.
 * Models may take the first two as monotone constraints.
 */
export type Direction = 'rises' | 'falls' | 'either';

/** How closely a value touches a person: GB/T 35273 speaks of personal and sensitive personal information. */
export type Sensitivity = 'ordinary' | 'personal' | 'sensitive';

/** What people need to know of a feature, whichever way it is computed. */
export interface About {
  /** `<group>__<quantity>[_<aggregate>][_<window>]_<unit>`. */
  readonly name: string;
  readonly unit: FeatureUnit;
  readonly entity: 'household';
  /** Where it is declared, as `file:line`; errors name it. */
  readonly at?: string;
  /** A helper is computed for other features and is not a column of the matrix. */
  readonly role: 'feature' | 'helper';
  readonly direction: Direction;
  readonly title: Bilingual;
  /** A sentence for caseworkers; `{value}` is the value in its unit. For a flag: the sentence when it is 1. */
  readonly reason: Bilingual;
  /** For a flag: the sentence when it is 0. */
  readonly reasonNot?: Bilingual;
  /** For a code: what each value means. */
  readonly codes?: Readonly<Record<number, Bilingual>>;
  /** What a missing value means. */
  readonly missing: Bilingual;
  readonly department: Bilingual;
  readonly sensitivity: Sensitivity;
  readonly legalBasis: Bilingual;
}

/** A feature computed from other features. */
export interface DerivedFeature extends About {
  readonly kind: 'derived';
  readonly expression: Expression;
}
