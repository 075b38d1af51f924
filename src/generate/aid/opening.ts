/**
 * Those who hold aid when the first month begins: part of those in need asked before, and the rules decide now.
 */
import { chance } from '../world/draw.ts';
import type { Turn } from '../world/turn.ts';
import { DIBAO } from './seek.ts';
import { isReticent } from '../truth/observe.ts';

/** Lets the households in need that would have asked have their case decided this month. */
export function openingStock(turn: Turn): void {
  const { p, rng, now } = turn;
  for (const home of turn.family.homes) {
    if (home.members.length === 0 || home.levelFen >= now.law.dibianFen || isReticent(turn, home)) continue;
    if (!chance(rng, home.inNeed ? p.aid.stockTakeUp : p.aid.stockBetween)) continue;
    home.asked = DIBAO;
    home.askedMonth = now.month - 1;
    home.decideMonth = now.month;
  }
}
