/**
 * The rules the county applies, compiled once a year of law; every entitlement comes from here.
 */
import { compileColumns, type ColumnProgram, type Policy, type Snapshot } from '../../policy/index.ts';
import { populationIn, type FactBatch } from './fact-columns.ts';

const householdRules = [
  'dibao.kept',
  'dibao.payable',
  'dibao_category.household_payable',
  'dibao_single.household_kept',
  'dibao_single.household_payable',
  'dibao_gradual_exit.kept',
  'dibian.kept',
  'rigid.kept',
  'tekun.household_kept',
  'assets.dibian',
  'temporary_emergency.payable',
  'temporary_expenditure.payable',
] as const;
const personRules = [
  'tekun.kept',
  'tekun.payable',
  'tekun_care.payable',
  'disability_living.payable',
  'disability_nursing.payable',
  'elder_allowance.payable',
  'child_orphan.payable',
  'child_defacto.payable',
] as const;

export type AidRule = (typeof householdRules)[number] | (typeof personRules)[number];

/** Answers for a batch: by rule, one number a household or a person. */
export interface Answers {
  /** Yes/no as 1/0 (unknown is 0), money in fen (unknown is 0). */
  of(rule: AidRule, position: number): number;
}

/** The rules compiled for a county, whatever the year. */
export function programmesOf(policy: Policy): ColumnProgram {
  return compileColumns(policy, [...householdRules, ...personRules]);
}

/** Puts a batch to the rules in force. */
export function ask(program: ColumnProgram, snapshot: Snapshot, batch: FactBatch): Answers {
  const columns = program.run(snapshot, populationIn(batch));
  return {
    of: (rule, position) => {
      const values = columns.get(rule)?.values;
      const value = values?.[position] ?? 0;
      if (values instanceof Uint8Array) return value === 1 ? 1 : 0;
      return Number.isNaN(value) ? 0 : value;
    },
  };
}
