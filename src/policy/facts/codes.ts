/**
 * Coded facts: each list of names, numbered by position. Code sets of parameters are bit masks over one list.
 */

/** Code list → its names, in order; a fact holds the position. */
export const codeLists = {
  relation: [
    'self',
    'spouse',
    'child',
    'parent',
    'grandchild',
    'grandparent',
    'sibling',
    'child_in_law',
    'parent_in_law',
    'other',
  ],
  student: [
    'none',
    'preschool',
    'primary',
    'junior',
    'senior',
    'vocational',
    'college',
    'bachelor',
    'graduate',
  ],
  disability: ['none', 'visual', 'hearing', 'speech', 'physical', 'intellectual', 'mental', 'multiple'],
  work: ['none', 'employed', 'self_employed', 'farming', 'unemployed', 'student', 'retired'],
  insurance: ['none', 'resident', 'employee'],
  parent_state: [
    'present',
    'dead',
    'missing',
    'lost_contact',
    'severe_disability',
    'severe_illness',
    'imprisoned',
    'compulsory_rehab',
    'other_detention',
    'custody_revoked',
    'deported',
  ],
  emergency: ['none', 'fire', 'traffic', 'sudden_illness', 'accident', 'other'],
  house: ['intact', 'damaged', 'severely_damaged', 'collapsed'],
  tenure: ['owned', 'public_rental', 'private_rental', 'none'],
  dwelling_grade: ['A', 'B', 'C', 'D'],
} as const;

/** The name of a code list. */
export type CodeList = keyof typeof codeLists;

/** The position of a name in its list; `null` when it is not one. */
export function codeOf(list: CodeList, name: string): number | null {
  const position = (codeLists[list] as readonly string[]).indexOf(name);
  return position < 0 ? null : position;
}

/** Bit mask of `list.name` entries, all from one list; `null` when one is not a code or lists are mixed. */
export function codeMask(names: readonly string[]): number | null {
  let mask = 0;
  for (const written of names) {
    const [list = '', name = ''] = written.split('.');
    if (!isCodeList(list) || !names[0]?.startsWith(`${list}.`)) return null;
    const position = codeOf(list, name);
    if (position === null) return null;
    mask |= 1 << position;
  }
  return mask;
}

function isCodeList(name: string): name is CodeList {
  return Object.hasOwn(codeLists, name);
}
