import { unpackAgreement } from '../levels.ts';
import { idLevels, type Agreement, type Decision, type LinkResult, type Thresholds } from '../types.ts';
import type { LinkColumns } from './row-linker.ts';

/** Columns of answers as objects; rows that agree alike share one agreement. */
export function answersOf(columns: LinkColumns, thresholds: Thresholds): readonly LinkResult[] {
  const agreements = new Map<number, Agreement>();
  const agreementOf = (pattern: number): Agreement => {
    const known = agreements.get(pattern);
    if (known) return known;
    const agreement = Object.freeze(unpackAgreement(pattern));
    agreements.set(pattern, agreement);
    return agreement;
  };
  return Array.from(columns.person, (person, i) => {
    const probability = columns.probability[i] ?? 0;
    const agreement = person < 0 ? null : agreementOf(columns.pattern[i] ?? 0);
    return { person, probability, decision: decide(probability, thresholds, agreement), agreement };
  });
}

/** Levels that bear a link out besides the name. Nobody is linked by name and sex alone, however rare the name. */
const bearsOut = {
  birthDate: new Set<string>(['same', 'day_and_month_swapped', 'one_digit_differs']),
  phone: new Set<string>(['same', 'one_digit_differs']),
  address: new Set<string>(['same', 'same_door', 'same_village']),
  idNumber: new Set<string>(
    idLevels.filter((level) => level !== 'missing' && !level.startsWith('different')),
  ),
} as const;

function decide(probability: number, { link, review }: Thresholds, agreement: Agreement | null): Decision {
  if (agreement === null || probability < review) return 'new';
  return probability >= link && isBorneOut(agreement) ? 'link' : 'review';
}

/** Whether more than name and sex speaks for the two being one person. */
export function isBorneOut({ birthDate, phone, address, idNumber }: Agreement): boolean {
  return (
    bearsOut.birthDate.has(birthDate) ||
    bearsOut.phone.has(phone) ||
    bearsOut.address.has(address) ||
    bearsOut.idNumber.has(idNumber)
  );
}
