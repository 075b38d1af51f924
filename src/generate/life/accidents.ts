/**
 * Disasters that strike a home and accidents that strike a person.
 */
import { causes } from '../world/codes.ts';
import { diagnosesOf } from '../world/diagnoses.ts';
import { at, between, chance, monthlyOf, pick, spread } from '../world/draw.ts';
import type { Disaster } from '../world/events.ts';
import type { Home } from '../world/home.ts';
import type { Person } from '../world/person.ts';
import { membersOf, shock, someDay, type Turn } from '../world/turn.ts';
import { becomeDisabled } from './disability.ts';
import { admit } from './illness.ts';

const DISASTER = causes.indexOf('disaster');
const injuries = diagnosesOf('injury');
/** Position of an emergency in the policy's list. */
export const emergencies = {
  none: 0,
  fire: 1,
  traffic: 2,
  sudden_illness: 3,
  accident: 4,
  other: 5,
} as const;

/** Disaster or fire may strike the home. */
export function strikeHome(turn: Turn, home: Home): void {
  const { p, rng, now } = turn;
  const rainy = now.ofYear >= 6 && now.ofYear <= 9;
  const yearly = rainy ? at(p.shocks.disasterYearly, home.rural ? 0 : 1) * 3 : 0;
  const isFire = chance(rng, monthlyOf(p.shocks.fireYearly));
  if (!isFire && !chance(rng, yearly / 12)) return;
  const weather = ['flood', 'typhoon', 'landslide'] as const;
  const kind = isFire ? 'fire' : (weather[pick(rng, [4, 5, 1])] ?? 'flood');
  damage(turn, home, kind);
}

function damage(turn: Turn, home: Home, kind: 'flood' | 'typhoon' | 'landslide' | 'fire'): void {
  const { p, rng, rec } = turn;
  const names = ['collapsed', 'severe', 'slight', 'crops'] as const;
  const weights = home.rural && kind !== 'fire' ? p.shocks.damage : p.shocks.damage.slice(0, 3);
  const which = pick(rng, weights);
  const lossFen = Math.round(at(p.shocks.lossFen, which) * spread(rng, 0.5));
  const borne = which === 3 ? 0 : Math.round(lossFen * 0.3);
  home.assetsFen = Math.max(0, home.assetsFen - borne);
  if (which < 2) {
    shock(turn, home, DISASTER);
    home.rigidFen += Math.round(borne / 2);
    home.emergency = kind === 'fire' ? emergencies.fire : emergencies.other;
    home.emergencyFen = borne;
  }
  if (which === 3) hitFarm(turn, home);
  const person = membersOf(home)[0];
  const damaged: Disaster['damage'] = names[which] ?? 'slight';
  const cropLoss = which === 3 ? Math.round(between(rng, 0.1, 0.9) * 100) / 100 : 0;
  if (person && rec.isOn)
    rec.disasters.push({
      household: home.at,
      person: person.at,
      kind,
      damage: damaged,
      lossFen,
      cropLoss,
      day: someDay(turn),
    });
}

function hitFarm(turn: Turn, home: Home): void {
  for (const person of membersOf(home)) {
    if (person.job !== 2) continue;
    person.distress = 4;
    person.distressPay = 0.5;
    shock(turn, home, DISASTER);
  }
}

/** Others were hurt: the household pays them, which no department is told of. */
function owe(turn: Turn, home: Home): void {
  const { p, rng, now } = turn;
  home.rigidFen += Math.round(at(p.shocks.liable, 1) * spread(rng, 0.8) * now.payIndex);
  shock(turn, home, DISASTER);
}

/** A traffic accident or work injury may strike the person; returns what the household paid. */
export function strikePerson(turn: Turn, home: Home, person: Person, age: number): void {
  const { p, rng, rec } = turn;
  if (age < 16 || age > 70 || !chance(rng, monthlyOf(p.shocks.accidentYearly))) return;
  const isWork = person.job >= 0 && chance(rng, 0.45);
  const diagnosis = injuries[rng.int(injuries.length)] ?? 0;
  const before = home.rigidFen;
  const typical = at(p.health.inpatientFen, person.scheme);
  const cost = (p.shocks.accidentFen / typical) * spread(rng, 0.9);
  admit(turn, home, person, { diagnosis, isGrave: false, factor: cost });
  if (chance(rng, p.shocks.compensated)) home.rigidFen = before;
  else {
    shock(turn, home, DISASTER);
    home.emergency = isWork ? emergencies.accident : emergencies.traffic;
    home.emergencyFen = home.rigidFen - before;
  }
  if (chance(rng, at(p.shocks.liable, 0))) owe(turn, home);
  if (person.grade === 0 && chance(rng, p.disability.afterAccident)) becomeDisabled(turn, home, person, 1);
  if (person.job >= 0) {
    person.distress = at(p.shocks.absence, 0);
    person.distressPay = at(p.shocks.absence, 1);
  }
  if (rec.isOn)
    rec.disasters.push({
      household: home.at,
      person: person.at,
      kind: isWork ? 'work_injury' : 'traffic',
      damage: 'injury',
      lossFen: home.rigidFen - before,
      cropLoss: 0,
      day: someDay(turn),
    });
}
