/**
 * One training on a department ledger: data, model, bundle; and one backtest: the same with its report.
 */
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { labelSections, measureReport, renderReport, type LabelMeasures } from '../../eval/index.ts';
import { catalogueId } from '../../features/county/publish.ts';
import { canonicalJson } from '../../src/core/json.ts';
import type { Progress } from '../../src/core/progress.ts';
import { seededRng } from '../../src/core/rng.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { sha256 } from '../../src/io/files.ts';
import { publishFolder } from '../../src/io/publish.ts';
import { writeHouseholdModel, type HouseholdModel } from '../../src/scoring/household-bundle.ts';
import { labelWindow, type CountyConfig } from './config.ts';
import { judgeCounty, type HiddenTruth } from './judge.ts';
import { refuseUnknownOutcomes } from './outcomes.ts';
import { countyReport } from './report.ts';
import { trainCounty, type TrainedCounty } from './train.ts';

/** What a run works on. */
export interface CountyRun {
  readonly ledger: { readonly db: DuckDb; readonly generation: string };
  readonly config: CountyConfig;
  /** Where the config came from, for messages. */
  readonly configFile: string;
  readonly version: string;
  readonly progress: Progress;
}

/** The content of metrics.json. */
export interface CountyMeasures {
  readonly label: CountyConfig['label'];
  readonly parts: TrainedCounty['parts'];
  readonly sampled: number;
  readonly blend: readonly { readonly family: string; readonly weight: number }[];
  readonly calibrator: string;
  readonly labels: readonly LabelMeasures[];
}

/** Hash of everything a training depends on: equal keys give equal models. */
export function countyKey({
  ledger,
  config,
  version,
}: Pick<CountyRun, 'ledger' | 'config' | 'version'>): string {
  const declarations = catalogueId();
  return sha256(canonicalJson({ generation: ledger.generation, config, version, declarations }));
}

/**
 * Builds the data, trains, calibrates, scores the test dates.
 *
 * @throws JZ_LABEL_BEYOND_DATA, JZ_LABEL_ONE_CLASS, JZ_COLUMN_MISSING
 */
export async function runCounty({ ledger, config, configFile, progress }: CountyRun): Promise<TrainedCounty> {
  const { train, calibrate, test } = config.as_of;
  const windows = [...train, ...calibrate, ...test].map((asOf) => ({ asOf, ...labelWindow(config, asOf) }));
  await refuseUnknownOutcomes(ledger.db, configFile, windows);
  return trainCounty({ db: ledger.db, config }, progress);
}

/** Publishes the bundle; its id names its content. */
export async function publishCountyModel(
  run: CountyRun,
  trained: TrainedCounty,
  registry: string,
): Promise<{ readonly id: string; readonly model: HouseholdModel }> {
  const labels = await judgeCounty(
    { ...trained, labels: trained.labels.slice(0, 1) },
    run.config,
    null,
    run.progress,
  );
  const model = modelOf(trained, run.config, labels);
  const { config, ledger, version } = run;
  const facts = {
    key: countyKey(run),
    generation: ledger.generation,
    seed: config.seed,
    version,
    declarations: catalogueId(),
  };
  const { kind, catalogue, label, bandThresholds, metrics } = model;
  const card = { kind, catalogue, label, bandThresholds, metrics, ...facts, config, parts: trained.parts };
  const id = await writeHouseholdModel(registry, model, facts, {
    'card.json': `${JSON.stringify(card, null, 2)}\n`,
  });
  return { id, model };
}

/** Publishes report.html, metrics.json and predictions.csv; gives the measures. */
export async function publishCountyReport(
  run: CountyRun,
  trained: TrainedCounty,
  { out, hidden }: { readonly out: string; readonly hidden: HiddenTruth | null },
): Promise<CountyMeasures> {
  const { config, ledger, version, progress } = run;
  const labels = await judgeCounty(trained, config, hidden, progress);
  const { parts, sampled, stack, calibration } = trained;
  const blend = stack.members.map(({ weight, model }) => ({ family: model.family, weight }));
  const calibrator = calibration.calibrator.kind;
  const measures: CountyMeasures = { label: config.label, parts, sampled, blend, calibrator, labels };
  const report = countyReport(trained, config, {
    'ledger generation': ledger.generation,
    seed: config.seed,
    version,
    features: catalogueId().slice(0, 16),
  });
  const main = measureReport(report, seededRng(`${config.seed}/report`), config.draws);
  const path = resolve(out);
  await publishFolder(
    'report',
    { parent: dirname(path), name: basename(path), replace: 'report' },
    async (working) => {
      await writeFile(join(working, 'report.html'), renderReport(report, main, labelSections(labels)));
      await writeFile(join(working, 'metrics.json'), `${JSON.stringify(measures, null, 2)}\n`);
      await writeFile(join(working, 'predictions.csv'), predictionsCsv(trained));
      const facts = { key: countyKey(run), generation: ledger.generation, seed: config.seed, version };
      return { facts };
    },
  );
  return measures;
}

function modelOf(
  trained: TrainedCounty,
  config: CountyConfig,
  labels: readonly LabelMeasures[],
): HouseholdModel {
  const { stack, calibration, interval, calibrationProbabilities: sorted, parts } = trained;
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
  const { red, orange, yellow } = config.bands;
  return {
    kind: 'household',
    catalogue: 'county',
    label: { zh: config.label.zh, en: config.label.en },
    stack,
    calibrator: calibration.calibrator,
    interval,
    bandThresholds: { red: at(red), orange: at(orange), yellow: at(yellow) },
    trainedOn: parts.train.asOf,
    calibratedOn: parts.calibrate.asOf,
    testedOn: parts.test.asOf,
    metrics: headline(labels[0]),
  };
}

function headline(label: LabelMeasures | undefined): Record<string, number> {
  const stack = label?.candidates.find(({ id }) => id === 'stack');
  if (!stack) return {};
  const lists = stack.lists.flatMap(({ share, precision, recall }) => {
    const name = `top_${Math.round(share * 100)}pct`;
    return [
      [`precision_${name}`, precision?.value],
      [`recall_${name}`, recall?.value],
    ] as const;
  });
  const named: (readonly [string, number | undefined])[] = [
    ['auc', stack.auc?.value],
    ['average_precision', stack.average_precision?.value],
    ['log_loss', stack.log_loss?.value],
    ['brier', stack.brier?.value],
    ['ece', stack.ece?.value],
    ...lists,
  ];
  const known = named.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return Object.fromEntries(known);
}

/** The test rows, so that anyone can measure again; an unknown outcome is empty. */
function predictionsCsv({ judged, labels }: TrainedCounty): string {
  const p = judged.candidates[0]!.p;
  const cell = (y: number | undefined): string => (y === 0 || y === 1 ? String(y) : '');
  const lines = judged.households.map(
    (id, i) => `${id},${judged.asOf[i]!},${labels.map(({ y }) => cell(y[i])).join(',')},${p[i]!}`,
  );
  return `household_id,as_of,${labels.map(({ id }) => id).join(',')},p\n${lines.join('\n')}\n`;
}
