/**
 * The whole chain on the embedded panel: ledger → model and report → scores → published list.
 * Each step is skipped when its published result already stands on the same inputs.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  publishModel,
  publishReport,
  runTraining,
  trainingKey,
  type PanelRun,
} from '../../../training/panel/run.ts';
import { readPanelConfig } from '../../../training/panel/config.ts';
import { incomeSourceTitles } from '../../../features/index.ts';
import { isoDate } from '../../core/dates.ts';
import type { Progress } from '../../core/progress.ts';
import { verifyManifest } from '../../io/manifest.ts';
import { ingest } from '../../ledger/ingest.ts';
import { openLedger, type Ledger } from '../../ledger/open-ledger.ts';
import { loadScorer } from '../../scoring/load.ts';
import { publishScoreFile } from '../../scoring/score-file.ts';
import { finishedRows } from '../../scoring/score-job.ts';
import { scoreHouseholds } from '../../scoring/score-households.ts';
import { findRun, openStore, publishScores, type Store } from '../../store/index.ts';
import { findModel } from '../find-model.ts';
import { readHistory } from './history.ts';

/** Where the job reads and writes. */
export interface PanelJob {
  /** Folder with the files, mapping.yaml and train.yaml. */
  readonly samples: string;
  /** Data folder: lake/, registry/, report/, scores.csv, store.sqlite. */
  readonly data: string;
  /** Date the list is made for. */
  readonly asOf: string;
  readonly version: string;
  readonly progress: Progress;
  readonly say: (message: string) => void;
}

const REASONS_KEPT = 12;

/** Runs what is not done yet; gives the id of the model behind the published list. */
export async function runPanelJob(job: PanelJob): Promise<string> {
  const { data, samples, say, progress } = job;
  await mkdir(data, { recursive: true });
  const lake = join(data, 'lake');
  const ingested = await ingest({
    directory: samples,
    mappingFile: join(samples, 'mapping.yaml'),
    lakeDirectory: lake,
    progress,
  });
  say(`总账 / ledger: ${ingested.generation}（${ingested.loaded} 行 / rows）`);
  const ledger = await openLedger(lake);
  try {
    const config = await readPanelConfig(join(samples, 'train.yaml'));
    const modelId = await ensureModel({ ledger, config, version: job.version, progress }, job);
    await ensureList(job, ledger, modelId);
    return modelId;
  } finally {
    ledger.close();
  }
}

/** Trains and reports, unless a verified bundle and report of the same key are there. */
async function ensureModel(run: PanelRun, { data, say }: PanelJob): Promise<string> {
  const registry = join(data, 'registry');
  const report = join(data, 'report');
  const key = trainingKey(run);
  const known = await findModel(registry, key);
  if (known !== null && (await hasKey(report, key))) {
    say(`模型 / model: ${known}（未变，沿用 / unchanged）`);
    return known;
  }
  const finished = await runTraining(run);
  const id = await publishModel(run, finished, registry);
  await publishReport(run, finished, report);
  const { auc } = finished.trained.model.metrics;
  say(`模型 / model: ${id}（样本外 AUC / out-of-time AUC ${auc?.toFixed(3) ?? '—'}）`);
  return id;
}

async function hasKey(folder: string, key: string): Promise<boolean> {
  const path = join(folder, 'manifest.json');
  return existsSync(path) && (await verifyManifest(path)).facts['key'] === key;
}

/** Scores the date and publishes the list, unless the store already holds that run. */
async function ensureList(job: PanelJob, ledger: Ledger, modelId: string): Promise<void> {
  const asOf = isoDate(job.asOf);
  const id = `${modelId}/${ledger.generation}/${asOf}`;
  const store = openStore(join(job.data, 'store.sqlite'), { create: true });
  try {
    const known = await findRun(store, id);
    const facts = { model: modelId, generation: ledger.generation, as_of: asOf };
    const isWritten = (await finishedRows(scoresFile(job), facts)) !== null;
    if (known && isWritten) {
      job.say(`名单 / list: ${asOf}，${known.rows} 户（未变，沿用 / unchanged）`);
      return;
    }
    await scoreAndPublish(job, { ledger, store, asOf, id, modelId, facts, isPublished: known !== null });
  } finally {
    await store.close();
  }
}

interface ListTask {
  readonly ledger: Ledger;
  readonly store: Store;
  readonly asOf: ReturnType<typeof isoDate>;
  readonly id: string;
  readonly modelId: string;
  readonly facts: Readonly<Record<string, string>>;
  /** The store holds the list already: only its file is missing. */
  readonly isPublished: boolean;
}

function scoresFile({ data }: PanelJob): string {
  return join(data, 'scores.csv');
}

async function scoreAndPublish(
  job: PanelJob,
  { ledger, store, asOf, id, modelId, facts, isPublished }: ListTask,
): Promise<void> {
  const { data, progress, say } = job;
  const scorer = await loadScorer(join(data, 'registry', modelId));
  const list = await scoreHouseholds({ ledger, scorer, asOf, topReasons: REASONS_KEPT, progress });
  await publishScoreFile(scoresFile(job), list, facts);
  say(`名单 / list: ${asOf}，${list.households.length} 户 / households；${scoresFile(job)}`);
  if (isPublished) return;
  const scored = new Set(list.households.map(({ householdId }) => householdId));
  const history = (await readHistory(ledger.db, asOf)).filter(({ householdId }) => scored.has(householdId));
  const run = {
    id,
    model: scorer.info,
    asOf,
    generationId: ledger.generation,
    dataDate: list.dataDate,
    currency: ledger.currency,
    sourceTitles: incomeSourceTitles,
  };
  const households = list.households.map((one) => ({ ...one, region: one.area }));
  publishScores(store, run, households, history);
}
