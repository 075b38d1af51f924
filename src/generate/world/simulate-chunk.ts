/**
 * Lives the households of one chunk through all months. Every founding household has its own stream of random numbers,
 * so neither the size of a chunk nor who computes it changes anything.
 */
import { seededRng, type Rng } from '../../core/rng.ts';
import { openingStock } from '../aid/opening.ts';
import { officeMonth, officeOf, type Office } from '../aid/office.ts';
import { payAid } from '../aid/pay-aid.ts';
import { seekAid } from '../aid/seek.ts';
import { hearVoices } from '../aid/voices.ts';
import { foundFamily } from '../life/found-family.ts';
import { spend, useUtilities } from '../life/spending.ts';
import { liveMonth } from '../life/step-life.ts';
import { judgeNeed, tellTruth } from '../truth/observe.ts';
import { countStock } from '../truth/stock.ts';
import type { CountyPlan, PlanMonth } from './county-plan.ts';
import { historyOf } from './history.ts';
import { newRecorder, type Recorder } from './recorder.ts';
import { closeFlows } from './person.ts';
import type { Family } from './state.ts';
import type { Turn } from './turn.ts';
import type { ChunkHistory } from './types.ts';

/** A family with its stream of random numbers. */
export interface Living {
  readonly family: Family;
  readonly rng: Rng;
}

/**
 * The true history of a chunk's households.
 *
 * @param chunk 0 … `chunkCount(plan) − 1`
 */
export function simulateChunk(plan: CountyPlan, chunk: number): ChunkHistory {
  const rec = newRecorder();
  const office = officeOf(plan);
  const lineages = lineagesOf(plan, chunk);
  for (let i = 0; i < lineages.length; i += TOGETHER)
    live(plan, rec, office, lineages.slice(i, i + TOGETHER));
  return historyOf(chunk, rec);
}

/** Families lived side by side: few enough to stay in the processor's cache, enough for a batch of the office. */
const TOGETHER = 50;

function live(plan: CountyPlan, rec: Recorder, office: Office, lineages: readonly number[]): void {
  const first = plan.calendar[0];
  if (!first) return;
  rec.isOn = false;
  const living = lineages.map((lineage) => beginFamily(plan, rec, first, lineage));
  for (const now of plan.calendar) {
    rec.isOn = now.month >= 0;
    stepMonth({ plan, rec, office, now }, living);
  }
}

/** What a month needs besides the families. */
export interface MonthOf {
  readonly plan: CountyPlan;
  readonly rec: Recorder;
  readonly office: Office;
  readonly now: PlanMonth;
}

function lineagesOf(plan: CountyPlan, chunk: number): readonly number[] {
  const first = chunk * plan.chunkSize;
  const count = Math.max(0, Math.min(plan.chunkSize, plan.households - first));
  return Array.from({ length: count }, (_, i) => first + i);
}

/** A family as the simulation begins. */
export function beginFamily(plan: CountyPlan, rec: Recorder, now: PlanMonth, lineage: number): Living {
  const rng = seededRng(`${plan.seed}/${lineage}`);
  const family: Family = { lineage, homes: [], persons: [] };
  foundFamily({ family, now, rng, rec, p: plan.parameters, villages: plan.villages });
  return { family, rng };
}

/** One month of all families: life, aid, truth, the office. */
export function stepMonth({ plan, rec, office, now }: MonthOf, living: readonly Living[]): void {
  const turns = living.map(({ family, rng }): Turn => ({
    family,
    now,
    rng,
    rec,
    p: plan.parameters,
    villages: plan.villages,
  }));
  for (const turn of turns) stepFamily(turn);
  for (const turn of turns) countStock(turn);
  if (now.month === -1) for (const turn of turns) openingStock(turn);
  officeMonth(office, turns);
}

/** One month of one family, but for what the office decides. */
export function stepFamily(turn: Turn): void {
  const { family, rec } = turn;
  for (let i = 0; i < family.homes.length; i++) {
    const home = family.homes[i];
    const isThisMonths = (home?.formedDay ?? 0) >= turn.now.firstDay;
    if (!home || home.members.length === 0 || isThisMonths) continue;
    liveMonth(turn, home);
    if (home.members.length === 0) continue;
    payAid(turn, home);
    spend(turn, home);
    useUtilities(turn, home);
    const falls = judgeNeed(turn, home);
    if (turn.now.month >= 0) {
      seekAid(turn, home);
      hearVoices(turn, home);
    }
    if (rec.isOn) tellTruth(turn, home, falls);
  }
  for (const person of family.persons) if (person.home >= 0) closeFlows(person, turn.now.month);
}
