/**
 * Disability: onset with age, illness and accidents; certificates, which only some ask for; changes of grade.
 */
import { causes } from '../world/codes.ts';
import { at, byAge, chance, monthlyOf, pick } from '../world/draw.ts';
import type { Home } from '../world/home.ts';
import { flows } from '../world/memory.ts';
import { flow, type Person } from '../world/person.ts';
import { ageOf, shock, someDay, type Turn } from '../world/turn.ts';
import { isGrave } from './illness.ts';
import { canWork, stopWork } from './jobs.ts';

const DISABILITY = causes.indexOf('disability');
const BAND = 10;
const DAYS_A_YEAR = 365;

/** One month of disability: onset, certificate, change, cost of rehabilitation. */
export function stepDisability(turn: Turn, home: Home, person: Person, age: number): void {
  const { p, rng, now } = turn;
  if (person.grade === 0) {
    const own = (byAge(p.disability.onsetYearly, age, BAND) / 12_000) * person.frailty * home.hardship;
    const ill = isGrave(person) && now.month - person.illSince < 12 ? monthlyOf(p.disability.afterMajor) : 0;
    if (chance(rng, own + ill)) becomeDisabled(turn, home, person, 0);
    return;
  }
  if (!person.certified) considerCertificate(turn, home, person);
  else if (person.grade > 1 && chance(rng, monthlyOf(p.disability.worseYearly))) worsen(turn, home, person);
  if (person.certified && person.grade <= 2) {
    const cost = Math.round(at(p.disability.rehabilitationFen, person.grade - 1) * now.payIndex);
    flow(person, flows.rehabilitation, cost);
    home.rigidFen += cost;
  }
}

/** A disability begins. `shift` makes it graver. */
export function becomeDisabled(turn: Turn, home: Home, person: Person, shift: number): void {
  const { p, rng } = turn;
  person.disability = pick(rng, p.disability.types);
  person.grade = Math.max(1, 1 + pick(rng, p.disability.grades) - shift);
  person.disabledSince = turn.now.month;
  person.needsCare = chance(rng, at(p.disability.careByGrade, person.grade - 1));
  shock(turn, home, DISABILITY);
  if (person.job < 0) return;
  person.payFen *= at(p.income.disabledFactor, person.grade - 1);
  if (
    !chance(rng, at(p.income.disabledWork, person.grade - 1)) ||
    !canWork(turn, person, ageOf(person, turn.now))
  )
    stopWork(person);
}

function considerCertificate(turn: Turn, home: Home, person: Person): void {
  const { p, rng, now } = turn;
  const isFresh = now.month - person.disabledSince < p.disability.freshMonths;
  const monthly = isFresh
    ? at(p.disability.certMonthly, person.grade - 1)
    : monthlyOf(p.disability.lateCertYearly);
  if (!chance(rng, monthly)) return;
  person.certified = true;
  home.stale = true;
  tell(turn, person, 'new', someDay(turn));
}

function worsen(turn: Turn, home: Home, person: Person): void {
  const { p, rng } = turn;
  person.grade--;
  person.needsCare ||= chance(rng, at(p.disability.careByGrade, person.grade - 1));
  home.stale = true;
  tell(turn, person, 'worse', someDay(turn));
}

function tell(turn: Turn, person: Person, change: 'new' | 'worse', day: number): void {
  if (!turn.rec.isOn) return;
  turn.rec.disabilities.push({
    person: person.at,
    type: person.disability,
    grade: person.grade,
    change,
    day,
    needsCare: person.needsCare,
  });
}

/** Disability behind a person at the start; certificates of the last ten years are told with their old dates. */
export function pastDisability(turn: Turn, person: Person): void {
  const { p, rng, now, rec } = turn;
  const age = ageOf(person, now);
  if (!chance(rng, Math.min(0.9, byAge(p.disability.share, age, BAND) * Math.sqrt(person.frailty)))) return;
  person.disability = pick(rng, p.disability.types);
  person.grade = 1 + pick(rng, p.disability.grades);
  person.disabledSince = now.month - 12 * (2 + rng.int(20));
  person.needsCare = chance(rng, at(p.disability.careByGrade, person.grade - 1));
  person.certified = chance(rng, at(p.disability.certified, person.grade - 1));
  if (!person.certified || rec.isDeaf) return;
  const day = Math.max(person.birthDay + DAYS_A_YEAR, now.firstDay - rng.int(10 * DAYS_A_YEAR));
  rec.disabilities.push({
    person: person.at,
    type: person.disability,
    grade: person.grade,
    change: 'new',
    day: Math.min(day, now.firstDay - 1),
    needsCare: person.needsCare,
  });
}
