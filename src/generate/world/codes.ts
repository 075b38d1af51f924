/**
 * The words of the synthetic world: each list is numbered by position where a column holds the number.
 */
export const relations = [
  'head',
  'spouse',
  'son',
  'daughter',
  'grandson',
  'granddaughter',
  'father',
  'mother',
  'grandparent',
  'sibling',
  'daughter_in_law',
  'son_in_law',
  'other',
] as const;
export const aidItems = [
  'dibao',
  'dibian',
  'tekun',
  'rigid',
  'temporary',
  'disability_living',
  'disability_nursing',
  'elder_allowance',
  'orphan',
] as const;
export const schemes = ['none', 'resident', 'employee'] as const;
export const claimKinds = ['outpatient', 'chronic_outpatient', 'inpatient'] as const;
export const contributionSchemes = ['employee_pension', 'resident_pension', 'unemployment'] as const;
export const contributionStates = ['paid', 'interrupted'] as const;
export const pensionKinds = ['employee_pension', 'resident_pension'] as const;
export const taxedKinds = ['wage', 'labour', 'business'] as const;
/** First number is 0: no disability. */
export const disabilityTypes = [
  'none',
  'visual',
  'hearing',
  'speech',
  'physical',
  'intellectual',
  'mental',
  'multiple',
] as const;
export const topics = [
  'living',
  'medical_cost',
  'employment',
  'housing',
  'education',
  'elderly_care',
  'other',
] as const;
/** First shock that led to need. `none`: poor from the start, or no shock found. */
export const causes = [
  'none',
  'illness',
  'work',
  'disability',
  'death',
  'education',
  'disaster',
  'housing',
  'family',
] as const;

/** The item a household's status number stands for; 0 is none. */
export const statusItems = [undefined, 'dibao', 'dibian', 'tekun', 'rigid'] as const;

export type Relation = (typeof relations)[number];
export type AidItem = (typeof aidItems)[number];
export type Topic = (typeof topics)[number];
export type Cause = (typeof causes)[number];
