import type { DossierResponse } from '../../../api/types.ts';
import { shortId } from '../../format/short-id.ts';
import type { HouseholdWords } from '../../i18n/zh/household.ts';

/** How a person of the household is called on the page: the masked name, else the relation, else the pseudonym. */
export function memberName(
  person: string | null,
  members: DossierResponse['members'],
  text: HouseholdWords,
): string {
  if (person === null) return text.whole;
  const member = members.find((one) => one.person_id === person);
  if (member === undefined) return shortId(person);
  return member.name ?? `${text.member} ${members.indexOf(member) + 1}`;
}
