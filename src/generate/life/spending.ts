/**
 * Spending, saving and running down; unpaid bills and debts once money is gone; electricity and water as people live.
 */
import { causes } from '../world/codes.ts';
import { at, chance, monthlyOf, spread } from '../world/draw.ts';
import type { Home } from '../world/home.ts';
import { floorSpending, isBroke, membersOf, shock, someDay, type Turn } from '../world/turn.ts';
import { publicRental } from './furnish.ts';

const HOUSING = causes.indexOf('housing');
/** Bills unpaid beyond these are not counted: the column holds bytes. */
const MOST_ARREARS = 250;

/** The month's spending; money and debts follow. Income, aid and rigid spending are already known. */
export function spend(turn: Turn, home: Home): void {
  const { p, rng } = turn;
  const income = home.incomeFen + home.aidFen;
  const floor = floorSpending(turn, home);
  const fixed = home.mortgageFen + home.rentFen;
  home.spendFen =
    p.means.spendMemory * home.spendFen + (1 - p.means.spendMemory) * income * p.means.spendShare;
  const wished = Math.max(floor, home.spendFen) + fixed + home.rigidFen;
  const cash = home.assetsFen + income;
  if (cash >= wished) home.assetsFen = Math.round(cash - wished);
  else {
    const least = Math.min(wished, floor + home.rigidFen);
    home.spendFen = Math.max(floor, home.spendFen * 0.9);
    home.assetsFen = Math.max(0, Math.round(cash - least));
    home.debtFen = Math.round(home.debtFen + Math.max(0, least - cash));
    if (home.rentFen > 0) home.rentArrears++;
  }
  if (home.debtFen > 0 && home.assetsFen > 4 * floor) {
    const paid = Math.min(home.debtFen, Math.floor(home.assetsFen - 4 * floor));
    home.debtFen -= paid;
    home.assetsFen -= paid;
  }
  if (home.rentArrears > 0 && !isBroke(turn, home) && chance(rng, p.means.arrearsCatchUp)) home.rentArrears--;
  if (home.rentArrears === 3) shock(turn, home, HOUSING);
  if (chance(rng, monthlyOf(p.means.winWealthYearly)))
    home.assetsFen += Math.round(10_000_000 * spread(rng, 0.8));
  court(turn, home);
}

function court(turn: Turn, home: Home): void {
  const { p, rng, rec, now } = turn;
  const yearly = at(p.means.courtYearly, home.debtFen > now.law.standardFen * 6 ? 1 : 0);
  if (!chance(rng, monthlyOf(yearly))) return;
  const person = membersOf(home)[0];
  if (!person || !rec.isOn) return;
  const kinds = ['enforcement', 'enforcement', 'enforcement', 'legal_aid', 'relief'] as const;
  const kind = kinds[rng.int(kinds.length)] ?? 'enforcement';
  const amountFen = Math.round(Math.max(home.debtFen, 3_000_000) * spread(rng, 0.6));
  rec.courtCases.push({ person: person.at, kind, amountFen, day: someDay(turn) });
}

/** A roof that gives way, a home that must be left: paid at once, and no department hears of it. */
export function mayRepair(turn: Turn, home: Home): void {
  const { p, rng } = turn;
  if (!chance(rng, monthlyOf(p.shocks.housingYearly))) return;
  home.rigidFen += Math.round(p.shocks.housingFen * spread(rng, 0.6) * turn.now.payIndex);
  shock(turn, home, HOUSING);
}

/** Electricity of the month, water of the quarter, bills left unpaid. */
export function useUtilities(turn: Turn, home: Home): void {
  const { p, now, rng, rec } = turn;
  let there = 0;
  for (const person of membersOf(home)) if (person.coresident && person.detained === 0) there++;
  const comfort = Math.max(
    0.25,
    (home.spendFen / now.payIndex / p.power.referenceFen) ** p.power.incomeElasticity,
  );
  const persons = there === 0 ? 0.1 : 1;
  const base = p.power.firstKwh + Math.max(0, there - 1) * p.power.nextKwh;
  const kwh = Math.round(
    base *
      persons *
      comfort *
      home.powerScale *
      at(p.power.season, now.ofYear - 1) *
      spread(rng, p.power.sigma),
  );
  const isPoor = isBroke(turn, home);
  home.powerArrears = unpaid(turn, home.powerArrears, isPoor);
  if (rec.isOn && hasMeter(home)) tellPower(turn, home, kwh);
  home.water +=
    (p.power.waterFirst + Math.max(0, there - 1) * p.power.waterNext) *
    persons *
    Math.sqrt(comfort) *
    spread(rng, p.power.sigma);
  if (now.ofYear % 3 === 0) readWater(turn, home, isPoor);
  if (now.ofYear % 6 === 0 && home.tenure === 1) tellRental(turn, home);
}

/** Who rents from a private person uses the landlord's meters. */
function hasMeter(home: Home): boolean {
  return home.tenure !== 2;
}

function unpaid(turn: Turn, arrears: number, isPoor: boolean): number {
  const { p, rng } = turn;
  if (chance(rng, at(p.means.arrearsChance, isPoor ? 1 : 0))) return arrears + 1;
  if (arrears > 0 && !isPoor && chance(rng, p.means.arrearsCatchUp)) return 0;
  return arrears;
}

function readWater(turn: Turn, home: Home, isPoor: boolean): void {
  home.waterArrears = unpaid(turn, home.waterArrears, isPoor);
  const cubicMetres = Math.round(home.water);
  home.water = 0;
  if (turn.rec.isOn && hasMeter(home)) tellWater(turn, home, cubicMetres);
}

function tellPower({ rec, now, p }: Turn, home: Home, kwh: number): void {
  const i = rec.power.add();
  const { cells } = rec.power;
  cells.household[i] = home.at;
  cells.month[i] = now.month;
  cells.kwh[i] = kwh;
  cells.chargeFen[i] = Math.round(kwh * p.power.priceFen);
  cells.arrears[i] = Math.min(MOST_ARREARS, home.powerArrears);
}

function tellWater({ rec, now, p }: Turn, home: Home, cubicMetres: number): void {
  const i = rec.water.add();
  const { cells } = rec.water;
  cells.household[i] = home.at;
  cells.month[i] = now.month;
  cells.cubicMetres[i] = cubicMetres;
  cells.chargeFen[i] = Math.round(cubicMetres * p.power.waterPriceFen);
  cells.arrears[i] = Math.min(MOST_ARREARS, home.waterArrears);
}

function tellRental(turn: Turn, home: Home): void {
  const tenant = membersOf(home)[0];
  if (tenant && turn.rec.isOn) publicRental(turn, home, tenant, someDay(turn));
}
