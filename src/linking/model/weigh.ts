import { levelNumber } from '../levels.ts';
import type { Agreement, Field } from '../types.ts';
import type { LinkModel } from './link-model.ts';

/** log2 of how much more often matches than strangers agree like this, by field; 0 where a value is missing. */
export function weighAgreement(model: LinkModel, agreement: Agreement): Readonly<Record<Field, number>> {
  const { match, chance } = model;
  const { rates } = chance.strangers;
  const weight = (field: Field, level: number): number =>
    level === 0 ? 0 : Math.log2((match[field][level] ?? 1) / (rates[field][level] ?? 1));
  return {
    name: weight('name', levelNumber.name[agreement.name]),
    sex: weight('sex', levelNumber.sex[agreement.sex]),
    birthDate: weight('birthDate', levelNumber.birthDate[agreement.birthDate]),
    phone: weight('phone', levelNumber.phone[agreement.phone]),
    address: weight('address', levelNumber.address[agreement.address]),
    idNumber: weight('idNumber', levelNumber.idNumber[agreement.idNumber]),
  };
}
