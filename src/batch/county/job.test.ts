/**
 * A county of 150 households through the whole job, twice; then what visits found goes back into the ledger and
 * training reads it.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOutcomes } from '../../../training/county/outcomes.ts';
import { actAllOnAlert } from '../../alerts/act.ts';
import { listAlerts, type Alert } from '../../alerts/alert.ts';
import { giveBackVisits } from '../../alerts/give-back.ts';
import { loadAlertSettings } from '../../alerts/settings.ts';
import { suppressedAt } from '../../alerts/suppress.ts';
import { isoDate } from '../../core/dates.ts';
import { silent } from '../../core/progress.ts';
import { generate } from '../../generate/generate.ts';
import { verifyManifest } from '../../io/manifest.ts';
import { ingest } from '../../ledger/ingest.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { openStore, verifyAudit, type Store } from '../../store/index.ts';
import { runCountyJob, type CountyJob, type CountyOutcome } from './job.ts';

let folder: string;
let job: CountyJob;
let outcome: CountyOutcome;
const said: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiuzhu-county-job-'));
  const samples = join(folder, 'county');
  await generate(
    {
      ...{ households: 150, months: 36, seed: '11', start: '2022-01', region: '330199', dirt: 0 },
      ...{ format: 'csv', threads: 1, version: 'test', out: samples },
    },
    silent,
  );
  const shipped = await readFile(new URL('train.yaml', import.meta.url), 'utf8');
  const configFile = join(folder, 'train.yaml');
  await writeFile(
    configFile,
    shipped
      .replace(/train: \{.*\}/, "train: ['2022-12-31', '2023-03-31', '2023-06-30']")
      .replace(/calibrate: .*/, "calibrate: ['2023-10-31', '2023-12-31']")
      .replace('horizon_months: 6', 'horizon_months: 3')
      .replace(/test: .*/, "test: ['2024-04-30']")
      .replace(/families: .*/, 'families: [scorecard]'),
  );
  job = {
    ...{ samples, data: join(folder, 'data'), configFile, version: 'test', progress: silent },
    scenarioFile: new URL('../../../data-samples/scenarios/raise-standard.yaml', import.meta.url).pathname,
    say: (message) => said.push(message),
  };
  outcome = await runCountyJob(job);
}, 600_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const withStore = async <T>(work: (store: Store) => T | Promise<T>): Promise<T> => {
  const store = openStore(join(job.data, 'store.sqlite'), { create: false });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};
const openAlerts = (): Promise<Alert[]> =>
  withStore((store) => listAlerts(store, { isOpen: true }, { limit: 1000 }));

describe('the county’s job', () => {
  it('raises alerts as of the last month, with everything published beside them', async () => {
    const alerts = await openAlerts();

    expect(outcome.asOf).toBe('2024-12-31');
    expect(alerts.length).toBe(outcome.round.raised);
    expect(alerts.length).toBeGreaterThan(0);
    for (const file of ['scores.csv', 'recommendations.csv', 'alerts.csv', 'whatif'])
      await verifyManifest(
        join(job.data, file.endsWith('.csv') ? `${file}.manifest.json` : `${file}/manifest.json`),
      );
    expect(outcome.tried.recommendations.households).toBeGreaterThan(90);
    expect((await withStore((store) => verifyAudit(store))).holds).toBe(true);
  });

  it('run again trains nothing, raises nothing, and says so', async () => {
    said.length = 0;
    const before = await openAlerts();
    const again = await runCountyJob(job);

    expect(again.model).toBe(outcome.model);
    expect(again.round).toEqual({ ...outcome.round, isRepeat: true });
    expect(again.tried).toEqual(outcome.tried);
    expect(said.filter((line) => line.includes('沿用'))).toHaveLength(3);
    expect(await openAlerts()).toEqual(before);
  }, 300_000);
});

it('gives outcomes back to the ledger as visits that training counts and the next round respects', async () => {
  const settings = await loadAlertSettings();
  const [first, second] = await openAlerts();
  const lake = join(job.data, 'lake');
  const day = isoDate('2025-01-08');
  const visited = (alert: Alert, outcome_: 'confirmed' | 'false_alarm', wage: number) =>
    withStore((store) =>
      actAllOnAlert(
        store,
        settings,
        (
          [
            ['assign', { to: '李四' }],
            [
              'visit',
              {
                visited_on: day,
                findings: { members: 2, wage_fen: wage, transfer_fen: 0, cause: 'illness' },
              },
            ],
            ['conclude', { outcome: outcome_ }],
          ] as const
        ).map(([action, details]) => ({ alert: alert.id, action, actor: '张三', at: day, details })),
      ),
    );
  await visited(first!, 'confirmed', 600_000);
  if (second) await visited(second, 'false_alarm', 9_000_000);
  const out = join(folder, 'outcomes');
  const given = await withStore((store) => giveBackVisits(store, out, { from: day, to: day }));
  const again = await withStore((store) => giveBackVisits(store, out, { from: day, to: day }));
  expect(again.manifest).toEqual(given.manifest);

  const result = await ingest({
    directory: out,
    mappingFile: join(out, 'mapping.yaml'),
    lakeDirectory: lake,
    progress: silent,
  });

  const visits = second ? 2 : 1;
  expect([given.visits, result.rowsIn, result.quarantined]).toEqual([visits, visits, 0]);
  const ledger = await openLedger(lake);
  try {
    const asOf = isoDate('2024-12-31');
    const window = {
      asOf,
      end: isoDate('2025-03-31'),
      knownOn: isoDate('2025-04-30'),
      standardFen: 1_200_000,
    };
    const { of } = await readOutcomes(ledger.db, window);
    expect(of.get(first!.household)).toMatchObject({ isVisited: true, neededOn: day });
    if (second) expect(of.get(second.household)).toMatchObject({ isVisited: true, neededOn: null });
    const empty = openStore(join(folder, 'empty.sqlite'));
    const left = await suppressedAt({ ledger, store: empty, settings, asOf: isoDate('2025-01-31') });
    await empty.close();
    expect(left.get(first!.household)).toMatchObject({
      reason: 'visited',
      details: { outcome: 'confirmed', day },
    });
    const [audit] = await ledger.db.rows(
      `SELECT count(*)::INTEGER AS n FROM observation WHERE code = 'alert.audit'`,
    );
    expect(audit).toEqual({ n: visits });
  } finally {
    ledger.close();
  }
}, 300_000);
