/**
 * Jobs: who can work and does, what he takes up and earns, and what stopping leaves.
 */
import { normal } from '../../core/rng.ts';
import { at, byAge, chance, pick } from '../world/draw.ts';
import type { Home } from '../world/home.ts';
import type { Person } from '../world/person.ts';
import type { Turn } from '../world/turn.ts';

export const jobs = { formal: 0, informal: 1, farming: 2, own: 3 } as const;
export const LABOUR_FROM = 16;
const BAND = 5;

/** Whether health, age and duties allow work at all. */
export function canWork(turn: Turn, person: Person, age: number): boolean {
  if (age < LABOUR_FROM || person.stage > 0 || person.caring || person.detained > 0 || person.missing)
    return false;
  if (person.pension === 1 || isTooIll(turn, person)) return false;
  return true;
}

function isTooIll(turn: Turn, person: Person): boolean {
  return person.ill >= 0 && turn.now.month < person.acuteUntil;
}

/** Whether a grown person takes part in work, drawn once. */
export function drawsWork(turn: Turn, home: Home, person: Person, age: number): boolean {
  const { p, rng } = turn;
  const share =
    age >= 60
      ? home.rural && age < 75
        ? p.work.oldFarming
        : 0
      : byAge(p.work.participation, age - LABOUR_FROM, BAND);
  const able = person.grade > 0 ? at(p.income.disabledWork, person.grade - 1) : 1;
  return chance(rng, share * able);
}

/** Takes up work of a kind that suits place, means and age. */
export function takeJob(turn: Turn, home: Home, person: Person, age: number): void {
  const { p, rng } = turn;
  const weights = home.rural ? p.work.kindsRural : p.work.kindsUrban;
  const tilt = Math.exp(p.work.kindByMeans * home.means * p.income.familySigma * 2);
  const old = age >= 60;
  const kind = old
    ? pick(rng, [0, 1, 2, 0])
    : pick(rng, [
        at(weights, 0) * tilt * (1 + p.work.schoolTilt * (person.schooling - 2)),
        at(weights, 1) / tilt,
        at(weights, 2) / tilt,
        at(weights, 3),
      ]);
  startJob(turn, home, person, kind);
}

/** Starts a job of a kind; pay comes from family, schooling, sex, place and the person. */
export function startJob(turn: Turn, home: Home, person: Person, kind: number): void {
  const { p, rng } = turn;
  const base = at(p.income.wageFen, kind);
  const who =
    at(p.income.schoolFactor, person.schooling) *
    (person.isFemale ? p.income.femaleFactor : 1) *
    (home.rural ? p.income.ruralFactor : 1) *
    (person.grade > 0 ? at(p.income.disabledFactor, person.grade - 1) : 1) *
    (person.chronic ? p.income.chronicFactor : 1);
  const drawn = Math.exp(p.income.familySigma * home.means + p.income.ownSigma * normal(rng));
  person.payFen = Math.max(base * who * drawn, at(p.income.payFloor, kind) * turn.now.law.minWageFen);
  person.level = 1;
  drawBase(turn, person);
  beginWork(person, kind);
}

/** Many employers declare the least base whatever they pay. */
export function drawBase(turn: Turn, person: Person): void {
  person.declaresLeast = chance(turn.rng, turn.p.work.leastBaseShare);
}

/** Work of a kind begins. */
export function beginWork(person: Person, kind: number): void {
  person.job = kind;
  person.lastJob = kind;
  person.active = true;
  person.jobless = 0;
  person.distress = 0;
  person.distressPay = 1;
  if (kind === jobs.formal) person.scheme = 2;
}

/** Stops work without looking for other. */
export function stopWork(person: Person): void {
  if (person.job >= 0) person.lastJob = person.job;
  person.job = -1;
  person.active = false;
  person.jobless = 0;
  person.distress = 0;
  person.distressPay = 1;
  person.registered = false;
  person.benefitLeft = 0;
}

/** Contributions end: the first month unpaid is told. */
export function interruptContributions(turn: Turn, person: Person): void {
  person.contributed = 0;
  if (turn.rec.isOn) tellContribution(turn, person, { scheme: 0, baseFen: 0, state: 1 });
}

/** Tells a month's contribution. */
export function tellContribution(
  { rec, now }: Turn,
  person: Person,
  paid: { readonly scheme: number; readonly baseFen: number; readonly state: number },
): void {
  const i = rec.contributions.add();
  const { cells } = rec.contributions;
  cells.person[i] = person.at;
  cells.month[i] = now.month;
  cells.scheme[i] = paid.scheme;
  cells.baseFen[i] = paid.baseFen;
  cells.state[i] = paid.state;
}
