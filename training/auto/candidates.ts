/**
 * The families that `auto` tries and how each makes honest predictions of its own training rows.
 */
import { scorecardDefaults } from '../../models/scorecard/fit.ts';
import { boostingDefaults, type BoostingOptions } from '../../models/boosting/options.ts';
import { forestDefaults, type ForestOptions } from '../../models/forest/fit.ts';
import type { ScorecardOptions } from '../../models/scorecard/fit.ts';

/** A configured family. */
export type Candidate =
  | { readonly name: string; readonly family: 'gbdt'; readonly options: BoostingOptions }
  | { readonly name: string; readonly family: 'forest'; readonly options: ForestOptions }
  | { readonly name: string; readonly family: 'scorecard'; readonly options: ScorecardOptions };

/** What `--model` may name. */
export const modelChoices = ['auto', 'gbdt', 'forest', 'scorecard'] as const;
/** One of `auto`, `gbdt`, `forest`, `scorecard`. */
export type ModelChoice = (typeof modelChoices)[number];

const all: readonly Candidate[] = [
  { name: 'gbdt', family: 'gbdt', options: boostingDefaults },
  // Small trees on few columns: better where the signal is faint and additive.
  {
    name: 'gbdt-small',
    family: 'gbdt',
    options: { ...boostingDefaults, maxLeaves: 6, maxDepth: 4, featureShare: 0.3 },
  },
  { name: 'forest', family: 'forest', options: { ...forestDefaults, trees: 150 } },
  { name: 'scorecard', family: 'scorecard', options: scorecardDefaults },
];

/** The candidates of a choice. */
export function candidatesFor(choice: ModelChoice): readonly Candidate[] {
  return choice === 'auto' ? all : all.filter((candidate) => candidate.family === choice);
}
