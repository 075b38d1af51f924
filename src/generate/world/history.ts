/**
 * Turns a recorder's rows into the history handed out.
 */
import type { Recorder } from './recorder.ts';
import type { ChunkHistory } from './types.ts';

/** The history of a chunk; large kinds become columns. */
export function historyOf(chunk: number, rec: Recorder): ChunkHistory {
  return {
    ...rec,
    chunk,
    claims: rec.claims.columns(),
    contributions: rec.contributions.columns(),
    pensions: rec.pensions.columns(),
    taxed: rec.taxed.columns(),
    power: rec.power.columns(),
    water: rec.water.columns(),
    truth: rec.truth.columns(),
  };
}
