/**
 * Numbers of the law and of statistics that features are measured against: from the policy parameters, never copied.
 */
import type { IsoDate } from '../../src/core/dates.ts';
import { snapshotOf, type Policy } from '../../src/policy/index.ts';

const MONTHS_A_YEAR = 12;

/** Parameter values on a date, in fen. Thresholds of need are per head, so the urban (or unified) figures are used. */
export function lawParameters(policy: Policy, region: string): (asOf: IsoDate) => Record<string, number> {
  return (asOf) => {
    const law = snapshotOf(policy.catalogue, region, asOf);
    return {
      dibao_standard_year: MONTHS_A_YEAR * law.value('dibao.standard_urban'),
      disposable_income_per_capita: law.value('local.disposable_urban'),
    };
  };
}
