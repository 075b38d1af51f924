/**
 * What households have a month: recorded income and what the rules pay.
 */
import type { Item, ItemAnswers, Policy, Population } from '../policy/index.ts';

const MONTHS = 12;
const INCOMES = [
  'person.wage',
  'person.business',
  'person.property',
  'person.pension',
  'person.basic_pension',
  'person.unemployment_benefit',
  'person.other_transfer',
] as const;

/** Recorded income of each household, fen a month. */
export function monthlyIncome(population: Population): Float64Array {
  const income = new Float64Array(population.nHouseholds);
  for (const fact of INCOMES) {
    const column = population.columns.get(fact);
    if (!column) continue;
    for (let h = 0; h < income.length; h++)
      for (let p = population.personStart[h]!; p < population.personStart[h + 1]!; p++) {
        const value = column[p]!;
        if (!Number.isNaN(value)) income[h]! += value / MONTHS;
      }
  }
  return income;
}

/** Items that pay a known sum every month or year: ceilings within which an officer decides are not counted. */
export function payingItems(policy: Policy): Item[] {
  return policy.items.filter(
    ({ kind, isCeiling }) => (kind === 'monthly' || kind === 'yearly') && !isCeiling,
  );
}

/** Fen a month that an item pays a household; 0 where it does not, or is not known. */
export function monthlyAmount(item: Item, answers: ItemAnswers, household: number): number {
  const answer = answers.get(item.id);
  const amount = answer?.amount?.[household] ?? Number.NaN;
  if (answer?.kept[household] !== 1 || Number.isNaN(amount)) return 0;
  return item.kind === 'yearly' ? amount / MONTHS : amount;
}

/** What all items pay each household, fen a month. */
export function monthlyBenefits(policy: Policy, answers: ItemAnswers, nHouseholds: number): Float64Array {
  const benefits = new Float64Array(nHouseholds);
  for (const item of payingItems(policy))
    for (let h = 0; h < nHouseholds; h++) benefits[h]! += monthlyAmount(item, answers, h);
  return benefits;
}
