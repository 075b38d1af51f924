/**
 * What if: one household of the county with some facts otherwise, or under another law; and its score then.
 */
import { selectColumns } from '../core/matrix.ts';
import type { Supposed as SupposedFact } from '../population/hypothetical.ts';
import { populationAt } from '../population/population.ts';
import { factsOfHousehold } from '../recommend/one-household.ts';
import type { FactChange } from '../whatif/household/change.ts';
import { supposeFacts, type Supposed, type Supposition } from '../whatif/household/suppose.ts';
import type { County } from './county.ts';
import { scoreChange, type ScoreChange } from './score-change.ts';

/** The household before and after, and its scores; `null` for a household that is not scored. */
export type SupposedHousehold = Omit<Supposed, 'changes'> & { readonly score: ScoreChange | null };

/**
 * Supposes.
 *
 * @throws JZ_FEATURES_NO_HOUSEHOLDS when nobody lives in it that day; JZ_WHATIF_CHANGE, JZ_SCENARIO_INVALID; JZ_POLICY_*
 */
export function supposeHousehold(
  county: County,
  household: string,
  { isScored, ...asked }: Supposition & { readonly isScored: boolean },
): Promise<SupposedHousehold> {
  const { asOf, scorer } = county;
  return county.alone(household, async (db) => {
    const people = await populationAt(db, asOf);
    const { members, comparison, changes } = supposeFacts(county, factsOfHousehold(people, household), asked);
    const features = isScored ? await county.features(household) : null;
    const row = features && selectColumns(features, scorer.model.stack.features);
    const supposed = supposedOf(people.persons, changes);
    const score = row && (await scoreChange(db, { scorer, asOf, household, row, supposed }));
    const ofHousehold = changes.filter(({ person }) => person === null).map(({ fact }) => fact.id);
    return {
      members,
      comparison,
      score: score && { ...score, untraced: [...ofHousehold, ...score.untraced] },
    };
  });
}

/** Facts of persons that are known to be otherwise, by the person. */
export function supposedOf(persons: readonly string[], changes: readonly FactChange[]): SupposedFact[] {
  return changes.flatMap(({ fact, person, value }) => {
    const personId = person === null ? undefined : persons[person];
    return personId === undefined || value === null ? [] : [{ fact: fact.id, personId, value }];
  });
}
