/**
 * Changed facts of one household, as a person writes them: `person.wage=24000`, `person.work@2=unemployed`.
 */
import { JzError } from '../../core/errors/index.ts';
import { fenFromYuan } from '../../core/units.ts';
import { codeLists, codeOf, factById, type Fact, type HouseholdFacts } from '../../policy/index.ts';

/** One change. */
export interface FactChange {
  readonly fact: Fact;
  /** Index of the person; 0 is the head; `null` for the household's own facts. */
  readonly person: number | null;
  /** In the rules' units: fen, counts, 0/1, places of codes; `null` = unknown. */
  readonly value: number | null;
}

/** Units in which money is written in yuan. */
const isMoney = (unit: string): boolean => unit.startsWith('fen');

/**
 * Reads one change.
 *
 * @param text `fact=value` or `fact@member=value`; members count from 1, the head first; money in yuan, a year's for
 *   incomes; `yes`/`no`; names of codes; `unknown`
 * @throws JZ_WHATIF_CHANGE naming what is wrong
 */
export function readChange(text: string, members: number): FactChange {
  const [, name = '', member = '1', written = ''] = /^([a-z_.]+)(?:@(\d{1,2}))?=(.+)$/s.exec(text) ?? [];
  const fact = factById(name);
  if (!fact) throw refused(text, `no fact "${name}"; see docs/reference/policy.md`);
  const person = fact.level === 'household' ? null : Number(member) - 1;
  if (person !== null && (person < 0 || person >= members))
    throw refused(text, `members are 1 to ${members}`);
  return { fact, person, value: valueOf(fact, written, text) };
}

/** The household with its facts changed; the original is untouched. */
export function changed(household: HouseholdFacts, changes: readonly FactChange[]): HouseholdFacts {
  const own = new Map(household.household);
  const persons = household.persons.map((person) => new Map(person));
  for (const { fact, person, value } of changes)
    (person === null ? own : persons[person])?.set(fact.id, value);
  return { ...household, household: own, persons };
}

function valueOf(fact: Fact, written: string, text: string): number | null {
  if (written === 'unknown') return null;
  if (fact.kind === 'flag') {
    if (written === 'yes' || written === 'no') return written === 'yes' ? 1 : 0;
    throw refused(text, 'yes, no or unknown expected');
  }
  if (fact.list !== null) {
    const code = codeOf(fact.list, written);
    if (code === null) throw refused(text, `${codeLists[fact.list].join(', ')} expected`);
    return code;
  }
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(written))
    throw refused(text, 'a number expected, with two decimals at most');
  return isMoney(fact.unit) ? fenFromYuan(Number(written)) : Number(written);
}

function refused(change: string, problem: string): JzError {
  return new JzError('JZ_WHATIF_CHANGE', { change, problem });
}
