/**
 * Makes a person with everything at rest.
 */
import type { Relation } from '../world/codes.ts';
import { spread } from '../world/draw.ts';
import { zeros, FLOWS, RING, type Home, type Person } from '../world/state.ts';
import { oneShape } from '../world/one-shape.ts';
import type { Turn } from '../world/turn.ts';

/** What is known of a person to be made. */
export interface PersonDraft {
  readonly isFemale: boolean;
  readonly birthDay: number;
  readonly relation: Relation;
  readonly father?: number;
  readonly mother?: number;
}

/** Numbers given to the persons of one founding household. */
export const NUMBERS_A_FAMILY = 256;
export const schoolings = ['none', 'primary', 'junior', 'senior', 'college', 'bachelor'] as const;

const DAYS_PER_YEAR = 365.25;

/** A birthday that makes a person `age` years old this month. */
export function birthDayAt(turn: Turn, age: number): number {
  return Math.floor(turn.now.firstDay - (age + turn.rng.next()) * DAYS_PER_YEAR) + 1;
}

/** Makes a person and writes him into the history; puts him in no household yet. Returns his position. */
export function newPerson(turn: Turn, home: Home, draft: PersonDraft): number {
  const { family, rec, rng, p } = turn;
  const father = draft.father ?? -1;
  const mother = draft.mother ?? -1;
  const number = family.lineage * NUMBERS_A_FAMILY + family.persons.length;
  const person = makePerson({
    number,
    payFen: 0,
    pensionFen: 0,
    distressPay: 1,
    level: 1,
    money: zeros(FLOWS * (RING + 2)),
    isFemale: draft.isFemale,
    birthDay: draft.birthDay,
    relation: draft.relation,
    father,
    mother,
    frailty: home.healthFrailty * spread(rng, p.health.frailtyOwnSigma),
  });
  if (!rec.isDeaf) {
    person.at = rec.persons.length;
    rec.persons.push({
      number,
      sex: draft.isFemale ? 'female' : 'male',
      birthDay: draft.birthDay,
      deathDay: -1,
      father: family.persons[father]?.at ?? -1,
      mother: family.persons[mother]?.at ?? -1,
      schooling: 'none',
    });
  }
  family.persons.push(person);
  return family.persons.length - 1;
}

const A_FRACTION = 0.5;
const makePerson = oneShape<Person>({
  ...restingPerson(),
  payFen: A_FRACTION,
  distressPay: A_FRACTION,
  level: A_FRACTION,
  pensionFen: A_FRACTION,
  frailty: A_FRACTION,
});

function restingPerson(): Person {
  return { ...restingWork(), ...restingHealth(), money: [] };
}

function restingWork(): Omit<Person, HealthKey | 'money'> {
  return {
    at: -1,
    number: 0,
    isFemale: false,
    birthDay: 0,
    deathDay: -1,
    home: -1,
    relation: 'other',
    coresident: true,
    spell: -1,
    father: -1,
    mother: -1,
    spouse: -1,
    schooling: 0,
    stage: 0,
    stageYear: 0,
    boards: false,
    job: -1,
    lastJob: -1,
    active: false,
    jobless: 0,
    payFen: 0,
    distress: 0,
    distressPay: 1,
    level: 1,
    undeclaredFen: 0,
    contributed: 0,
    declaresLeast: false,
    benefitLeft: 0,
    benefitFen: 0,
    registered: false,
    newWorkMonths: 0,
    scheme: 1,
    pension: 0,
    pensionFen: 0,
  };
}

function restingHealth(): Pick<Person, HealthKey> {
  return {
    frailty: 1,
    chronic: false,
    ill: -1,
    illSince: 0,
    acuteUntil: 0,
    illUntil: 0,
    prodrome: 0,
    coming: -1,
    disability: 0,
    grade: 0,
    disabledSince: 0,
    certified: false,
    needsCare: false,
    caring: false,
    detained: 0,
    missing: false,
    onTekun: false,
    livingFen: 0,
    nursingFen: 0,
    elderFen: 0,
    orphanFen: 0,
    tekunFen: 0,
    yearAfterBasicFen: 0,
    yearSeriousFen: 0,
    yearAidFen: 0,
    providentFen: 0,
    flowing: 0,
  };
}

type HealthKey =
  | 'frailty'
  | 'chronic'
  | 'ill'
  | 'illSince'
  | 'acuteUntil'
  | 'illUntil'
  | 'prodrome'
  | 'coming'
  | 'disability'
  | 'grade'
  | 'disabledSince'
  | 'certified'
  | 'needsCare'
  | 'caring'
  | 'detained'
  | 'missing'
  | 'onTekun'
  | 'livingFen'
  | 'nursingFen'
  | 'elderFen'
  | 'orphanFen'
  | 'tekunFen'
  | 'yearAfterBasicFen'
  | 'yearSeriousFen'
  | 'yearAidFen'
  | 'providentFen'
  | 'flowing';
