/**
 * The mission on a county: departments' files → ledger → model → scores and signals → alerts → recommendations → a reform.
 * Each step is skipped when its published result already stands on the same inputs.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCountyConfig } from '../../../training/county/config.ts';
import { countyKey, publishCountyModel, runCounty, type CountyRun } from '../../../training/county/run.ts';
import { addDays, addMonths, type IsoDate } from '../../core/dates.ts';
import type { Progress } from '../../core/progress.ts';
import { raiseRound } from '../../alerts/round.ts';
import type { RaiseResult } from '../../alerts/raise.ts';
import { loadAlertSettings } from '../../alerts/settings.ts';
import { dayFile, publishDay } from '../../dossier/day-file.ts';
import { ingest } from '../../ledger/ingest.ts';
import { openLedger, type Ledger } from '../../ledger/open-ledger.ts';
import { loadScorer } from '../../scoring/load.ts';
import { publishScoreFile } from '../../scoring/score-file.ts';
import { openStore, type Store } from '../../store/index.ts';
import { findModel } from '../find-model.ts';
import { recommendAndTry, type Tried } from './advise.ts';

/** Where the job reads and writes. */
export interface CountyJob {
  /** Folder with the departments' files and mapping.yaml; places.yaml, names of townships, may be there. */
  readonly samples: string;
  /** Data folder: lake/, registry/, store.sqlite, features.parquet, scores.csv, recommendations.csv, alerts.csv, whatif/. */
  readonly data: string;
  /** The reform that is tried. */
  readonly scenarioFile: string;
  /** Training config; default: the small one beside this file. */
  readonly configFile?: string;
  readonly version: string;
  readonly progress: Progress;
  readonly say: (message: string) => void;
}

/** What came of it. */
export interface CountyOutcome {
  readonly asOf: IsoDate;
  readonly model: string;
  readonly round: RaiseResult;
  readonly tried: Tried;
}

const shippedConfig = fileURLToPath(new URL('train.yaml', import.meta.url));

/** Runs what is not done yet. */
export async function runCountyJob(job: CountyJob): Promise<CountyOutcome> {
  const { data, samples, say, progress } = job;
  await mkdir(data, { recursive: true });
  const places = join(samples, 'places.yaml');
  if (existsSync(places)) await copyFile(places, join(data, 'places.yaml'));
  const lake = join(data, 'lake');
  const mappingFile = join(samples, 'mapping.yaml');
  const done = await ingest({ directory: samples, mappingFile, lakeDirectory: lake, progress });
  say(
    `总账 / ledger: ${done.generation}${done.unchanged ? '（未变，沿用 / unchanged）' : `（${done.loaded} 行装入，${done.quarantined} 行隔离 / rows loaded, quarantined）`}`,
  );
  const ledger = await openLedger(lake);
  const store = openStore(join(data, 'store.sqlite'), { create: true });
  try {
    const asOf = await lastMonthEnd(ledger);
    const model = await ensureModel(job, ledger);
    const round = await raise(job, { ledger, store, asOf, model });
    const tried = await recommendAndTry(job, { ledger, store, asOf });
    return { asOf, model, round, tried };
  } finally {
    await store.close();
    ledger.close();
  }
}

/** The last day of the last month the ledger knows whole: departments seldom write on a month's very last day. */
async function lastMonthEnd({ db }: Ledger): Promise<IsoDate> {
  const [row] = await db.rows(`SELECT strftime(max(recorded_at), '%Y-%m-01') AS day FROM assistance_grant`);
  const first = String(row?.['day']) as IsoDate;
  return addDays(addMonths(first, 1), -1);
}

async function ensureModel(job: CountyJob, ledger: Ledger): Promise<string> {
  const { data, version, progress, say } = job;
  const configFile = job.configFile ?? shippedConfig;
  const config = await readCountyConfig(configFile);
  const run: CountyRun = { ledger, config, configFile, version, progress };
  const registry = join(data, 'registry');
  const known = await findModel(registry, countyKey(run));
  if (known !== null) {
    say(`模型 / model: ${known}（未变，沿用 / unchanged）`);
    return known;
  }
  const { id, model } = await publishCountyModel(run, await runCounty(run), registry);
  say(`模型 / model: ${id}（样本外 AUC / out-of-time AUC ${model.metrics['auc']?.toFixed(3) ?? '—'}）`);
  return id;
}

interface Opened {
  readonly ledger: Ledger;
  readonly store: Store;
  readonly asOf: IsoDate;
}

async function raise(
  { data, progress, say }: CountyJob,
  { ledger, store, asOf, model }: Opened & { readonly model: string },
): Promise<RaiseResult> {
  const scorer = await loadScorer(join(data, 'registry', model));
  const scoresFile = join(data, 'scores.csv');
  const result = await raiseRound({
    ...{ ledger, scorer, store, asOf, progress, seed: 'demo' },
    at: asOf,
    actor: 'jiuzhu demo county',
    settings: await loadAlertSettings(),
    onGathered: async ({ day, list }) => {
      const facts = { model, generation: ledger.generation, as_of: asOf };
      await publishScoreFile(scoresFile, list, facts);
      await publishDay(dayFile(data), day, ledger.generation);
    },
  });
  const counts = `${result.raised}（随机抽查 / random draws ${result.audit}），超出走访能力 / beyond capacity ${result.cut}`;
  say(`预警 / alerts: ${asOf}，${counts}${result.isRepeat ? '（已发，沿用 / raised before）' : ''}`);
  if (!existsSync(scoresFile))
    say(`${scoresFile} 已被移走 / was moved away; delete store.sqlite to write it again`);
  return result;
}
