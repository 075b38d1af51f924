/**
 * What an inquiry leaves behind: a visit with what was found, and the banks' answers.
 */
import { causes } from '../world/codes.ts';
import { chance, spread } from '../world/draw.ts';
import type { Visit } from '../world/events.ts';
import type { Home } from '../world/home.ts';
import { flows } from '../world/memory.ts';
import { yearly } from '../world/person.ts';
import { ageOf, membersOf, someDay, type Turn } from '../world/turn.ts';

/** Visits the applicants and asks the banks. */
export function inquire(turn: Turn, home: Home, isConfirmed: boolean): void {
  const { rec } = turn;
  if (!rec.isOn) return;
  visit(turn, home, isConfirmed ? 'confirmed' : 'not_confirmed');
  const person = membersOf(home)[0];
  if (!person) return;
  const day = turn.now.firstDay + turn.rng.int(7);
  rec.bankBalances.push({
    person: person.at,
    kind: 'deposit',
    balanceFen: Math.round(home.assetsFen * 0.9),
    day,
  });
  if (home.assetsFen > 5_000_000 && chance(turn.rng, 0.4))
    rec.bankBalances.push({
      person: person.at,
      kind: 'insurance',
      balanceFen: Math.round(home.assetsFen * 0.1),
      day,
    });
}

/** One visit and what it found of the last 12 months. */
export function visit(turn: Turn, home: Home, outcome: Visit['outcome']): void {
  const persons = membersOf(home);
  const total = (kind: number): number =>
    persons.reduce((sum, person) => sum + (person.coresident ? yearly(person, kind) : 0), 0);
  const found = (kind: number): number => Math.round(total(kind) * spread(turn.rng, 0.05));
  turn.rec.visits.push({
    household: home.at,
    day: someDay(turn),
    outcome,
    wageFen: found(flows.wage),
    businessFen: found(flows.business),
    propertyFen: found(flows.property),
    transferFen:
      found(flows.pension) + found(flows.basicPension) + found(flows.benefit) + found(flows.support),
    medicalFen: total(flows.selfPaid),
    educationFen: total(flows.education),
    cause: causeOf(turn, home),
    members: persons.map((person) => ({
      person: person.at,
      coresident: person.coresident && person.detained === 0,
    })),
  });
}

function causeOf(turn: Turn, home: Home): Visit['cause'] {
  const persons = membersOf(home);
  switch (causes[home.cause]) {
    case 'illness':
      return 'illness';
    case 'work':
      return persons.some((person) => person.jobless > 0) ? 'unemployment' : 'other';
    case 'disability':
      return 'disability';
    case 'education':
      return 'education';
    case 'disaster':
      return 'disaster';
    default:
      return persons.every((person) => ageOf(person, turn.now) >= 60) ? 'no_labour' : 'other';
  }
}
