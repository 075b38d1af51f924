/**
 * Dates with what models say of every household; where the dates lie in files, threads read and score them.
 */
import { stat } from 'node:fs/promises';
import { singleLogOdds, type SingleModel, type Stack } from '../../models/stack/model.ts';
import type { IsoDate } from '../../src/core/dates.ts';
import { defaultThreads, startWorkerPool } from '../../src/io/worker-pool.ts';
import { isKept, type KeptDays } from './day-files.ts';
import { cohortDays, type CohortDay, type DaySource } from './days.ts';

/** A date, and what each of the models says. */
export interface ScoredDay {
  readonly day: CohortDay;
  /** Log-odds of one of the models, `[households]`. */
  readonly logOddsOf: (model: SingleModel) => Float64Array;
}

/** What to score. */
export interface DaysToScore {
  readonly dates: readonly IsoDate[];
  readonly models: readonly SingleModel[];
  /** Files from so many bytes on are worth threads: smaller ones are scored sooner than threads start. */
  readonly worthThreads?: number;
}

const WORTH_THREADS = 2 ** 24;

/** Yields the dates in order; the numbers do not depend on who computes them. */
export async function* scoredDays(
  source: DaySource,
  { dates, models, worthThreads = WORTH_THREADS }: DaysToScore,
): AsyncGenerator<ScoredDay> {
  const files = isKept(source) ? await filesOf(source, dates, worthThreads) : null;
  if (files === null) {
    for await (const day of cohortDays(source, dates))
      yield { day, logOddsOf: (model) => singleLogOdds(model, day.X) };
    return;
  }
  const file = import.meta.url.endsWith('.ts') ? './scored-days-worker.ts' : './scored-days-worker.js';
  const crew = startWorkerPool<string, Float64Array[]>(
    new URL(file, import.meta.url),
    models,
    defaultThreads(),
  );
  try {
    const answers = files.map((path) => crew.run(path));
    // Each is awaited when its date's turn comes; until then its failure is not lost.
    for (const answer of answers) answer.catch(() => undefined);
    let turn = 0;
    for await (const day of cohortDays(source, dates)) {
      const told = await answers[turn++]!;
      yield { day, logOddsOf: (model) => told[models.indexOf(model)]! };
    }
  } finally {
    await crew.close();
  }
}

/** The dates' files, checked; null where threads are not worth their start. */
async function filesOf(
  source: KeptDays,
  dates: readonly IsoDate[],
  worthThreads: number,
): Promise<string[] | null> {
  if (defaultThreads() < 2 || dates.length < 2) return null;
  const files: string[] = [];
  for (const asOf of dates) files.push(await source.checkedFile(asOf));
  return (await stat(files[0]!)).size < worthThreads ? null : files;
}

/** Log-odds of a stack from those of its members: the bits of `stackLogOdds`. */
export function blended(
  { intercept, members }: Stack,
  rows: number,
  logOddsOf: (model: SingleModel) => Float64Array,
): Float64Array {
  const sums = new Float64Array(rows).fill(intercept);
  for (const { weight, model } of members) {
    const part = logOddsOf(model);
    for (let i = 0; i < rows; i++) sums[i]! += weight * part[i]!;
  }
  return sums;
}
