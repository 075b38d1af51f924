import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseCalibrator } from '../../models/calibration/calibrator.ts';
import { fitVennAbers } from '../../models/calibration/venn-abers.ts';
import { stackLogOdds } from '../../models/stack/model.ts';
import { silent } from '../../src/core/progress.ts';
import { encode } from '../../src/scoring/codec.ts';
import type { HouseholdModel } from '../../src/scoring/household-bundle.ts';
import { calibratedProbabilities, loadScorer } from '../../src/scoring/load.ts';
import type { PanelConfig } from './config.ts';
import { buildPanelData, type PanelData } from './dataset.ts';
import { publishModel, runTraining, trainingKey, type PanelRun } from './run.ts';
import { panelRows, smallConfig, withPanel } from './test-support.ts';
import { trainPanel, type TrainedPanel } from './train.ts';

let config: PanelConfig;
let data: PanelData;
let trained: TrainedPanel;

beforeAll(async () => {
  const rows = await panelRows(['9']);
  config = await smallConfig();
  data = await withPanel(rows, (ledger) => buildPanelData(ledger, config));
  trained = await trainPanel(data, config, silent);
});

describe('trainPanel', () => {
  it('lets test labels choose nothing: other labels change the measures alone', async () => {
    const flipped = { ...data, test: { ...data.test, y: data.test.y.map((label) => 1 - label) } };

    const again = await trainPanel(flipped, config, silent);

    expect(bytesOf({ ...again.model, metrics: {} })).toBe(bytesOf({ ...trained.model, metrics: {} }));
    expect(again.testProbabilities).toEqual(trained.testProbabilities);
    expect(again.model.metrics['auc']).toBeCloseTo(1 - trained.model.metrics['auc']!, 12);
  });

  it('fits on the training part alone: other calibration labels change calibration alone', async () => {
    const y = data.calibrate.y.map((label, row) => (row % 3 === 0 ? 1 - label : label));

    const again = await trainPanel({ ...data, calibrate: { ...data.calibrate, y } }, config, silent);

    expect(bytesOf(again.model.stack)).toBe(bytesOf(trained.model.stack));
    expect(bytesOf(again.model.interval)).not.toBe(bytesOf(trained.model.interval));
  });

  it('calibrates and bounds on every calibration household, each with its own group', () => {
    const { X, y, groups } = data.calibrate;
    const logOdds = stackLogOdds(trained.model.stack, X);

    expect(trained.calibration).toEqual(chooseCalibrator(logOdds, y, groups));
    expect(trained.model.calibrator).toEqual(trained.calibration.calibrator);
    expect(trained.model.interval).toEqual(fitVennAbers(logOdds, y));
    expect(trained.model.uncertainAcross).toBe('own');
    expect(trained.model.intervalGroups?.tables.length).toBe(trained.model.intervalGroups!.cuts.length + 1);
  });

  it('sets the bands so that the configured shares of calibration households reach them', () => {
    const { red, orange, yellow } = trained.model.bandThresholds;
    const p = calibratedProbabilities(trained.model, data.calibrate.X);

    for (const [share, threshold] of [
      [config.bands.red, red],
      [config.bands.orange, orange],
      [config.bands.yellow, yellow],
    ] as const) {
      const wanted = Math.ceil(share * p.length);
      expect(p.filter((value) => value >= threshold).length).toBeGreaterThanOrEqual(wanted);
      expect(p.filter((value) => value > threshold).length).toBeLessThan(wanted);
    }
  });

  it('names its dates and measures', () => {
    expect(trained.model).toMatchObject({
      trainedOn: ['2012-03-31', '2012-06-30'],
      calibratedOn: ['2012-09-30'],
      testedOn: ['2012-12-31'],
    });
    expect(trained.model.metrics).toHaveProperty('recall_top_10pct');
    expect(Object.values(trained.model.metrics).every(Number.isFinite)).toBe(true);
  });
});

describe('a published model', () => {
  it('scores the test households as training did, and the same training has the same id', async () => {
    const registry = await mkdtemp(join(tmpdir(), 'jiuzhu-registry-'));
    try {
      const ids = await withPanel(await panelRows(['9']), async ({ db, generation }) => {
        const run: PanelRun = { ledger: { db, generation }, config, version: '1', progress: silent };
        const finished = await runTraining(run);
        const first = await publishModel(run, finished, registry);
        const second = await publishModel(run, { data, trained }, registry);
        return [first, second];
      });

      const scorer = await loadScorer(join(registry, ids[0]!));
      const scores = scorer.score(data.test.X, 3);
      const evidence: unknown = JSON.parse(await readFile(join(registry, ids[0]!, 'evidence.json'), 'utf8'));

      expect(ids[1]).toBe(ids[0]);
      expect(evidence).toMatchObject({
        rows: data.test.y.length,
        fairness: { columns: [{ id: 'region' }, { id: 'household' }] },
      });
      expect(scores.map(({ probability }) => probability)).toEqual([...trained.testProbabilities]);
      for (const { lower, probability, upper, reasons } of scores) {
        expect(lower <= probability && probability <= upper).toBe(true);
        expect(reasons.length).toBeLessThanOrEqual(3);
      }
    } finally {
      await rm(registry, { recursive: true });
    }
  });
});

describe('the key of a training', () => {
  it('changes with generation, config and version, and with nothing else', async () => {
    const run = { ledger: { generation: 'g' }, config, version: '1' };
    const key = trainingKey(run);

    expect(trainingKey({ ...run, config: await smallConfig() })).toBe(key);
    expect(trainingKey({ ...run, ledger: { ...run.ledger, generation: 'h' } })).not.toBe(key);
    expect(trainingKey({ ...run, config: { ...config, seed: '2' } })).not.toBe(key);
    expect(trainingKey({ ...run, version: '2' })).not.toBe(key);
  });
});

function bytesOf(value: HouseholdModel | HouseholdModel['stack'] | HouseholdModel['interval']): string {
  const { json, bytes } = encode(value);
  return json + Buffer.from(bytes).toString('base64');
}
