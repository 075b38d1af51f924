/**
 * A county as a bureau runs it: departments' files of a small synthetic county ingested, scored, alerts raised, served
 * with accounts on the day of its list, and the pages as a release builds them.
 */
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccount } from '../../src/api/accounts.ts';
import { serve } from '../../src/api/serve.ts';
import { runCountyJob } from '../../src/batch/county/job.ts';
import { silent } from '../../src/core/progress.ts';
import { generate } from '../../src/generate/generate.ts';
import { loadScorer } from '../../src/scoring/load.ts';
import { openStore } from '../../src/store/index.ts';
import { buildPages } from './site.ts';

/** A running county. */
export interface CountySite {
  /** `http://127.0.0.1:port`. */
  readonly origin: string;
  /** Day of the list; the service's clock stands on it. */
  readonly asOf: string;
  /** The data folder. */
  readonly data: string;
  close(): Promise<void>;
}

/** Password of every account. */
export const password = 'correct horse battery';
/** Accounts by role. */
export const accounts = {
  caseworker: '王助理',
  colleague: '李助理',
  analyst: '赵分析',
  data_team: '钱数据',
  administrator: '孙主任',
} as const;

/** Generates, ingests, trains, scores, raises alerts and serves. */
export async function openCountySite(): Promise<CountySite> {
  const folder = await mkdtemp(join(tmpdir(), 'jiuzhu-county-site-'));
  const pages = join(folder, 'pages');
  const data = join(folder, 'data');
  const [asOf] = await Promise.all([makeCounty(folder, data), buildPages(pages)]);
  await addAccounts(data, asOf);
  const now = () => new Date(`${asOf}T09:30:00+08:00`);
  const keyFile = join(folder, 'county', 'practice-keys.json');
  const serving = await serve({
    dataDirectory: data,
    port: 0,
    loadScorer,
    keyFile,
    webDirectory: pages,
    now,
  });
  const close = async (): Promise<void> => {
    await serving.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { origin: serving.url, asOf, data, close };
}

async function makeCounty(folder: string, data: string): Promise<string> {
  const samples = join(folder, 'county');
  await generate(
    {
      ...{ households: 150, months: 36, seed: '11', start: '2022-01', region: '330199', dirt: 1 },
      ...{ format: 'mixed', threads: 1, version: 'test', out: samples },
    },
    silent,
  );
  const sample = (path: string) => new URL(`../../data-samples/${path}`, import.meta.url).pathname;
  await copyFile(sample('county/places.yaml'), join(samples, 'places.yaml'));
  const configFile = join(folder, 'train.yaml');
  await writeFile(configFile, await smallConfig());
  const scenarioFile = sample('scenarios/raise-standard.yaml');
  const job = { samples, data, configFile, scenarioFile, version: 'test', progress: silent };
  return (await runCountyJob({ ...job, say: () => undefined })).asOf;
}

/** The shipped training of the demonstration, on fewer dates. */
async function smallConfig(): Promise<string> {
  const shipped = await readFile(new URL('../../src/batch/county/train.yaml', import.meta.url), 'utf8');
  return shipped
    .replace(/train: \{.*\}/, "train: ['2022-12-31', '2023-03-31', '2023-06-30']")
    .replace(/calibrate: .*/, "calibrate: ['2023-10-31', '2023-12-31']")
    .replace('horizon_months: 6', 'horizon_months: 3')
    .replace(/test: .*/, "test: ['2024-04-30']")
    .replace(/families: .*/, 'families: [scorecard]');
}

async function addAccounts(data: string, at: string): Promise<void> {
  const store = openStore(join(data, 'store.sqlite'), { create: false });
  const roles = [
    ['caseworker', accounts.caseworker],
    ['caseworker', accounts.colleague],
    ['analyst', accounts.analyst],
    ['data_team', accounts.data_team],
    ['administrator', accounts.administrator],
  ] as const;
  for (const [role, name] of roles)
    await createAccount(store, { name, role, areas: null, password }, { at, actor: '管理员' });
  await store.close();
}
