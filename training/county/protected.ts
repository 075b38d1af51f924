/**
 * Protected attributes and the features that say them outright; whether a model reads them is a written choice.
 */
export const protectedNames = ['sex', 'age', 'disability'] as const;
/** One protected attribute. */
export type ProtectedName = (typeof protectedNames)[number];

/** The catalogue has no ethnicity, religion or hukou type: those cannot be inputs. */
const says: Readonly<Record<ProtectedName, RegExp>> = {
  sex: /women|men_/,
  age: /^household__(under_6|minors|working_age|aged_25_50|elders|oldest|youngest|mean_age|dependents|elder_alone|single_adult|no_working_age)/,
  disability: /^disability__|^aid__disability_subsidy/,
};

/** Whether a feature says the attribute. */
export function saysAttribute(attribute: ProtectedName, feature: string): boolean {
  return says[attribute].test(feature);
}
