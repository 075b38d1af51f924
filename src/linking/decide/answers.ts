import { unpackAgreement } from '../levels.ts';
import type { Agreement, Decision, LinkResult, Thresholds } from '../types.ts';
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
    return { person, probability, decision: decide(probability, thresholds), agreement };
  });
}

function decide(probability: number, { link, review }: Thresholds): Decision {
  if (probability >= link) return 'link';
  return probability >= review && probability > 0 ? 'review' : 'new';
}
