/**
 * Work: who can work, losing a job (often announced by months of reduced pay), looking, finding, retiring.
 */
import { normal } from '../../core/rng.ts';
import { causes } from '../world/codes.ts';
import { at, between, chance, monthlyOf } from '../world/draw.ts';
import type { Home } from '../world/home.ts';
import type { Person } from '../world/person.ts';
import {
  beginWork,
  canWork,
  drawBase,
  drawsWork,
  interruptContributions,
  jobs,
  LABOUR_FROM,
  stopWork,
  takeJob,
} from './jobs.ts';
import { shock, someDay, type Turn } from '../world/turn.ts';

const WORK = causes.indexOf('work');
const OLD_WORKER = 60;

/** One month of a person's working life. */
export function stepWork(turn: Turn, home: Home, person: Person, age: number): void {
  if (age < LABOUR_FROM) return;
  if (person.job >= 0) {
    if (!canWork(turn, person, age)) {
      stopWorking(turn, home, person);
      return;
    }
    if (retires(turn, person, age)) {
      retire(turn, home, person);
      return;
    }
    stayOrLose(turn, home, person, age);
    return;
  }
  if (person.pension === 0 && age >= 60) retire(turn, home, person);
  if (person.jobless > 0) look(turn, home, person, age);
  else enter(turn, home, person, age);
}

function stopWorking(turn: Turn, home: Home, person: Person): void {
  if (person.coresident) shock(turn, home, WORK);
  if (person.job === jobs.formal) interruptContributions(turn, person);
  stopWork(person);
}

function retires(turn: Turn, person: Person, age: number): boolean {
  const { p } = turn;
  if (person.job === jobs.formal) return age >= (person.isFemale ? p.work.retireFemale : p.work.retireMale);
  return age >= 60 && person.pension === 0;
}

function retire(turn: Turn, home: Home, person: Person): void {
  const { p, rng } = turn;
  const wasFormal = person.lastJob === jobs.formal;
  person.pension = wasFormal ? 1 : 2;
  person.pensionFen = wasFormal
    ? p.income.employeePensionFen *
      Math.exp(0.5 * p.income.familySigma * home.means + p.income.pensionSigma * normal(rng))
    : p.income.residentPensionFen * Math.exp(p.income.residentSigma * normal(rng));
  person.scheme = wasFormal ? 2 : 1;
  const keeps = !wasFormal && person.job >= 0 && home.rural;
  if (!keeps) stopWork(person);
}

function stayOrLose(turn: Turn, home: Home, person: Person, age: number): void {
  const { p, rng } = turn;
  if (turn.rec.isOn && age < OLD_WORKER) turn.rec.work.held++;
  if (person.newWorkMonths > 0) person.newWorkMonths++;
  if (person.distress > 0) {
    person.distress--;
    if (person.distress > 0) return;
    person.distressPay = 1;
    if (!chance(rng, p.work.distressRecovers)) lose(turn, home, person);
    return;
  }
  if (chance(rng, lossChance(turn, home, person, age))) {
    const announced = chance(
      rng,
      p.work.distressShare / (1 - p.work.distressShare * p.work.distressRecovers),
    );
    if (!announced) {
      lose(turn, home, person);
      return;
    }
    person.distress = Math.round(between(rng, at(p.work.distressMonths, 0), at(p.work.distressMonths, 1)));
    person.distressPay = between(rng, at(p.work.distressPay, 0), at(p.work.distressPay, 1));
    return;
  }
  if (chance(rng, p.monthly.changeJob)) {
    person.payFen *= Math.exp(p.work.changeSigma * normal(rng));
  }
  if (person.job !== jobs.formal) luck(turn, home, person);
}

/** Little to do, bad business, a poor harvest: it lasts, and no department hears of it. */
function luck(turn: Turn, home: Home, person: Person): void {
  const { p, rng } = turn;
  if (chance(rng, monthlyOf(at(p.income.slumpYearly, person.job) * home.workFrailty))) {
    person.level *= between(rng, at(p.income.slump, 0), at(p.income.slump, 1));
    shock(turn, home, WORK);
    return;
  }
  person.level += (1 - person.level) * p.work.levelRecovery;
}

function lossChance(turn: Turn, home: Home, person: Person, age: number): number {
  const { p, now } = turn;
  const ageFactor = at(p.work.ageFactor, age < 25 ? 0 : age < 40 ? 1 : age < 50 ? 2 : 3);
  const winter = now.ofYear <= 2 ? p.work.winterFactor : 1;
  const first =
    person.job === jobs.own && person.level < at(p.work.levelRisk, 0) ? at(p.work.levelRisk, 1) : 1;
  return at(p.work.lossMonthly, person.job) * home.workFrailty * ageFactor * winter * first;
}

function lose(turn: Turn, home: Home, person: Person): void {
  const { p, rng, rec } = turn;
  const wasFormal = person.job === jobs.formal;
  if (rec.isOn) rec.work.lost++;
  if (person.coresident) shock(turn, home, WORK);
  const dismissed = wasFormal && chance(rng, p.work.dismissedShare);
  const day = someDay(turn);
  if (wasFormal) interruptContributions(turn, person);
  if (dismissed && rec.isOn) event(turn, person, 'dismissed', day);
  const registers = chance(rng, at(p.work.registers, wasFormal ? 0 : 1));
  person.lastJob = person.job;
  person.job = -1;
  person.jobless = 1;
  person.distressPay = 1;
  if (registers) register(turn, person, day + 5, dismissed);
}

function register(turn: Turn, person: Person, day: number, withBenefit: boolean): void {
  const { p, rec, now, rng } = turn;
  person.registered = true;
  if (rec.isOn) event(turn, person, 'registered_unemployed', day);
  if (!withBenefit || person.contributed < 12) return;
  const most = at(p.work.benefitMonths, 1);
  const earned = Math.floor(person.contributed / 12) * 2 + rng.int(3);
  person.benefitLeft = Math.min(most, Math.max(at(p.work.benefitMonths, 0), earned));
  person.benefitFen = Math.round(p.work.benefitShare * now.law.minWageFen);
  if (!rec.isOn) return;
  rec.workEvents.push({
    person: person.at,
    kind: 'benefit_granted',
    day: day + 10,
    benefitUntilDay: now.firstDay + Math.round((person.benefitLeft + 1) * 30.4),
    monthlyBenefitFen: person.benefitFen,
  });
}

type WorkKind = Turn['rec']['workEvents'][number]['kind'];

function event(turn: Turn, person: Person, kind: WorkKind, day: number): void {
  turn.rec.workEvents.push({ person: person.at, kind, day, benefitUntilDay: -1, monthlyBenefitFen: 0 });
}

function look(turn: Turn, home: Home, person: Person, age: number): void {
  const { rng, rec } = turn;
  if (!canWork(turn, person, age)) {
    if (person.benefitLeft > 0 && rec.isOn) event(turn, person, 'benefit_stopped', someDay(turn));
    stopWork(person);
    return;
  }
  person.jobless++;
  const isSole = home.incomeFen < turn.now.law.standardFen * home.size;
  const finds = chance(rng, chanceToFind(turn, home, person, { age, isSole }));
  if (rec.isOn) countSearch(rec.work, age, finds);
  if (finds) findWork(turn, home, person);
  else searchOn(turn, home, person, { age, isSole });
}

interface Search {
  readonly age: number;
  /** Whether the household has next to no income besides. */
  readonly isSole: boolean;
}

function chanceToFind(turn: Turn, home: Home, person: Person, { age, isSole }: Search): number {
  const { work } = turn.p;
  const hampered = person.grade > 0 || person.chronic ? work.findIllFactor : 1;
  const need = isSole ? work.findNeeded : 1;
  return (at(work.findMonthly, age < 45 ? 0 : 1) * hampered * need) / Math.sqrt(home.workFrailty);
}

function searchOn(turn: Turn, home: Home, person: Person, { age, isSole }: Search): void {
  const { p, rng } = turn;
  const isFavoured = person.registered && (age >= 50 || person.certified);
  if (isFavoured && chance(rng, p.work.publicPostMonthly)) {
    publicPost(turn, home, person);
    return;
  }
  if (person.jobless > 6 && !isSole && chance(rng, p.work.discouraged)) stopWork(person);
}

function countSearch(work: Turn['rec']['work'], age: number, finds: boolean): void {
  if (age < 45) {
    work.searched++;
    if (finds) work.found++;
    return;
  }
  work.searchedOld++;
  if (finds) work.foundOld++;
}

function findWork(turn: Turn, home: Home, person: Person): void {
  const { p, rng, rec } = turn;
  const wasFormal = person.lastJob === jobs.formal;
  const changes = chance(rng, wasFormal ? p.work.toInformal : p.work.toFormal);
  const kind = wasFormal === changes ? jobs.informal : jobs.formal;
  const old = at(p.income.wageFen, Math.max(0, person.lastJob));
  const ratio = at(p.income.wageFen, kind) / old;
  const wasRegistered = person.registered;
  person.payFen *= ratio * between(rng, at(p.work.newPay, 0), at(p.work.newPay, 1));
  drawBase(turn, person);
  endSearch(turn, home, person, kind);
  if (rec.isOn && (kind === jobs.formal || wasRegistered)) event(turn, person, 'employed', someDay(turn));
}

function publicPost(turn: Turn, home: Home, person: Person): void {
  person.payFen = turn.now.law.minWageFen;
  endSearch(turn, home, person, jobs.formal);
  if (turn.rec.isOn) event(turn, person, 'public_post', someDay(turn));
}

function endSearch(turn: Turn, home: Home, person: Person, kind: number): void {
  if (person.benefitLeft > 0 && turn.rec.isOn) event(turn, person, 'benefit_stopped', someDay(turn));
  person.benefitLeft = 0;
  person.registered = false;
  person.newWorkMonths = home.status === 1 ? 1 : 0;
  beginWork(person, kind);
}

/** School leavers and those at home enter work; carers return when care ends. */
function enter(turn: Turn, home: Home, person: Person, age: number): void {
  const { p, rng, now } = turn;
  if (!canWork(turn, person, age) || age >= 60) return;
  const isNeeded =
    home.incomeFen < now.law.standardFen * home.size && (person.grade === 0 || person.grade > 2);
  const usual = at(p.work.enterMonthly, age < 28 ? 0 : person.active ? 1 : 2);
  if (!chance(rng, isNeeded ? Math.max(usual, at(p.work.necessity, 1)) : usual)) return;
  if (!isNeeded && !drawsWork(turn, home, person, age)) return;
  person.active = true;
  if (chance(rng, p.work.unemployed)) {
    person.jobless = 1;
    person.lastJob = jobs.informal;
    person.payFen = at(p.income.wageFen, jobs.informal) * Math.exp(p.income.familySigma * home.means);
    return;
  }
  takeJob(turn, home, person, age);
}
