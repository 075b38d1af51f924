/**
 * Illness: chronic and grave illness, the months that announce it, treatment and its bills, those who stop work for it.
 */
import { causes } from '../world/codes.ts';
import { diagnosesOf } from '../world/diagnoses.ts';
import { at, between, byAge, chance, pick, spread } from '../world/draw.ts';
import type { Home } from '../world/home.ts';
import type { Person } from '../world/person.ts';
import { ageOf, isBroke, membersOf, shock, someDay, type Turn } from '../world/turn.ts';
import { kinds, settle } from './settle.ts';
import { interruptContributions, jobs, stopWork } from './jobs.ts';

const ILLNESS = causes.indexOf('illness');
const BAND = 10;
const cancers = diagnosesOf('cancer');
const majors = diagnosesOf('major');
const chronics = diagnosesOf('chronic');
const acutes = diagnosesOf('acute');

/** One month of a person's health; returns what the household paid. */
export function stepHealth(turn: Turn, home: Home, person: Person, age: number): number {
  const { p, rng } = turn;
  if (!person.chronic && chance(rng, byAge(p.monthly.chronic, age, BAND) * person.frailty))
    person.chronic = true;
  graveIllness(turn, home, person, age);
  pharmacy(turn, home, person);
  treatElsewhere(turn, home, person);
  return outpatient(turn, home, person, age) + inpatient(turn, home, person, age);
}

function graveIllness(turn: Turn, home: Home, person: Person, age: number): void {
  const { p, rng, now } = turn;
  if (person.ill >= 0) {
    if (now.month >= person.illUntil) recover(person);
    return;
  }
  if (person.prodrome > 0) {
    person.prodrome--;
    if (person.prodrome === 0) fallIll(turn, home, person, person.coming);
    return;
  }
  const hazard = (byAge(p.health.majorYearly, age, BAND) / 12_000) * person.frailty;
  if (!chance(rng, hazard)) return;
  const isCancer = chance(rng, p.health.cancerShare);
  const list = isCancer ? cancers : majors;
  const diagnosis = list[rng.int(list.length)] ?? 0;
  if (chance(rng, p.health.prodromeShare)) {
    person.coming = diagnosis;
    person.prodrome = 1 + rng.int(p.health.prodromeMonths);
  } else fallIll(turn, home, person, diagnosis);
}

/** A grave illness begins: it is told, and work stops. */
export function fallIll(turn: Turn, home: Home, person: Person, diagnosis: number): void {
  const { p, rng, now, rec } = turn;
  person.ill = diagnosis;
  person.prodrome = 0;
  person.illSince = now.month;
  person.acuteUntil =
    now.month + Math.round(between(rng, at(p.health.acuteMonths, 0), at(p.health.acuteMonths, 1)));
  person.illUntil =
    person.acuteUntil +
    Math.round(between(rng, at(p.health.lastingMonths, 0), at(p.health.lastingMonths, 1)));
  shock(turn, home, ILLNESS);
  if (rec.isOn) rec.majorDiseases.push({ person: person.at, diagnosis, day: someDay(turn) });
  if (person.job >= 0 && chance(rng, p.health.illStops)) interruptWork(turn, person);
  careFor(turn, home, person);
}

function interruptWork(turn: Turn, person: Person): void {
  if (person.job === jobs.formal) interruptContributions(turn, person);
  person.contributed = 0;
  stopWork(person);
  person.active = true;
}

function careFor(turn: Turn, home: Home, ill: Person): void {
  const { p, rng } = turn;
  const carer = membersOf(home).find(
    (person) => person !== ill && person.job >= 0 && person.coresident && !person.caring,
  );
  if (!carer || !chance(rng, p.health.carerStops)) return;
  interruptWork(turn, carer);
  carer.caring = true;
}

function recover(person: Person): void {
  person.ill = -1;
  person.active = true;
}

/** Carers return once nobody is in intense treatment. */
export function endCare(turn: Turn, home: Home): void {
  const persons = membersOf(home);
  for (const person of persons) if (person.ill >= 0 && turn.now.month < person.acuteUntil) return;
  for (const person of persons) person.caring = false;
}

/** Medicine bought without insurance: nobody but the household knows. */
function pharmacy(turn: Turn, home: Home, person: Person): void {
  const { p, rng, now } = turn;
  const isAcute = person.ill >= 0 && now.month < person.acuteUntil;
  if (!isAcute && !person.chronic) return;
  const usual = at(p.health.pharmacyFen, isAcute ? 1 : 0);
  home.rigidFen += Math.round(
    usual * person.frailty * spread(rng, p.health.costSigma) * home.dearness * now.payIndex,
  );
}

/** A cure outside the county or the catalogue, paid at once and in full: no department hears of it. */
function treatElsewhere(turn: Turn, home: Home, person: Person): void {
  const { p, rng, now } = turn;
  if (!chance(rng, (p.health.elsewhereYearly / 12) * person.frailty)) return;
  const usual = p.health.elsewhereFen * spread(rng, p.health.costSigma);
  home.rigidFen += Math.round(usual * home.dearness * now.payIndex);
  shock(turn, home, ILLNESS);
}

function outpatient(turn: Turn, home: Home, person: Person, age: number): number {
  const { p, rng } = turn;
  let paid = 0;
  const more = person.prodrome > 0 || person.ill >= 0 ? p.health.prodromeVisits : 1;
  const monthly = byAge(p.health.outpatientMonthly, age, BAND) * Math.sqrt(person.frailty) * more;
  if (chance(rng, Math.min(0.9, monthly))) {
    const cost = p.health.outpatientFen * spread(rng, p.health.costSigma) * more ** 0.5;
    paid += bill(turn, home, person, {
      kind: kinds.outpatient,
      diagnosis: of(turn, acutes),
      cost,
      level: 1 + rng.int(3),
    });
  }
  if (person.chronic && chance(rng, p.health.chronicMonthly)) {
    const cost = p.health.chronicFen * spread(rng, p.health.costSigma / 2);
    paid += bill(turn, home, person, {
      kind: kinds.chronic,
      diagnosis: of(turn, chronics),
      cost,
      level: 1 + rng.int(2),
    });
  }
  return paid;
}

function inpatient(turn: Turn, home: Home, person: Person, age: number): number {
  const { p, rng, now } = turn;
  const isAcute = person.ill >= 0 && now.month < person.acuteUntil;
  const grave = person.ill < 0 ? 0 : isAcute ? p.health.acuteAdmission : p.health.lastingAdmission;
  const usual = byAge(p.monthly.admission, age, BAND) * Math.sqrt(person.frailty);
  const patience = isBroke(turn, home) ? p.health.hospitalPatience : 1;
  const isForGrave = grave > 0 && chance(rng, grave * patience);
  const scheme = at(p.health.admissionByScheme, person.scheme);
  if (!isForGrave && !chance(rng, usual * scheme * patience)) return 0;
  const diagnosis = isForGrave
    ? person.ill
    : of(turn, person.chronic && chance(rng, 0.5) ? chronics : acutes);
  return admit(turn, home, person, { diagnosis, isGrave: isForGrave, factor: 1 });
}

/** One stay in hospital; returns what the household paid. */
export function admit(
  turn: Turn,
  home: Home,
  person: Person,
  stay: { readonly diagnosis: number; readonly isGrave: boolean; readonly factor: number },
): number {
  const { p, rng } = turn;
  const level = 1 + pick(rng, stay.isGrave ? p.health.majorLevelShares : p.health.levelShares);
  const cost =
    at(p.health.inpatientFen, person.scheme) *
    at(p.health.costByScheme, person.scheme) *
    (stay.isGrave ? p.health.majorCost : p.health.inpatientScale) *
    at(p.health.levelCost, level - 1) *
    spread(rng, p.health.costSigma) *
    stay.factor;
  return bill(turn, home, person, { kind: kinds.inpatient, diagnosis: stay.diagnosis, cost, level });
}

function bill(
  turn: Turn,
  home: Home,
  person: Person,
  care: { readonly kind: number; readonly diagnosis: number; readonly cost: number; readonly level: number },
): number {
  const totalFen = Math.max(100, Math.round(care.cost * home.dearness * turn.now.payIndex));
  const { kind, diagnosis, level } = care;
  const paid = settle(turn, home, person, { kind, diagnosis, level, totalFen, day: someDay(turn) });
  home.rigidFen += paid;
  return paid;
}

function of(turn: Turn, list: readonly number[]): number {
  return list[turn.rng.int(list.length)] ?? 0;
}

/** Whether the person counts as gravely ill now. */
export function isGrave(person: Person): boolean {
  return person.ill >= 0;
}

/** Health behind a person at the start. */
export function pastHealth(turn: Turn, home: Home, person: Person): void {
  const { p, rng, now } = turn;
  const age = ageOf(person, now);
  person.chronic = chance(
    rng,
    Math.min(0.95, byAge(p.health.chronicShare, age, BAND) * Math.sqrt(person.frailty)),
  );
  const stock = (byAge(p.health.majorYearly, age, BAND) / 1000) * person.frailty * p.health.majorStock;
  if (!chance(rng, stock)) return;
  const list = chance(rng, p.health.cancerShare) ? cancers : majors;
  fallIll(turn, home, person, list[rng.int(list.length)] ?? 0);
  const since = rng.int(24);
  person.illSince -= since;
  person.acuteUntil -= since;
  person.illUntil -= since;
}
