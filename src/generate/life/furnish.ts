/**
 * What a household owns and owes when it begins: money, home, car, shop, mortgage or rent.
 */
import { normal } from '../../core/rng.ts';
import { aroundMedian, at, between, chance, spread } from '../world/draw.ts';
import type { Vehicle } from '../world/events.ts';
import type { Home, Traits } from '../world/home.ts';
import type { Person } from '../world/person.ts';
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
  home.powerScale = spread(rng, p.power.homeSigma);
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
  home.areaM2 = Math.round(aroundMedian(rng, byPlace(p.means.areaM2, home), p.means.areaSigma));
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
  tellProperty(turn, home, { owner: head, kind: 'home', day }, home.areaM2);
  if (home.means > 0 && chance(rng, p.means.secondHome)) {
    home.homes = 2;
    const second = Math.round(home.areaM2 * p.means.secondArea);
    tellProperty(turn, home, { owner: head, kind: 'home', day }, second);
    home.areaM2 += second;
  }
}

/** A thing bought by somebody before a day. */
interface Bought<Kind> {
  readonly owner: Person;
  readonly kind: Kind;
  readonly day: number;
}

function tellProperty(
  turn: Turn,
  home: Home,
  bought: Bought<'home' | 'shop' | 'office'>,
  areaM2: number,
): void {
  const { rec, rng, p } = turn;
  const { owner, kind, day } = bought;
  const dearer = kind === 'home' ? 1 : p.means.shopPrice;
  const price = byPlace(p.means.priceFen, home) * spread(rng, p.means.priceSigma) * dearer;
  const since = day - rng.int(20 * DAYS_A_YEAR);
  if (rec.isDeaf) return;
  rec.properties.push({
    number: home.number * THINGS_A_HOME + home.things++,
    person: owner.at,
    use: kind,
    areaM2,
    valueFen: Math.round(areaM2 * price),
    firstDay: Math.max(since, Math.min(day - 1, owner.birthDay + 18 * DAYS_A_YEAR)),
    endDay: -1,
  });
}

function vehicles(turn: Turn, home: Home, head: Person, day: number): void {
  const { p, rng } = turn;
  const [carFen = 0, truckFen = 0, motorcycleFen = 0, scooterFen = 0] = p.means.vehicleFen;
  const persons = membersOf(home);
  const isOld = ageOf(head, turn.now) >= 66 && persons.length <= 2;
  const wish = Math.exp(p.means.carByMeans * home.means) * at(p.means.carByAge, isOld ? 1 : 0);
  const buy = (owner: Person, kind: Vehicle['kind'], valueFen: number): void =>
    tellVehicle(turn, home, { owner, kind, day }, valueFen);
  if (chance(rng, Math.min(0.95, p.means.carShare * wish))) {
    home.cars = 1;
    home.carFen = Math.round(aroundMedian(rng, carFen, p.means.vehicleSigma));
    buy(head, 'car', home.carFen);
  }
  if (!isOld && chance(rng, p.means.truckShare)) {
    const value = Math.round(aroundMedian(rng, truckFen, p.means.vehicleSigma));
    home.cars++;
    home.carFen = Math.max(home.carFen, value);
    buy(head, 'truck', value);
  }
  if (chance(rng, p.means.motorcycleShare)) buy(head, 'motorcycle', motorcycleFen);
  const disabled = persons.find((person) => person.certified && person.disability === 4);
  if (disabled && chance(rng, p.means.scooterShare)) buy(disabled, 'disabled_scooter', scooterFen);
}

function tellVehicle(turn: Turn, home: Home, bought: Bought<Vehicle['kind']>, valueFen: number): void {
  const { rec, rng } = turn;
  const { owner, kind, day } = bought;
  const firstDay = day - rng.int(9 * DAYS_A_YEAR);
  if (rec.isDeaf) return;
  const number = home.number * THINGS_A_HOME + home.things++;
  rec.vehicles.push({ number, person: owner.at, kind, valueFen, firstDay, endDay: -1 });
}

function business(turn: Turn, home: Home, day: number): void {
  const { p, rng, rec } = turn;
  const owner = membersOf(home).find((person) => person.job === 3);
  if (!owner) return;
  const isCompany = chance(rng, p.means.companyShare);
  home.capitalFen = isCompany ? Math.round(aroundMedian(rng, p.means.capitalFen, p.means.assetSigma / 2)) : 0;
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
  if (chance(rng, p.means.shopShare)) {
    home.shops = 1;
    tellProperty(
      turn,
      home,
      { owner, kind: 'shop', day },
      Math.round(aroundMedian(rng, p.means.shopM2, p.means.areaSigma)),
    );
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
  const { costByMeans } = p.health;
  const means = normal(rng);
  return {
    village,
    rural,
    kilometres,
    means,
    hardship: Math.exp(-p.people.byMeans * means),
    dearness: Math.exp(costByMeans * means - (costByMeans * costByMeans) / 2),
    healthFrailty: spread(rng, p.health.frailtySigma),
    workFrailty: spread(rng, p.work.frailtySigma),
    reticence: rng.next(),
    visibleIncome: between(rng, at(p.aid.visibleInformal, 0), at(p.aid.visibleInformal, 1)),
    visibleAssets: between(rng, at(p.aid.visibleAssets, 0), at(p.aid.visibleAssets, 1)),
    kin: chance(rng, p.income.kinShare)
      ? between(rng, at(p.income.kinFills, 0), at(p.income.kinFills, 1))
      : 0,
    powerScale: spread(rng, p.power.homeSigma),
  };
}
