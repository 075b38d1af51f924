/**
 * What a household owns and owes when it begins: money, home, car, shop, mortgage or rent.
 */
import { normal } from '../../core/rng.ts';
import { aroundMedian, at, between, chance, spread } from '../world/draw.ts';
import type { Home, Person } from '../world/state.ts';
import { ageOf, byPlace, membersOf, type Turn } from '../world/turn.ts';

const DAYS_A_YEAR = 365;
const THINGS_A_HOME = 8;

/** Furnishes a new household whose usual income a month is known; everything is told with its day of purchase. */
export function furnish(turn: Turn, home: Home, incomeFen: number, day: number): void {
  const { p, rng, rec } = turn;
  const head = membersOf(home)[0];
  if (!head) return;
  const rich = Math.exp(p.means.assetByMeans * p.income.familySigma * home.means);
  home.assetsFen = Math.round(incomeFen * aroundMedian(rng, p.means.assetMonths, p.means.assetSigma) * rich);
  home.spendFen = incomeFen * p.means.spendShare;
  home.powerScale = spread(rng, p.means.assetSigma / 4);
  dwell(turn, home, head, incomeFen, day);
  vehicles(turn, home, head, day);
  business(turn, home, day);
  if (!rec.isDeaf && home.tenure === 1) publicRental(turn, home, head, day);
}

function dwell(turn: Turn, home: Home, head: Person, incomeFen: number, day: number): void {
  const { p, rng } = turn;
  const old = ageOf(head, turn.now) >= 50;
  const owns = chance(rng, byPlace(p.means.homeShare, home));
  home.homes = owns ? 1 : 0;
  home.areaM2 = Math.round(aroundMedian(rng, home.rural ? 130 : 92, 0.3));
  if (!owns) {
    const isPoor = home.means < -0.3;
    home.tenure = isPoor && chance(rng, p.means.publicRental) ? 1 : 2;
    const rent = home.tenure === 1 ? p.means.publicRentFen : p.means.rentFen;
    home.rentFen = Math.round(Math.min(rent * spread(rng, 0.3), Math.max(rent / 4, incomeFen * 0.3)));
    home.areaM2 = 0;
    return;
  }
  home.tenure = 0;
  if (home.rural && chance(rng, p.means.unsafeHome * (home.means < 0 ? 2 : 0.3))) home.grade = 2 + rng.int(2);
  if (!old && chance(rng, p.means.mortgageShare))
    home.mortgageFen = Math.round(incomeFen * p.means.mortgageOfIncome);
  tellProperty(turn, home, head, 'home', home.areaM2, day);
  if (home.means > 0 && chance(rng, p.means.secondHome)) {
    home.homes = 2;
    tellProperty(turn, home, head, 'home', Math.round(home.areaM2 * 0.8), day);
    home.areaM2 += Math.round(home.areaM2 * 0.8);
  }
}

function tellProperty(
  turn: Turn,
  home: Home,
  owner: Person,
  use: 'home' | 'shop' | 'office',
  areaM2: number,
  day: number,
): void {
  const { rec, rng } = turn;
  const price = between(rng, 0.6, 1.5) * (home.rural ? 250_000 : 1_400_000) * (use === 'home' ? 1 : 1.6);
  const since = day - rng.int(20 * DAYS_A_YEAR);
  if (rec.isDeaf) return;
  rec.properties.push({
    number: home.number * THINGS_A_HOME + home.things++,
    person: owner.at,
    use,
    areaM2,
    valueFen: Math.round(areaM2 * price),
    firstDay: Math.max(since, owner.birthDay + 18 * DAYS_A_YEAR),
    endDay: -1,
  });
}

function vehicles(turn: Turn, home: Home, head: Person, day: number): void {
  const { p, rng } = turn;
  const persons = membersOf(home);
  const isOld = ageOf(head, turn.now) >= 66 && persons.length <= 2;
  const rich = Math.exp(0.9 * home.means) * (isOld ? 0.12 : 1.15);
  if (chance(rng, Math.min(0.95, p.means.carShare * rich))) {
    home.cars = 1;
    home.carFen = Math.round(aroundMedian(rng, 8_500_000, 0.5));
    tellVehicle(turn, home, head, 'car', home.carFen, day);
  }
  if (!isOld && chance(rng, p.means.truckShare)) {
    const value = Math.round(aroundMedian(rng, 6_000_000, 0.4));
    home.cars++;
    home.carFen = Math.max(home.carFen, value);
    tellVehicle(turn, home, head, 'truck', value, day);
  }
  if (chance(rng, p.means.motorcycleShare)) tellVehicle(turn, home, head, 'motorcycle', 450_000, day);
  const disabled = persons.find((person) => person.certified && person.disability === 4);
  if (disabled && chance(rng, 0.2)) tellVehicle(turn, home, disabled, 'disabled_scooter', 600_000, day);
}

function tellVehicle(
  turn: Turn,
  home: Home,
  owner: Person,
  kind: 'car' | 'truck' | 'motorcycle' | 'disabled_scooter',
  valueFen: number,
  day: number,
): void {
  const { rec, rng } = turn;
  const firstDay = day - rng.int(9 * DAYS_A_YEAR);
  if (rec.isDeaf) return;
  const number = home.number * THINGS_A_HOME + home.things++;
  rec.vehicles.push({ number, person: owner.at, kind, valueFen, firstDay, endDay: -1 });
}

function business(turn: Turn, home: Home, day: number): void {
  const { p, rng, rec } = turn;
  const owner = membersOf(home).find((person) => person.job === 3);
  if (!owner) return;
  const isCompany = chance(rng, 0.22);
  home.capitalFen = isCompany ? Math.round(aroundMedian(rng, 50_000_000, 0.7)) : 0;
  home.firm = owner.at;
  home.firmKind = isCompany ? 1 : 0;
  const approvedDay = day - 30 - rng.int(12 * DAYS_A_YEAR);
  if (!rec.isDeaf) {
    rec.firms.push({
      number: home.number,
      person: owner.at,
      kind: isCompany ? 'company' : 'sole',
      capitalFen: home.capitalFen,
      state: 'active',
      approvedDay,
      day: approvedDay,
    });
  }
  if (chance(rng, p.means.shopShare * 4)) {
    home.shops = 1;
    tellProperty(turn, home, owner, 'shop', Math.round(aroundMedian(rng, 60, 0.4)), day);
  }
}

/** A row of secured housing as it stands on a day. */
export function publicRental(turn: Turn, home: Home, tenant: Person, day: number): void {
  turn.rec.securedHousing.push({
    number: home.number,
    household: home.at,
    person: tenant.at,
    mode: 'public_rental',
    grade: 'A',
    rentFen: home.rentFen,
    arrearsMonths: home.rentArrears,
    arrearsFen: home.rentArrears * home.rentFen,
    confirmedDay: home.formedDay,
    day,
  });
}

/** Lasting features a family is born with. */
export function drawTraits(turn: Turn, village: number, kilometres: number, rural: boolean): Traits {
  const { p, rng } = turn;
  return {
    village,
    rural,
    kilometres,
    means: normal(rng),
    healthFrailty: spread(rng, p.health.frailtySigma),
    workFrailty: spread(rng, p.work.frailtySigma),
    reticence: rng.next(),
    visibleIncome: between(rng, at(p.aid.visibleInformal, 0), at(p.aid.visibleInformal, 1)),
    visibleAssets: between(rng, at(p.aid.visibleAssets, 0), at(p.aid.visibleAssets, 1)),
    powerScale: spread(rng, 0.3),
  };
}

/** The lasting part of a household. */
export type Traits = Pick<
  Home,
  | 'village'
  | 'rural'
  | 'kilometres'
  | 'means'
  | 'healthFrailty'
  | 'workFrailty'
  | 'reticence'
  | 'visibleIncome'
  | 'visibleAssets'
  | 'powerScale'
>;
