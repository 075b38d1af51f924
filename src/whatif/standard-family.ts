/**
 * The family whose budget curve is drawn: a couple of 38 and 36 with a child of ten, in their own home, without savings.
 */
import type { IsoDate } from '../core/dates.ts';
import { householdFacts, type HouseholdFacts } from '../policy/index.ts';

const adult = { insurance: 'resident', income: {}, needs_long_care: false, self_care_failures: 0 } as const;

/** Its facts on a day. */
export function standardFamily(date: IsoDate): HouseholdFacts {
  const household = {
    id: 'standard-family',
    rural: false,
    no_other_supporters: true,
    assets: {},
    monitoring: { return_risk: false },
    emergency: { basic_living_at_risk: false },
    housing: { dwelling_area: 80 },
    members: [
      { ...adult, name: '本人', relation: 'self', age: 38, work: 'employed' },
      { ...adult, name: '配偶', relation: 'spouse', age: 36, work: 'none' },
      {
        ...adult,
        name: '子女',
        relation: 'child',
        age: 10,
        work: 'student',
        father: 'present',
        mother: 'present',
        education: { student: 'primary' },
      },
    ],
  };
  return householdFacts(household, date, 'standard-family');
}
