/**
 * Scoring into a file, once: a finished file of the same inputs is recognised by its manifest.
 */
import { stat } from 'node:fs/promises';
import { canonicalJson, type Json } from '../core/json.ts';
import { verifyManifest } from '../io/manifest.ts';
import { checkScoreFile, publishScoreFile } from './score-file.ts';
import { scoreCohort, type ScoreRequest } from './score-households.ts';

/** Reasons kept for each household. */
export const REASONS_KEPT = 10;

/** How a scoring into a file ended. */
export interface ScoreJobResult {
  readonly rows: number;
  /** True when the file was there already and nothing was computed. */
  readonly resumed: boolean;
}

/** Scores and publishes; with `resume`, a verified file of the same model, ledger, date and shard is kept. */
export async function scoreToFile(
  request: Omit<ScoreRequest, 'topReasons'>,
  { out, resume }: { readonly out: string; readonly resume: boolean },
): Promise<ScoreJobResult> {
  checkScoreFile(out);
  const facts = factsOf(request);
  if (resume) {
    const rows = await finishedRows(out, facts);
    if (rows !== null) return { rows, resumed: true };
  }
  const list = await scoreCohort({ ...request, topReasons: REASONS_KEPT });
  await publishScoreFile(out, list, facts);
  return { rows: list.households.length, resumed: false };
}

function factsOf({ scorer, ledger, asOf, shard }: Omit<ScoreRequest, 'topReasons'>): Record<string, Json> {
  const part = shard ? `${shard.index + 1}/${shard.count}` : '1/1';
  return { model: scorer.info.id, generation: ledger.generation, as_of: asOf, shard: part };
}

/** Rows of a finished file made from these facts; `null` when there is none. A damaged file is an error. */
export async function finishedRows(
  out: string,
  facts: Readonly<Record<string, Json>>,
): Promise<number | null> {
  const path = `${out}.manifest.json`;
  const isThere = async (name: string): Promise<boolean> => (await stat(name).catch(() => null)) !== null;
  if (!(await isThere(path)) || !(await isThere(out))) return null;
  const { rows, ...made } = (await verifyManifest(path)).facts;
  return canonicalJson(made) === canonicalJson(facts) && typeof rows === 'number' ? rows : null;
}
