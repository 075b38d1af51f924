/**
 * Changed facts of one household, as a person writes them: `person.wage=24000`, `person.work@2=unemployed`.
 */
import { JzError } from '../../core/errors/index.ts';
import { nearestNames } from '../../core/nearest-name.ts';
import { fenFromYuan } from '../../core/units.ts';
import {
  codeLists,
  codeOf,
  factById,
  facts,
  isMoney,
  type Fact,
  type HouseholdFacts,
} from '../../policy/index.ts';

/** One change. */
export interface FactChange {
  readonly fact: Fact;
  /** Index of the person; 0 is the head; `null` for the household's own facts. */
  readonly person: number | null;
  /** In the rules' units: fen, counts, 0/1, places of codes; `null` = unknown. */
  readonly value: number | null;
}

/** One change as it is asked for. */
export interface WrittenChange {
  readonly fact: string;
  /** Members count from 1, the head first; of a household's fact it means nothing. */
  readonly member: number;
  /** Money in yuan, a year's for incomes; yes/no; a code's name; `null` = unknown. */
  readonly value: number | boolean | string | null;
}

const NEAREST = 3;
const MOST = 1e9;

/**
 * Reads one change.
 *
 * @param text `fact=value` or `fact@member=value`; `yes`/`no` for flags; `unknown`
 * @throws JZ_WHATIF_CHANGE naming what is wrong
 */
export function readChange(text: string, members: number): FactChange {
  const [, fact = '', member = '1', written = ''] = /^([a-z_.]+)(?:@(\d{1,2}))?=(.+)$/s.exec(text) ?? [];
  return changeOf({ fact, member: Number(member), value: valueIn(written) }, members, text);
}

/**
 * Checks one change.
 *
 * @param text how the change is named when it is refused
 * @throws JZ_WHATIF_CHANGE naming what is wrong
 */
export function changeOf(
  { fact: name, member, value }: WrittenChange,
  members: number,
  text = `${name}@${member}`,
): FactChange {
  const fact = factById(name);
  if (!fact) {
    const nearest = nearestNames(
      name,
      facts.map(({ id }) => id),
      NEAREST,
    ).join(', ');
    throw refused(text, `没有事实 "${name}"，相近的有 ${nearest} / no fact "${name}"; nearest: ${nearest}`);
  }
  const person = fact.level === 'household' ? null : member - 1;
  if (person !== null && (person < 0 || person >= members))
    throw refused(text, `成员编号为 1 至 ${members} / members are 1 to ${members}`);
  return { fact, person, value: value === null ? null : numberOf(fact, value, text) };
}

/** The household with its facts changed; the original is untouched. */
export function changed(household: HouseholdFacts, changes: readonly FactChange[]): HouseholdFacts {
  const own = new Map(household.household);
  const persons = household.persons.map((person) => new Map(person));
  for (const { fact, person, value } of changes)
    (person === null ? own : persons[person])?.set(fact.id, value);
  return { ...household, household: own, persons };
}

function valueIn(written: string): WrittenChange['value'] {
  if (written === 'unknown') return null;
  if (written === 'yes' || written === 'no') return written === 'yes';
  return /^\d{1,9}(\.\d{1,2})?$/.test(written) ? Number(written) : written;
}

function numberOf(fact: Fact, value: number | boolean | string, text: string): number {
  if (fact.kind === 'flag') {
    if (typeof value === 'boolean') return Number(value);
    throw refused(text, '应为是、否或未知 / yes, no or unknown expected');
  }
  if (fact.list !== null) {
    const code = typeof value === 'string' ? codeOf(fact.list, value) : null;
    if (code !== null) return code;
    throw refused(text, `应为 / expected: ${codeLists[fact.list].join(', ')}`);
  }
  const isNumber = typeof value === 'number' && value >= 0 && value < MOST;
  if (!isNumber || (isMoney(fact.unit) ? !isWhole(value * 100) : !isWhole(value)))
    throw refused(text, `应为数，金额至多两位小数 / a number expected, money with two decimals at most`);
  return isMoney(fact.unit) ? fenFromYuan(value) : value;
}

function isWhole(value: number): boolean {
  return Number.isSafeInteger(Number(value.toPrecision(15)));
}

function refused(change: string, problem: string): JzError {
  return new JzError('JZ_WHATIF_CHANGE', { change, problem });
}
