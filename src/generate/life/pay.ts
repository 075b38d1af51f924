/**
 * The month's incomes: pay with its noise and season, business, pensions, benefits, support from outside.
 */
import { at, between, chance, monthlyOf, spread } from '../world/draw.ts';
import type { Home } from '../world/home.ts';
import { flows } from '../world/memory.ts';
import { flow, type Person } from '../world/person.ts';
import { membersOf, shares, shock, type Turn } from '../world/turn.ts';
import { causes } from '../world/codes.ts';
import type { Recorder } from '../world/recorder.ts';
import { jobs, tellContribution } from './jobs.ts';

const FAMILY = causes.indexOf('family');

/** Pays everybody; sets the household's disposable income of the month before aid, and its size. */
export function payHousehold(turn: Turn, home: Home): void {
  let total = 0;
  let size = 0;
  for (const person of membersOf(home)) {
    const net = payPerson(turn, person);
    if (shares(person)) {
      total += net;
      size++;
    } else if (!person.coresident && person.detained === 0) {
      const sent = Math.round(net * turn.p.income.awayShare);
      total += sent;
    }
  }
  home.size = size;
  const own = Math.round(total + supportFromOutside(turn, home) + property(turn, home));
  home.incomeFen = own + helpOfKin(turn, home, own);
}

function payPerson(turn: Turn, person: Person): number {
  let net = 0;
  if (person.job >= 0) net += workIncome(turn, person);
  if (person.pension > 0) net += pension(turn, person);
  if (person.benefitLeft > 0) net += benefit(turn, person);
  return net;
}

function workIncome(turn: Turn, person: Person): number {
  const { p, now, rng } = turn;
  const gross = grossPay(turn, person);
  if (person.job === jobs.formal) return wage(turn, person, gross);
  const isOwn = person.job === jobs.own;
  const cost = Math.round(gross * p.income.workCost);
  flow(person, person.job === jobs.informal ? flows.wage : flows.business, gross);
  flow(person, flows.hidden, isOwn ? gross * (1 - p.income.ownTaxed) : gross);
  flow(person, flows.deducted, cost);
  if (isOwn) declareBusiness(turn, person, gross);
  if (turn.rec.isOn && person.job === jobs.informal && chance(rng, p.income.labourTaxed))
    taxed(turn, person, 1, gross);
  if (turn.rec.isOn && now.ofYear === 12 && person.pension === 0 && person.scheme === 1)
    contribution(turn, person, 1, Math.round(now.law.minWageFen / 2));
  return gross - cost;
}

/** A business declares by the quarter. */
function declareBusiness(turn: Turn, person: Person, gross: number): void {
  const { p, now, rec } = turn;
  person.undeclaredFen += Math.round(gross * p.income.ownTaxed);
  if (now.ofYear % 3 !== 0) return;
  if (rec.isOn) taxed(turn, person, 2, person.undeclaredFen);
  person.undeclaredFen = 0;
}

function grossPay(turn: Turn, person: Person): number {
  const { p, now, rng } = turn;
  if (person.job === jobs.informal && chance(rng, p.income.idleMonth)) return 0;
  const season = person.job === jobs.farming ? at(p.income.farmSeason, now.ofYear - 1) : 1;
  const noise = spread(rng, at(p.income.noise, person.job));
  return Math.round(person.payFen * now.payIndex * season * noise * person.level * person.distressPay);
}

function wage(turn: Turn, person: Person, gross: number): number {
  const { p, now, rng } = turn;
  const bonus =
    now.ofYear === 1
      ? Math.round(
          between(rng, at(p.income.bonusMonths, 0), at(p.income.bonusMonths, 1)) *
            person.payFen *
            now.payIndex *
            person.distressPay,
        )
      : 0;
  const full = gross + bonus;
  const contributions = Math.round(gross * p.income.contributionShare);
  const tax = Math.round(Math.max(0, gross - contributions - p.income.taxFreeFen) * p.income.taxShare);
  const cost = Math.round(gross * p.income.workCost);
  flow(person, flows.wage, full);
  flow(person, flows.deducted, contributions + tax + cost);
  person.contributed++;
  person.providentFen += Math.round(gross * p.income.contributionShare);
  if (turn.rec.isOn) {
    if (full > p.income.taxToldFen * now.payIndex) taxed(turn, person, 0, full);
    const least = Math.round(p.work.leastBaseFen * now.payIndex);
    contribution(
      turn,
      person,
      0,
      person.declaresLeast ? least : Math.max(least, Math.round(person.payFen * now.payIndex)),
    );
  }
  return full - contributions - tax;
}

function pension(turn: Turn, person: Person): number {
  const { p, now, rec } = turn;
  const isEmployee = person.pension === 1;
  const own = Math.round(person.pensionFen * now.payIndex);
  const basic = isEmployee ? 0 : Math.round(p.income.basicPensionFen * now.payIndex);
  flow(person, flows.pension, own);
  flow(person, flows.basicPension, basic);
  if (rec.isOn) tellAmount(rec.pensions, turn, person, isEmployee ? 0 : 1, own + basic);
  return own + basic;
}

function benefit(turn: Turn, person: Person): number {
  person.benefitLeft--;
  flow(person, flows.benefit, person.benefitFen);
  if (person.benefitLeft === 0 && turn.rec.isOn) {
    turn.rec.workEvents.push({
      person: person.at,
      kind: 'benefit_stopped',
      day: turn.now.firstDay + turn.now.days - 1,
      benefitUntilDay: -1,
      monthlyBenefitFen: 0,
    });
  }
  return person.benefitFen;
}

function taxed(turn: Turn, person: Person, kind: number, amountFen: number): void {
  if (amountFen <= 0) return;
  tellAmount(turn.rec.taxed, turn, person, kind, amountFen);
}

function tellAmount(
  table: Recorder['pensions' | 'taxed'],
  turn: Turn,
  person: Person,
  kind: number,
  amountFen: number,
): void {
  const i = table.add();
  const { cells } = table;
  cells.person[i] = person.at;
  cells.month[i] = turn.now.month;
  cells.kind[i] = kind;
  cells.amountFen[i] = amountFen;
}

function contribution(turn: Turn, person: Person, scheme: number, baseFen: number): void {
  tellContribution(turn, person, { scheme, baseFen, state: 0 });
}

/** What children and relatives elsewhere give; nobody registers it, and it can stop. */
function supportFromOutside(turn: Turn, home: Home): number {
  const { p, now, rng, family } = turn;
  if (home.remittanceFen <= 0) return 0;
  if (home.remitting) {
    if (chance(rng, monthlyOf(p.income.remittanceStopYearly))) {
      home.remitting = false;
      shock(turn, home, FAMILY);
    }
  } else if (chance(rng, p.income.remittanceResume)) home.remitting = true;
  if (!home.remitting) return 0;
  const given = Math.round(home.remittanceFen * now.payIndex * spread(rng, at(p.income.noise, 2)));
  const receiver = family.persons[home.members[0] ?? -1];
  if (receiver) flow(receiver, flows.support, given);
  return given;
}

/** Relatives fill part of a hole in the month's means; no department knows of it. */
function helpOfKin(turn: Turn, home: Home, ownFen: number): number {
  const { p, now } = turn;
  if (home.kin <= 0 || home.size === 0) return 0;
  const enough = at(p.income.kinLine, 0) * now.law.standardFen * home.size;
  const hole = enough + home.rigidFen - ownFen;
  const most = at(p.income.kinLine, 1) * now.law.standardFen * home.size;
  if (hole <= 0) return 0;
  const help = Math.round(home.kin * Math.min(hole, most));
  const [receiver] = home.people;
  if (receiver) flow(receiver, flows.support, help);
  return help;
}

function property(turn: Turn, home: Home): number {
  if (home.propertyFen <= 0) return 0;
  const receiver = turn.family.persons[home.members[0] ?? -1];
  const amount = Math.round(home.propertyFen * turn.now.payIndex);
  if (receiver) flow(receiver, flows.property, amount);
  return amount;
}
