/**
 * One training: data, model, bundle; and one backtest: the same with its report.
 */
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { measureEvidence, measureReport, renderReport, type ReportMeasures } from '../../eval/index.ts';
import { panelCatalogue } from '../../features/index.ts';
import { canonicalJson } from '../../src/core/json.ts';
import type { Progress } from '../../src/core/progress.ts';
import { seededRng } from '../../src/core/rng.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { sha256 } from '../../src/io/files.ts';
import { publishFolder } from '../../src/io/publish.ts';
import { writeHouseholdModel } from '../../src/scoring/household-bundle.ts';
import { compareOnTest } from './compare.ts';
import type { PanelConfig } from './config.ts';
import { buildPanelData, type PanelData } from './dataset.ts';
import { panelReport } from './report.ts';
import { trainPanel, type TrainedPanel } from './train.ts';

/** What a run works on. */
export interface PanelRun {
  readonly ledger: { readonly db: DuckDb; readonly generation: string };
  readonly config: PanelConfig;
  readonly version: string;
  readonly progress: Progress;
}

/** A finished training, still in memory. */
export interface FinishedTraining {
  readonly data: PanelData;
  readonly trained: TrainedPanel;
}

/** Hash of everything a training depends on: equal keys give equal models. */
export function trainingKey({
  ledger,
  config,
  version,
}: Pick<PanelRun, 'config' | 'version'> & { readonly ledger: { readonly generation: string } }): string {
  return sha256(
    canonicalJson({ generation: ledger.generation, config, version, declarations: panelCatalogue }),
  );
}

/** Builds the data and trains. */
export async function runTraining({ ledger, config, progress }: PanelRun): Promise<FinishedTraining> {
  progress('特征与标签 / features and labels', 0, 1);
  const data = await buildPanelData(ledger, config);
  progress('特征与标签 / features and labels', 1, 1);
  return { data, trained: await trainPanel(data, config, progress) };
}

/** Publishes the model bundle with its card and what was measured of it; gives the model's id. */
export async function publishModel(
  run: PanelRun,
  { data, trained }: FinishedTraining,
  registry: string,
): Promise<string> {
  const facts = {
    key: trainingKey(run),
    generation: run.ledger.generation,
    declarations: data.declarationsId,
    seed: run.config.seed,
    version: run.version,
    calibrator: trained.calibration.calibrator.kind,
    rows: { train: data.train.X.nRows, calibrate: data.calibrate.X.nRows, test: data.test.X.nRows },
    censored: { train: data.train.censored, calibrate: data.calibrate.censored, test: data.test.censored },
  };
  const { kind, catalogue, label, bandThresholds, trainedOn, calibratedOn, testedOn, metrics } =
    trained.model;
  const card = { kind, catalogue, label, bandThresholds, trainedOn, calibratedOn, testedOn, metrics };
  const { config } = run;
  const report = panelReport({ data, config, trained, rivals: [], provenance: {} });
  const evidence = measureEvidence(report, seededRng(`${config.seed}/evidence`));
  return writeHouseholdModel(registry, trained.model, facts, {
    'card.json': `${JSON.stringify({ ...card, ...facts }, null, 2)}\n`,
    'evidence.json': `${JSON.stringify(evidence)}\n`,
  });
}

/** Compares on the test rows and publishes report.html, metrics.json and predictions.csv; gives the measures. */
export async function publishReport(
  run: PanelRun,
  { data, trained }: FinishedTraining,
  folder: string,
): Promise<ReportMeasures> {
  const { config, progress, ledger, version } = run;
  const rivals = compareOnTest(data, config.seed, progress);
  const provenance = {
    'ledger generation': ledger.generation,
    seed: config.seed,
    version,
    features: data.declarationsId.slice(0, 16),
  };
  const report = panelReport({ data, config, trained, rivals, provenance });
  progress('评估 / evaluating', 0, 1);
  const measures = measureReport(report, seededRng(`${config.seed}/report`));
  const path = resolve(folder);
  await publishFolder(
    'report',
    { parent: dirname(path), name: basename(path), replace: 'report' },
    async (working) => {
      await writeFile(join(working, 'report.html'), renderReport(report, measures));
      await writeFile(join(working, 'metrics.json'), `${JSON.stringify(measures, null, 2)}\n`);
      await writeFile(join(working, 'predictions.csv'), predictionsCsv(data, trained));
      return { facts: { key: trainingKey(run), generation: ledger.generation, seed: config.seed, version } };
    },
  );
  progress('评估 / evaluating', 1, 1);
  return measures;
}

/** The test rows, so that anyone can measure again with other software. */
function predictionsCsv({ test }: PanelData, trained: TrainedPanel): string {
  const lines = test.householdId.map((id, i) => `${id},${test.y[i]!},${trained.testProbabilities[i]!}`);
  return `household_id,y,p\n${lines.join('\n')}\n`;
}
