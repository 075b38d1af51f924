/**
 * Months whose number of rows breaks with the table's own history.
 */

import type { VolumeBreak } from './schema.ts';

/** A shorter history says nothing. */
const leastMonths = 6;
/** Smaller months vary by chance alone. */
const leastUsual = 20;
/** A break is at least half as many again, or two thirds … */
const leastFactor = Math.log(1.5);
/** … and this many robust standard deviations away. */
const leastDeviations = 4;
/** Median absolute deviation to standard deviation, for normal data. */
const madToDeviation = 1.4826;
/** A table with rows in fewer of its months is yearly or seasonal by nature. */
const leastFilledShare = 0.7;
/** Quarterly bills, yearly settlements: months so far apart may be alike and unlike those between. */
const rhythms = [3, 12] as const;
/** A month is held against at least so many others of its beat. */
const leastMates = 2;
/** A rhythm is believed when it leaves at most this share of the differences unexplained. */
const unexplainedShare = 0.5;

/**
 * Finds breaks by month, each held against the others of its beat when the table has a quarterly or a yearly rhythm.
 * Every month between the first and the last counts; the first and the last two are left out, because they may be
 * unfinished.
 *
 * @param volumes rows by month (`YYYY-MM`)
 */
export function volumeBreaks(table: string, volumes: ReadonlyMap<string, number>): VolumeBreak[] {
  const months = monthsBetween([...volumes.keys()].sort()).slice(1, -2);
  const rows = months.map((month) => volumes.get(month) ?? 0);
  const filled = rows.filter((n) => n > 0).length;
  if (months.length < leastMonths || filled < leastFilledShare * months.length) return [];
  const rhythm = rhythmOf(rows);
  const distance = distances(rows, rhythm);
  return months.flatMap((month, i) => {
    const usual = median(others(rows, i, rhythm));
    if (usual < leastUsual) return [];
    const spread = madToDeviation * median(others(distance, i, 1));
    const isBreak = (distance[i] ?? 0) >= Math.max(leastFactor, leastDeviations * spread);
    return isBreak ? [{ table, month, rows: rows[i] ?? 0, usual }] : [];
  });
}

/** Months from one beat to the next; 1 without a rhythm. */
function rhythmOf(rows: readonly number[]): number {
  let [best, unexplained] = [1, mean(distances(rows, 1))];
  for (const rhythm of rhythms) {
    if (Math.floor(rows.length / rhythm) <= leastMates) continue;
    const left = mean(distances(rows, rhythm));
    if (left < unexplainedShare * unexplained) [best, unexplained] = [rhythm, left];
  }
  return best;
}

/** How far each month is from the middle of the others of its beat, in logarithms. */
function distances(rows: readonly number[], rhythm: number): number[] {
  const logs = rows.map(logRows);
  return logs.map((log, i) => Math.abs(log - median(others(logs, i, rhythm))));
}

function others(values: readonly number[], i: number, rhythm: number): number[] {
  return values.filter((_, j) => j !== i && (j - i) % rhythm === 0);
}

/** Every month from the first to the last. */
export function monthsBetween(sorted: readonly string[]): string[] {
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const index = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  return Array.from({ length: index(last) - index(first) + 1 }, (_, i) => {
    const at = index(first) + i;
    return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}

function logRows(n: number): number {
  return Math.log(n + 1);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[middle]];
  return (low + high) / 2;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
