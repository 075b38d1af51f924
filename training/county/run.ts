/**
 * One training on a department ledger: data, model, bundle.
 */
import { join } from 'node:path';
import type { LabelMeasures } from '../../eval/index.ts';
import { catalogueId } from '../../features/county/publish.ts';
import { canonicalJson } from '../../src/core/json.ts';
import type { IsoDate } from '../../src/core/dates.ts';
import type { Progress } from '../../src/core/progress.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { sha256 } from '../../src/io/files.ts';
import { writeHouseholdModel, type HouseholdModel } from '../../src/scoring/household-bundle.ts';
import type { CountyConfig } from './config.ts';
import { keptDays } from './day-files.ts';
import { declaredDirections, modelColumns, type DaySource } from './days.ts';
import { countyEvidence } from './evidence.ts';
import { horizonMetrics, measureHorizons } from './horizon-measures.ts';
import { judgeCounty } from './judge.ts';
import { modelGrid } from './model-grid.ts';
import { refuseUnknownOutcomes } from './outcomes.ts';
import type { WorkKept } from './split-record.ts';
import { labelWindow, splitsOf, type Split } from './splits.ts';
import { TAKEN, trainCounty, type TrainedCounty } from './train.ts';

/** What a run works on. */
export interface CountyRun {
  readonly ledger: { readonly db: DuckDb; readonly generation: string };
  readonly config: CountyConfig;
  /** Where the config came from, for messages. */
  readonly configFile: string;
  readonly version: string;
  readonly progress: Progress;
  /** Folder where features, fitted models and finished splits are kept, so that a killed run goes on; absent: nowhere. */
  readonly work?: string | undefined;
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
 * Builds the data, then trains, calibrates and scores split by split.
 *
 * @throws JZ_LABEL_BEYOND_DATA, JZ_LABEL_ONE_CLASS, JZ_COLUMN_MISSING, JZ_SPLIT_NONE, JZ_CONFIG_INVALID
 */
export async function runCounty(run: CountyRun): Promise<TrainedCounty> {
  const { ledger, config, configFile, progress } = run;
  const grid = modelGrid(configFile, config, declaredDirections(modelColumns(config)));
  const splits = splitsOf(configFile, config);
  const dates = datesOf(splits);
  const windows = dates.map((asOf) => ({ asOf, ...labelWindow(config, asOf) }));
  await refuseUnknownOutcomes(ledger.db, configFile, windows);
  const source = sourceOf(run);
  await source.prepare?.(dates);
  return trainCounty(source, splits, { grid, progress, work: workOf(run) });
}

/** Computes the features of every date of some runs on one ledger, in as few passes over it as memory allows. */
export async function prepareDays(run: CountyRun, configs: readonly CountyConfig[]): Promise<void> {
  const splits = configs.flatMap((config) => splitsOf(run.configFile, config));
  await sourceOf(run).prepare?.(datesOf(splits));
}

function datesOf(splits: readonly Split[]): IsoDate[] {
  const dates = splits.flatMap(({ train, calibrate, test }) => [...train, ...calibrate, ...test]);
  return [...new Set(dates)].sort();
}

function workOf({ ledger, version, work: folder }: CountyRun): WorkKept | undefined {
  return folder === undefined ? undefined : { folder, generation: ledger.generation, version };
}

const sources = new WeakMap<CountyRun, DaySource>();

/** Where a run's days come from; what it looked up stays known as long as the run. */
export function sourceOf(run: CountyRun): DaySource {
  const source = sources.get(run) ?? newSource(run);
  sources.set(run, source);
  return source;
}

function newSource(run: CountyRun): DaySource {
  const { ledger, config, progress } = run;
  const live = { db: ledger.db, config, labels: new Map() };
  const work = workOf(run);
  return work ? keptDays(live, { ...work, folder: join(work.folder, 'features'), progress }) : live;
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
  const further = await measureHorizons(sourceOf(run), trained);
  const model = modelOf(trained, run.config, {
    ...headline(labels[0]),
    ...horizonMetrics(further, run.config.label.horizon_months),
  });
  const { config, ledger, version } = run;
  const facts = {
    key: countyKey(run),
    generation: ledger.generation,
    seed: config.seed,
    version,
    declarations: catalogueId(),
  };
  const { kind, catalogue, label, bandThresholds, metrics } = model;
  const { parts, champion, selection } = trained;
  const card = {
    kind,
    catalogue,
    label,
    bandThresholds,
    metrics,
    ...facts,
    config,
    parts,
    champion,
    selection,
  };
  const evidence = await countyEvidence(run, trained);
  const id = await writeHouseholdModel(registry, model, facts, {
    'card.json': `${JSON.stringify(card, null, 2)}\n`,
    'evidence.json': `${JSON.stringify(evidence)}\n`,
  });
  return { id, model };
}

function modelOf(
  trained: TrainedCounty,
  config: CountyConfig,
  metrics: Readonly<Record<string, number>>,
): HouseholdModel {
  const { stack, calibrator, horizons, interval, intervalGroups, parts } = trained;
  const sorted = trained.calibrationProbabilities;
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
  const { red, orange, yellow } = config.bands;
  return {
    kind: 'household',
    catalogue: 'county',
    label: { zh: config.label.zh, en: config.label.en },
    stack,
    calibrator,
    ...(horizons.length > 0 ? { horizons } : {}),
    interval,
    intervalGroups,
    uncertainAcross: config.uncertain_across_bands,
    bandThresholds: { red: at(red), orange: at(orange), yellow: at(yellow) },
    trainedOn: parts.train.asOf,
    calibratedOn: parts.calibrate.asOf,
    testedOn: parts.test.asOf,
    metrics,
  };
}

function headline(label: LabelMeasures | undefined): Record<string, number> {
  const stack = label?.candidates.find(({ id }) => id === TAKEN);
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
