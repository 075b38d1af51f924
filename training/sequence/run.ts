/**
 * One comparison on a department ledger: the config's last split, gathered month by month, and the model published.
 */
import { join } from 'node:path';
import type { TensorFlow } from '../../models/net/backend.ts';
import type { SequenceOptions } from '../../models/sequence/model.ts';
import { writeSequenceModel } from '../../src/scoring/sequence-bundle.ts';
import { writeTreeModel } from '../../src/scoring/tree-bundle.ts';
import type { DaySource } from '../county/days.ts';
import { refuseUnknownOutcomes } from '../county/outcomes.ts';
import { sourceOf, type CountyRun } from '../county/run.ts';
import { isHeldOut, labelWindow, splitsOf, type Split } from '../county/splits.ts';
import { compareSequence, type Comparison, type SequenceParts } from './compare.ts';
import { gatherPart, sampleOf } from './gather.ts';

/** What to run. */
export interface SequenceRun extends CountyRun {
  /** Days are kept there: required. */
  readonly work: string;
  /** Folder of the published model. */
  readonly out: string;
  readonly months: number;
  /** Share of households looked at, 0..1. */
  readonly share: number;
  readonly options: SequenceOptions;
  readonly now: () => number;
}

/** Horizons reported where the config's own is longer. */
const usualHorizons = [3, 6];

/**
 * Compares on the last split and publishes the sequence model, and the trees beside it, with what was measured of them.
 *
 * @throws JZ_SPLIT_NONE, JZ_SPLIT_LEAKS, JZ_LABEL_BEYOND_DATA, JZ_LABEL_ONE_CLASS, JZ_TOO_FEW_ROWS
 */
export async function runSequence(tensorflow: TensorFlow, run: SequenceRun): Promise<Comparison> {
  const { config, configFile, ledger, progress, options, now } = run;
  const split = splitsOf(configFile, config).at(-1)!;
  const dates = [...split.train, ...split.calibrate, ...split.test];
  const windows = dates.map((asOf) => ({ asOf, ...labelWindow(config, asOf) }));
  await refuseUnknownOutcomes(ledger.db, configFile, windows);
  const last = config.label.horizon_months;
  const horizons = [...usualHorizons.filter((months) => months < last), last];
  const parts = await gatherParts(sourceOf(run), split, run, horizons);
  const plan = { horizons, options, seed: config.seed, now, progress };
  const comparison = await compareSequence(tensorflow, parts, plan);
  await publish(run, comparison);
  return comparison;
}

async function gatherParts(
  source: DaySource,
  { train, calibrate, test, keepsHouseholdsApart }: Split,
  { config: { seed }, months, share, progress }: SequenceRun,
  horizons: readonly number[],
): Promise<SequenceParts> {
  const isSampled = sampleOf(seed, share);
  const isApart = (household: string): boolean => keepsHouseholdsApart && isHeldOut(seed, household);
  const request = { months, horizons };
  return {
    train: await gatherPart(
      source,
      { ...request, dates: train, belongs: (id) => isSampled(id) && !isApart(id) },
      progress,
    ),
    calibrate: await gatherPart(
      source,
      {
        ...request,
        dates: calibrate,
        belongs: (id) => isSampled(id) && (!keepsHouseholdsApart || isApart(id)),
      },
      progress,
    ),
    test: await gatherPart(source, { ...request, dates: test, belongs: isSampled }, progress),
  };
}

async function publish({ out, ledger, config, version }: SequenceRun, comparison: Comparison): Promise<void> {
  const { model, trees, measures, rows } = comparison;
  const facts = {
    ...{ generation: ledger.generation, seed: config.seed, version, rows },
    measures: measures.map((one) => ({ ...one })),
  };
  await writeSequenceModel({ parent: out, name: 'sequence' }, model, facts);
  await writeTreeModel({ parent: out, name: 'trees' }, trees, facts);
}

/** Where a run's published model stands. */
export function sequenceFolder(out: string): string {
  return join(out, 'sequence');
}
