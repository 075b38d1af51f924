/**
 * The quality report of the ledger behind the newest list: measured once a generation and kept in the data folder.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JzError } from '../core/errors/index.ts';
import { writeAtomically } from '../io/files.ts';
import { readGeneration } from '../ledger/lake/generation.ts';
import { givenBackFiles, type GivenBack } from '../ledger/quality/given-back.ts';
import { readIntake, type Intake } from '../ledger/quality/intake.ts';
import { measureLedgerQuality } from '../ledger/quality/measure-quality.ts';
import { qualityReportSchema, type QualityReport } from '../ledger/quality/schema.ts';
import { readRun } from './present.ts';
import type { Sources } from './routes/route.ts';

/** The report with the files that can be sent back. */
export interface ServedQuality {
  readonly report: QualityReport;
  readonly intake: Intake;
  readonly givenBack: readonly GivenBack[];
}

/**
 * Gives the newest list's report; while it is measured, later askers wait for the same measurement.
 *
 * @throws JZ_WHATIF_NO_LEDGER where no county is served, JZ_NOT_PUBLISHED, JZ_LAKE_MISSING, JZ_HASH_MISMATCH
 */
export function servedQuality({ store, scorer, dataDirectory }: Sources): () => Promise<ServedQuality> {
  let last: { generation: string; served: Promise<ServedQuality> } | null = null;
  return async () => {
    if (dataDirectory === undefined || scorer.catalogue !== 'county')
      throw new JzError('JZ_WHATIF_NO_LEDGER');
    const { generationId: generation } = await readRun(store, undefined);
    if (last?.generation !== generation) last = { generation, served: measured(dataDirectory, generation) };
    const { served } = last;
    return served.catch((error: unknown) => {
      last = null;
      throw error;
    });
  };
}

async function measured(dataDirectory: string, generation: string): Promise<ServedQuality> {
  const lake = join(dataDirectory, 'lake');
  const file = join(dataDirectory, 'quality', 'quality.json');
  const kept = await readKept(file);
  const report =
    kept?.generation === generation
      ? kept
      : qualityReportSchema.parse(await measureLedgerQuality({ lake, generation }));
  if (report !== kept) {
    await mkdir(join(dataDirectory, 'quality'), { recursive: true });
    await writeAtomically(file, `${JSON.stringify(report, null, 2)}\n`);
  }
  const found = await readGeneration(lake, generation);
  if (!found) throw new JzError('JZ_LAKE_MISSING', { path: lake });
  return { report, intake: await readIntake(found.folder), givenBack: await givenBackFiles(lake, found) };
}

async function readKept(file: string): Promise<QualityReport | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  const parsed = text === null ? null : qualityReportSchema.safeParse(parseJson(text));
  return parsed?.success ? parsed.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
