/**
 * What households have a month: recorded income and what the rules pay.
 */
import type { Item, ItemAnswers, Policy, Population } from '../policy/index.ts';

const MONTHS = 12;
/** Facts that are income of a person, a year's. */
export const incomeFacts = [
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
  for (const fact of incomeFacts) {
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

/** Fen a month that an item pays each household; 0 where it does not, or is not known. */
export function monthlyColumn(item: Item, answers: ItemAnswers, nHouseholds: number): Float64Array {
  const paid = new Float64Array(nHouseholds);
  const answer = answers.get(item.id);
  if (!answer?.amount) return paid;
  const { kept, amount } = answer;
  const months = item.kind === 'yearly' ? MONTHS : 1;
  for (let h = 0; h < nHouseholds; h++) {
    const value = amount[h]!;
    if (kept[h] === 1 && !Number.isNaN(value)) paid[h] = value / months;
  }
  return paid;
}

/** What all items pay each household, fen a month. */
export function monthlyBenefits(policy: Policy, answers: ItemAnswers, nHouseholds: number): Float64Array {
  const benefits = new Float64Array(nHouseholds);
  for (const item of payingItems(policy)) {
    const paid = monthlyColumn(item, answers, nHouseholds);
    for (let h = 0; h < nHouseholds; h++) benefits[h]! += paid[h]!;
  }
  return benefits;
}
