/**
 * The office's month: everything due is put to the rules in batches, then decided case by case in the order of households.
 */
import type { CountyPlan } from '../world/county-plan.ts';
import type { Home } from '../world/home.ts';
import type { Turn } from '../world/turn.ts';
import { decide, entitledTo } from './decide.ts';
import { isDue } from './due.ts';
import { countEntitled, isSurveyed } from '../truth/stock.ts';
import { addFacts, fits, newBatch, type FactBatch } from './fact-columns.ts';
import type { ColumnProgram } from '../../policy/index.ts';
import { ask, programmesOf } from './programme.ts';

/** Compiled rules and a batch to fill. */
export interface Office {
  readonly programmes: ColumnProgram;
  readonly batch: FactBatch;
}

const offices = new WeakMap<CountyPlan, Office>();

/** The office of a plan: its rules and its batch serve one chunk after another. */
export function officeOf(plan: CountyPlan): Office {
  const known = offices.get(plan);
  if (known) return known;
  const office = { programmes: programmesOf(plan.policy), batch: newBatch() };
  offices.set(plan, office);
  return office;
}

interface Due {
  readonly turn: Turn;
  readonly home: Home;
  readonly isDueNow: boolean;
}

/** Looks at every household that is due. */
export function officeMonth(office: Office, turns: readonly Turn[]): void {
  const waiting: Due[] = [];
  for (const turn of turns) {
    for (const home of turn.family.homes) {
      const isDueNow = isDue(turn, home);
      if (!isDueNow && !isSurveyed(turn, home)) continue;
      if (!fits(office.batch, home)) decideBatch(office, waiting);
      addFacts(office.batch, turn, home);
      waiting.push({ turn, home, isDueNow });
    }
  }
  decideBatch(office, waiting);
}

function decideBatch(office: Office, waiting: Due[]): void {
  const { batch } = office;
  const snapshot = waiting[0]?.turn.now.snapshot;
  if (!snapshot) return;
  const answers = ask(office.programmes, snapshot, batch);
  waiting.forEach(({ turn, home, isDueNow }, household) => {
    const firstPerson = batch.personStart[household] ?? 0;
    const one = { turn, home, answers, household, firstPerson };
    if (isSurveyed(turn, home) && (home.status > 0 || entitledTo(one) > 0))
      countEntitled(turn, home.status > 0);
    if (isDueNow) decide(one);
  });
  waiting.length = 0;
  batch.homes = 0;
  batch.persons = 0;
}
