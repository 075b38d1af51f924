/**
 * The families that `auto` tries and how each makes honest predictions of its own training rows.
 */
import { scorecardDefaults } from '../../models/scorecard/fit.ts';
import { boostingDefaults, type BoostingOptions } from '../../models/boosting/options.ts';
import { forestDefaults, type ForestOptions } from '../../models/forest/fit.ts';
import type { ScorecardOptions } from '../../models/scorecard/fit.ts';

/** How hazards over several horizons are boosted. */
export interface HazardOptions extends BoostingOptions {
  /** Ends of the periods in months, rising. */
  readonly horizons: readonly number[];
  /** Position of the horizon asked for. */
  readonly asked: number;
}

/** A configured family. */
export type Candidate =
  | { readonly name: string; readonly family: 'gbdt'; readonly options: BoostingOptions }
  | { readonly name: string; readonly family: 'hazard'; readonly options: HazardOptions }
  | { readonly name: string; readonly family: 'forest'; readonly options: ForestOptions }
  | { readonly name: string; readonly family: 'scorecard'; readonly options: ScorecardOptions };

/** Names of all candidates. */
export const candidateNames = ['gbdt', 'gbdt-small', 'forest', 'scorecard'] as const;
/** The name of a candidate. */
export type CandidateName = (typeof candidateNames)[number];

/** What `--model` may name. */
export const modelChoices = ['auto', 'gbdt', 'forest', 'scorecard'] as const;
/** One of `auto`, `gbdt`, `forest`, `scorecard`. */
export type ModelChoice = (typeof modelChoices)[number];

const all: Readonly<Record<CandidateName, Candidate>> = {
  gbdt: { name: 'gbdt', family: 'gbdt', options: boostingDefaults },
  // Small trees on few columns: better where the signal is faint and additive.
  'gbdt-small': {
    name: 'gbdt-small',
    family: 'gbdt',
    options: { ...boostingDefaults, maxLeaves: 6, maxDepth: 4, featureShare: 0.3 },
  },
  forest: { name: 'forest', family: 'forest', options: { ...forestDefaults, trees: 250 } },
  scorecard: { name: 'scorecard', family: 'scorecard', options: scorecardDefaults },
};

/** The named candidates. */
export function candidatesNamed(names: readonly CandidateName[]): readonly Candidate[] {
  return names.map((name) => all[name]);
}

/** The candidates of a choice. */
export function candidatesFor(choice: ModelChoice): readonly Candidate[] {
  const every = candidatesNamed(candidateNames);
  return choice === 'auto' ? every : every.filter((candidate) => candidate.family === choice);
}
