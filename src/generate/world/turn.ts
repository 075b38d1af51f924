/**
 * What one month's step of one family works with.
 */
import type { Rng } from '../../core/rng.ts';
import type { PlanMonth, Village } from './county-plan.ts';
import { at } from './draw.ts';
import type { CountyParameters } from './parameters.ts';
import type { Recorder } from './recorder.ts';
import type { Home } from './home.ts';
import type { Person } from './person.ts';
import type { Family } from './state.ts';

/** A family's month: its state, the calendar, its stream of random numbers, and where to write what happens. */
export interface Turn {
  readonly family: Family;
  readonly now: PlanMonth;
  readonly rng: Rng;
  readonly p: CountyParameters;
  readonly rec: Recorder;
  readonly villages: readonly Village[];
}

/** A day of the month, at random. */
export function someDay(turn: Turn): number {
  return turn.now.firstDay + turn.rng.int(turn.now.days);
}

const DAYS_PER_YEAR = 365.25;

/** Whole years at the middle of the month, to the day or so: what hazards and rules go by. */
export function ageOf(person: Person, now: PlanMonth): number {
  return Math.floor((now.firstDay + 15 - person.birthDay) / DAYS_PER_YEAR);
}

/** Living in the household and sharing its means: students away count, those detained, missing or gone do not. */
export function shares(person: Person): boolean {
  return (person.coresident || person.stage > 0) && person.detained === 0 && !person.missing;
}

/** Persons of a household. */
export function membersOf(home: Home): readonly Person[] {
  return home.people;
}

/** Notes a shock that may lead to need. */
export function shock(turn: Turn, home: Home, cause: number): void {
  home.shocks[cause] = turn.now.month;
}

/** Whether the household has next to no money. */
export function isBroke(turn: Turn, home: Home): boolean {
  return home.assetsFen < turn.p.means.liquid * floorSpending(turn, home);
}

/** The least a household of its size spends a month. */
export function floorSpending(turn: Turn, home: Home): number {
  const { floorFen, floorNext } = turn.p.means;
  return floorFen * (1 + Math.max(0, home.size - 1) * floorNext) * turn.now.payIndex;
}

/** Position in a table of two: rural first. */
export function place(home: Home): number {
  return home.rural ? 1 : 0;
}

/** Table by urban and rural. */
export function byPlace(table: readonly number[], home: Home): number {
  return at(table, place(home));
}
