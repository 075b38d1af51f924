/**
 * Who belongs to which household: joining, leaving, founding and ending households. A person is in one at a time.
 */
import { statusItems, type Relation } from '../world/codes.ts';
import type { MembershipSpell } from '../world/types.ts';
import { Home } from '../world/home.ts';
import type { Person } from '../world/person.ts';
import { membersOf, type Turn } from '../world/turn.ts';

type Began = MembershipSpell['began'];
type Ended = MembershipSpell['ended'];

/** Households one founding household may come to. */
export const NUMBERS_A_LINEAGE = 16;

/** Puts a person into a household; leaves the old one first when there is one. */
export function join(
  turn: Turn,
  personAt: number,
  home: Home,
  entry: { readonly relation: Relation; readonly began: Began; readonly day: number },
): void {
  const person = turn.family.persons[personAt];
  if (!person) return;
  person.home = turn.family.homes.indexOf(home);
  person.relation = entry.relation;
  home.members.push(personAt);
  home.people = [...home.people, person];
  openSpell(turn, person, home, entry);
}

function openSpell(
  turn: Turn,
  person: Person,
  home: Home,
  entry: { readonly began: Began; readonly day: number },
): void {
  const { rec } = turn;
  if (rec.isDeaf) return;
  person.spell = rec.memberships.length;
  rec.memberships.push({
    person: person.at,
    household: home.at,
    relation: person.relation,
    fromDay: entry.day,
    toDay: -1,
    began: entry.began,
    ended: 'none',
    coresident: person.coresident,
  });
}

/** Takes a person out of the household; the household ends when nobody is left. */
export function leave(turn: Turn, personAt: number, ended: Ended, day: number): void {
  const { family } = turn;
  const person = family.persons[personAt];
  const home = person && family.homes[person.home];
  if (!person || !home) return;
  closeSpell(turn, person, ended, day);
  home.members = home.members.filter((other) => other !== personAt);
  home.people = home.people.filter((other) => other !== person);
  person.home = -1;
  if (home.members.length === 0) {
    stopAid(turn, home, person, ended === 'death' ? 'death' : 'moved_out', day);
    endHome(turn, home, day);
  } else if (person.relation === 'head') newHead(turn, home, day);
}

function closeSpell(turn: Turn, person: Person, ended: Ended, day: number): void {
  const spell = turn.rec.memberships[person.spell];
  if (turn.rec.isDeaf || !spell) return;
  spell.toDay = Math.max(day, spell.fromDay);
  spell.ended = ended;
}

function stopAid(turn: Turn, home: Home, last: Person, reason: 'death' | 'moved_out', day: number): void {
  if (home.status === 0 || !turn.rec.isOn) return;
  turn.rec.applications.push({
    household: home.at,
    person: last.at,
    item: statusItems[home.status] ?? 'dibao',
    step: 'stopped',
    day,
    reason,
  });
}

function endHome(turn: Turn, home: Home, day: number): void {
  home.dissolvedDay = day;
  home.status = 0;
  home.asked = -1;
  const told = turn.rec.households[home.at];
  if (!turn.rec.isDeaf && told) told.dissolvedDay = day;
}

/** The spouse of the old head, or the eldest who lives there, becomes head; the others' relations follow. */
function newHead(turn: Turn, home: Home, day: number): void {
  const persons = membersOf(home);
  const grown = persons.filter((person) => person.stage === 0 || person.stage > 4);
  const spouse = persons.find((person) => person.relation === 'spouse');
  const eldest = [...(grown.length > 0 ? grown : persons)].sort(
    (a, b) => a.birthDay - b.birthDay || a.number - b.number,
  )[0];
  const head = spouse ?? eldest;
  if (!head) return;
  const wasSpouse = head.relation === 'spouse';
  for (const person of persons) {
    if (person === head) changeRelation(turn, person, home, 'head', day);
    else if (!wasSpouse) changeRelation(turn, person, home, relationTo(turn, head, person), day);
  }
}

function relationTo(turn: Turn, head: Person, person: Person): Relation {
  const { persons } = turn.family;
  if (persons[head.spouse] === person) return 'spouse';
  const isParent = (child: Person, parent: Person): boolean =>
    persons[child.father] === parent || persons[child.mother] === parent;
  if (isParent(person, head)) return person.isFemale ? 'daughter' : 'son';
  if (isParent(head, person)) return person.isFemale ? 'mother' : 'father';
  if (head.father >= 0 && head.father === person.father) return 'sibling';
  return 'other';
}

function changeRelation(turn: Turn, person: Person, home: Home, relation: Relation, day: number): void {
  if (person.relation === relation) return;
  closeSpell(turn, person, 'head_change', day);
  person.relation = relation;
  openSpell(turn, person, home, { began: 'head_change', day });
}

/** Says that a person lives in the household, or no longer does, while registered there. */
export function setCoresident(turn: Turn, person: Person, coresident: boolean): void {
  person.coresident = coresident;
  const spell = turn.rec.memberships[person.spell];
  if (!turn.rec.isDeaf && spell) spell.coresident = coresident;
}

/** A household founded by members of another: means, place and risks are handed down. */
export function splitHome(turn: Turn, from: Home, day: number): Home {
  const { family, rec } = turn;
  const number = family.lineage * NUMBERS_A_LINEAGE + family.homes.length;
  const home = new Home(from, { at: rec.isDeaf ? -1 : rec.households.length, number, formedDay: day });
  home.shocks = from.shocks.slice();
  family.homes.push(home);
  if (!rec.isDeaf) rec.households.push(toldHome(turn, home));
  return home;
}

/** A household as the history tells it. */
export function toldHome(turn: Turn, home: Home): Turn['rec']['households'][number] {
  return {
    number: home.number,
    lineage: turn.family.lineage,
    village: turn.villages[home.village]?.code ?? '',
    rural: home.rural,
    dwelling: home.dwelling,
    formedDay: home.formedDay,
    dissolvedDay: home.dissolvedDay,
  };
}
