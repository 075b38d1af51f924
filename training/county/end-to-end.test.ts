/**
 * A county of 150 households, from departments' files to a report, a bundle and a ranked list.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { readTruth, UNKNOWN } from '../../eval/index.ts';
import { version } from '../../src/cli/version.ts';
import { isoDate } from '../../src/core/dates.ts';
import { silent, type Progress } from '../../src/core/progress.ts';
import { generate } from '../../src/generate/generate.ts';
import { sqlIdentifier } from '../../src/io/duckdb.ts';
import { verifyManifest } from '../../src/io/manifest.ts';
import { ingest } from '../../src/ledger/ingest.ts';
import { openLedger, type Ledger } from '../../src/ledger/open-ledger.ts';
import { loadScorer } from '../../src/scoring/load.ts';
import { scoreHouseholds } from '../../src/scoring/score-households.ts';
import { pseudonymiser, readKeyFile } from '../../src/vault/index.ts';
import { readCountyConfig, type CountyConfig } from './config.ts';
import { countyEvidence } from './evidence.ts';
import { judgeCounty, type Expectation, type HiddenTruth } from './judge.ts';
import { backtestCounty, publishCountyReport, type CountyMeasures } from './backtest.ts';
import { publishCountyModel, runCounty, type CountyRun } from './run.ts';
import { lateStudy } from './studies/late.ts';
import type { TrainedCounty } from './train.ts';

const program = join(import.meta.dirname, '..', '..', 'bin', 'jiuzhu.mjs');
const sampleFile = join(import.meta.dirname, '..', '..', 'data-samples', 'county', 'train.yaml');
const days = (...texts: string[]) => texts.map((text) => isoDate(text));

let folder: string;
let ledger: Ledger;
let run: CountyRun;
let trained: TrainedCounty;
let hidden: HiddenTruth;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiuzhu-county-e2e-'));
  const county = join(folder, 'county');
  const lake = join(folder, 'lake');
  await generate(
    {
      ...{ households: 150, months: 36, seed: '11', start: '2022-01', region: '330199', dirt: 0 },
      ...{ format: 'csv', threads: 1, version: 'test', out: county },
    },
    silent,
  );
  await ingest({
    directory: county,
    mappingFile: join(county, 'mapping.yaml'),
    lakeDirectory: lake,
    progress: silent,
    threads: 1,
  });
  ledger = await openLedger(lake, { threads: 1 });
  run = { ledger, config: await tinyConfig(), configFile: 'tiny.yaml', version: 'test', progress: silent };
  trained = await runCounty(run);
  const keys = pseudonymiser(readKeyFile(join(county, 'practice-keys.json')));
  hidden = { folder: county, householdId: (number) => keys.household(number) };
}, 600_000);

afterAll(async () => {
  ledger.close();
  await rm(folder, { recursive: true });
});

async function tinyConfig(): Promise<CountyConfig> {
  const config = await readCountyConfig(sampleFile);
  return {
    ...config,
    label: { ...config.label, horizon_months: 3 },
    as_of: {
      train: days('2022-12-31', '2023-03-31', '2023-06-30'),
      calibrate: days('2023-10-31', '2023-12-31'),
      test: days('2024-04-30', '2024-08-31'),
    },
    families: ['scorecard'],
    studies: ['departments', 'silent'],
    draws: 20,
  };
}

describe('the report', () => {
  let measures: CountyMeasures;

  beforeAll(async () => {
    measures = await publishCountyReport(run, trained, { out: join(folder, 'report'), hidden });
  }, 600_000);

  it('shows every baseline beside the model for each label whose outcomes differ', () => {
    const ids = [
      'taken',
      'demographic',
      'best_signal',
      'single_trigger',
      'last_status',
      'random',
      'base_rate',
    ];

    expect(measures.labels.map(({ id }) => id)).toEqual(expect.arrayContaining(['take_up', 'true_need']));
    for (const { candidates } of measures.labels)
      expect(candidates.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
  });

  it('gives a constant no ranking, and the model no probability outside 0..1', () => {
    const [first] = measures.labels;
    const base = first?.candidates.find(({ id }) => id === 'base_rate');

    expect(base?.auc?.value).toBe(0.5);
    expect(Array.from(trained.judged.candidates[0]!.p).every((p) => p >= 0 && p <= 1)).toBe(true);
  });

  it('counts every row of the test dates as known or unknown', () => {
    for (const { rows, unknown } of measures.labels)
      expect(rows + unknown).toBe(trained.judged.households.length);
    expect(trained.labels[0]?.y.some((one) => one !== UNKNOWN)).toBe(true);
  });

  it('says what today’s practice finds with equal visits, and what each department is worth', () => {
    const { lists, departments, silent, ageing } = measures.studies;

    for (const { by_both: both, by_model: model, by_trigger: trigger, cases } of lists?.trigger ?? []) {
      expect(both).toBeLessThanOrEqual(Math.min(model, trigger));
      expect(Math.max(model, trigger)).toBeLessThanOrEqual(cases);
    }
    expect(departments?.departments.map(({ department }) => department.en)).toContain('medical insurance');
    expect(silent?.true_need).toBeGreaterThanOrEqual(silent?.true_silent ?? Number.NaN);
    expect(ageing).toBeNull();
  });

  it('is published whole, with rows anybody can measure again', async () => {
    const manifest = await verifyManifest(join(folder, 'report', 'manifest.json'));
    const csv = await readFile(join(folder, 'report', 'predictions.csv'), 'utf8');
    const html = await readFile(join(folder, 'report', 'report.html'), 'utf8');

    expect(manifest.files.map(({ path }) => path).sort()).toEqual([
      'metrics.json',
      'predictions.csv',
      'report.html',
      'silent.csv',
    ]);
    expect(csv.split('\n')[0]).toBe('household_id,as_of,take_up,need,p');
    expect(html).toContain('现行做法');
  });
});

describe('the generator’s own hazard', () => {
  it('is refused when the generator lives other lives than the truth tells', async () => {
    const [asOf] = trained.parts.test.asOf;
    const { numberOf, needIn } = await readTruth(hidden, asOf!);
    const others = [...numberOf].map(
      ([id, number]) => [number, { isAtRisk: needIn(id, asOf!.slice(0, 7)) === true, chance: 0.5 }] as const,
    );
    const hazard = (): ReadonlyMap<number, Expectation> => new Map(others);
    const judged = judgeCounty(trained, run.config, { ...hidden, hazard }, silent);

    await expect(judged).rejects.toMatchObject({ code: 'JZ_TRUTH_MISMATCH', exitCode: 3 });
  });
});

describe('the bundle', () => {
  it('is named by its content, and scores a test date as training did', async () => {
    const registry = join(folder, 'registry');
    const { id } = await publishCountyModel(run, trained, registry);
    const again = await publishCountyModel(run, trained, registry);
    const scorer = await loadScorer(join(registry, id));
    const [asOf] = trained.parts.test.asOf;

    const list = await scoreHouseholds({ ledger, scorer, asOf: asOf!, topReasons: 3, progress: silent });

    expect(again.id).toBe(id);
    expect(id).toMatch(/^county-[0-9a-f]{12}$/);
    const { judged } = trained;
    const expected = new Map(
      judged.households.flatMap((household, i) =>
        judged.asOf[i] === asOf ? [[household, judged.candidates[0]!.p[i]] as const] : [],
      ),
    );
    expect(list.households).toHaveLength(expected.size);
    for (const { householdId, probability, reasons } of list.households) {
      expect(probability).toBe(expected.get(householdId));
      for (const { zh } of reasons) expect(zh).not.toBe('');
    }
  }, 600_000);
});

describe('the evidence of a bundle', () => {
  it('tells of the list what the report tells: reach of the poorest, lead time, how steady it is', async () => {
    const { metrics } = await countyEvidence(run, trained);
    const [label] = await judgeCounty(trained, run.config, null, silent);

    const list = label!.candidates[0]!.lists.find(({ share }) => share === run.config.capacity)!;
    const value = (id: string): number | undefined => metrics.find((one) => one.id === id)?.value;
    expect(value('cgh')).toBeCloseTo(list.cgh!.value, 12);
    expect(value('lead_days')).toBe(list.lead.median ?? undefined);
    expect(value('never_warned')).toBe(list.lead.never);
    expect(metrics.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['lift', 'bpac', 'ece_by_chance', 'calibration_slope', 'calibration_intercept']),
    );
  });
});

describe('late data', () => {
  it('of every department at once change the list of a date, of none changes nothing', async () => {
    const { db } = ledger;
    const source = { db, config: run.config };
    const asOf = run.config.as_of!.test.at(-1)!;

    const study = await lateStudy(source, { stack: trained.stack, asOf, departments: [] }, silent);

    expect(study?.departments[0]?.department).toBeNull();
    expect(study?.departments[0]?.change.kept).toBeLessThan(1);
    expect(
      await db.rows('SELECT count(*) AS n FROM duckdb_views() WHERE temporary AND NOT internal'),
    ).toEqual([{ n: '0' }]);
  }, 600_000);
});

describe('splits by rule', () => {
  const temporal = {
    first_as_of: isoDate('2022-09-30'),
    last_test: isoDate('2024-08-31'),
    ...{ update_every_months: 2, test_every_months: 2, train_every_months: 2, train_history_months: 12 },
    ...{ calibrate_months: 2, calibrate_on: 'after_gap' as const, splits_at_most: 2 },
  };

  function temporalRun(work: string): CountyRun {
    return { ...run, work, config: { ...run.config, as_of: undefined, temporal } };
  }

  it('killed in the middle, go on to the same result without fitting again what is kept', async () => {
    const [whole, broken] = [join(folder, 'whole'), join(folder, 'broken')];
    const through = await runCounty(temporalRun(whole));
    let seen = 0;
    const stops: Progress = (label) => {
      if (label.startsWith('2/2') && ++seen === 2) throw new Error('killed');
    };
    await expect(runCounty({ ...temporalRun(broken), progress: stops })).rejects.toThrow('killed');
    const labels: string[] = [];

    const again = await runCounty({ ...temporalRun(broken), progress: (label) => labels.push(label) });

    expect(again).toEqual(through);
    expect(labels.some((label) => label.startsWith('1/2 训练'))).toBe(false);
    expect(labels.some((label) => label.startsWith('2/2 训练'))).toBe(true);
    expect(through.splits).toHaveLength(2);
    expect(through.selection.taken).toEqual(['scorecard', 'scorecard']);
    expect(through.judged.asOf[0]).toBe('2024-05-31');
  }, 600_000);

  /** The same config as a file, and a run that is not killed. */
  async function throughRun(): Promise<{ readonly file: string; readonly through: CountyRun }> {
    const file = join(folder, 'temporal.yaml');
    const { label, families } = run.config;
    const sample = parse(await readFile(sampleFile, 'utf8')) as object;
    await writeFile(file, stringify({ ...sample, label, families, temporal, as_of: undefined, draws: 20 }));
    const config = await readCountyConfig(file);
    return { file, through: { ...run, config, version, work: join(folder, 'through.work') } };
  }

  /** Starts a command, kills it as soon as its first split is kept, and runs it again to its end. */
  async function killedOnce(command: readonly string[], out: string): Promise<string> {
    const killed = spawn(process.execPath, [program, ...command], { stdio: 'ignore' });
    const isOver = once(killed, 'exit');
    while (!existsSync(join(`${out}.work`, 'splits')) && killed.exitCode === null) await setTimeout(20);
    killed.kill('SIGKILL');
    expect(await isOver).toEqual([null, 'SIGKILL']);
    expect(existsSync(out)).toBe(false);
    return (await promisify(execFile)(process.execPath, [program, ...command, '--json'])).stdout;
  }

  it('killed by the machine, a training goes on from its kept work to the bundle it would have made', async () => {
    const { file, through } = await throughRun();
    const registry = join(folder, 'killed');
    const lake = join(folder, 'lake');

    const again = await killedOnce(
      ['train', '--lake', lake, '--config', file, '--registry', registry],
      registry,
    );

    const { id } = await publishCountyModel(through, await runCounty(through), join(folder, 'through'));
    expect(JSON.parse(again)).toMatchObject({ id });
  }, 600_000);

  it('killed by the machine, a backtest goes on from its kept work to the report it would have made', async () => {
    const { file, through } = await throughRun();
    const [out, whole] = [join(folder, 'killed-report'), join(folder, 'whole-report')];
    const given = ['--lake', join(folder, 'lake'), '--truth', join(folder, 'county')];

    await killedOnce(['backtest', ...given, '--config', file, '--out', out], out);

    await backtestCounty(through, { out: whole, hidden });
    for (const name of ['report.html', 'metrics.json', 'predictions.csv', 'silent.csv'])
      expect((await readFile(join(out, name))).equals(await readFile(join(whole, name)))).toBe(true);
  }, 600_000);

  it('read no kept file whose bytes were changed', async () => {
    const names = await readdir(join(folder, 'whole', 'features'));
    const name = names
      .filter((one) => one.endsWith('.columns'))
      .sort()
      .at(-1);
    const file = join(folder, 'whole', 'features', name!);
    const bytes = await readFile(file);
    bytes[100]! ^= 1;
    await writeFile(file, bytes);

    await expect(runCounty(temporalRun(join(folder, 'whole')))).rejects.toMatchObject({
      code: 'JZ_HASH_MISMATCH',
      exitCode: 4,
    });
  }, 600_000);
});

describe('what training may not see', () => {
  it('rows and corrections known only after every outcome change nothing', async () => {
    const past = await openLedger(join(folder, 'lake'), { threads: 1 });
    try {
      await forgetAfter(past, '2024-12-31');
      const cut = await runCounty({ ...run, ledger: past });

      expect(cut.judged).toEqual(trained.judged);
      expect(cut.calibrator).toEqual(trained.calibrator);
      expect(cut.labels).toEqual(trained.labels);
    } finally {
      past.close();
    }
  }, 600_000);
});

/** Takes out of the views what became known after a day: rows, and that others were replaced. */
async function forgetAfter({ db, tables }: Ledger, day: string): Promise<void> {
  for (const { name } of tables) {
    await db.run(
      `CREATE TABLE ${sqlIdentifier(`${name}_then`)} AS
       SELECT * REPLACE (CASE WHEN superseded_at <= CAST($day AS DATE) THEN superseded_at END AS superseded_at)
       FROM ${sqlIdentifier(name)} WHERE recorded_at <= CAST($day AS DATE)`,
      { day },
    );
    await db.run(
      `CREATE OR REPLACE VIEW ${sqlIdentifier(name)} AS SELECT * FROM ${sqlIdentifier(`${name}_then`)}`,
    );
  }
}
