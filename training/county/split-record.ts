/**
 * What one split came to: fitted groups, calibration, scores of the test rows. Kept on disk under a hash of everything
 * it stands on.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Words } from '../../eval/index.ts';
import { catalogueId } from '../../features/county/publish.ts';
import type { Calibrator } from '../../models/calibration/calibrator.ts';
import type { Stack } from '../../models/stack/model.ts';
import { canonicalJson, type Json } from '../../src/core/json.ts';
import type { IsoDate } from '../../src/core/dates.ts';
import { sha256 } from '../../src/io/files.ts';
import { readBundle, writeBundle } from '../../src/scoring/bundle-files.ts';
import { horizonCalibrators, type HorizonCalibrator } from '../../src/scoring/horizons.ts';
import { calibratorSchema, stackSchema } from '../../src/scoring/model-schema.ts';
import type { Candidate as CandidateModel } from '../auto/candidates.ts';
import type { Member } from '../auto/fit-auto.ts';
import type { PartFacts } from './collect.ts';
import type { CountyConfig } from './config.ts';
import { modelColumns } from './days.ts';
import type { Split } from './splits.ts';

/** A model group fitted in a split. */
export interface FittedGroup {
  readonly id: string;
  readonly stack: Stack;
  readonly calibrator: Calibrator;
  /** Log-odds of the calibration rows, `[calibration rows]`. */
  readonly logOdds: Float64Array;
  /** Of the further horizons that it answers; absent: it answers one. */
  readonly horizons?: readonly HorizonCalibrator[] | undefined;
}

/** A ranking of the split's test rows. */
export interface TestScores {
  readonly id: string;
  readonly title: Words;
  readonly kind: 'model' | 'baseline';
  readonly isProbability: boolean;
  /** Day by day, in the order of each day's households. */
  readonly p: Float64Array;
}

/** One split, done. */
export interface SplitRecord {
  readonly train: PartFacts;
  readonly calibrate: PartFacts;
  /** Share of households kept under the limit of training rows. */
  readonly sampled: number;
  readonly groups: readonly FittedGroup[];
  /** Labels of the calibration rows. */
  readonly calibrationLabels: Uint8Array;
  /** Share of the models' features that each calibration row lacks. */
  readonly calibrationMissing: Float64Array;
  /** Groups first, in order. */
  readonly scores: readonly TestScores[];
}

/** Where finished work is kept, and what tells one run's from another's. */
export interface WorkKept {
  readonly folder: string;
  readonly generation: string;
  readonly version: string;
}

const date = z.iso.date().transform((day) => day as IsoDate);
const facts = z.strictObject({
  asOf: z.array(date),
  rows: z.int(),
  positives: z.int(),
  censored: z.int(),
});
const f64 = z.instanceof(Float64Array<ArrayBufferLike>);

const recordSchema: z.ZodType<SplitRecord> = z.strictObject({
  train: facts,
  calibrate: facts,
  sampled: z.number(),
  groups: z.array(
    z.strictObject({
      id: z.string(),
      stack: stackSchema,
      calibrator: calibratorSchema,
      logOdds: f64,
      horizons: horizonCalibrators.optional(),
    }),
  ),
  calibrationLabels: z.instanceof(Uint8Array<ArrayBufferLike>),
  calibrationMissing: z.instanceof(Float64Array<ArrayBufferLike>),
  scores: z.array(
    z.strictObject({
      id: z.string(),
      title: z.strictObject({ zh: z.string(), en: z.string() }),
      kind: z.enum(['model', 'baseline']),
      isProbability: z.boolean(),
      p: f64,
    }),
  ),
});

const memberSchema = z.strictObject({ stack: stackSchema, outOfFold: f64 });

/** What a split's work stands on. */
export function workKey(config: CountyConfig, split: Split, work: WorkKept, more: Json): string {
  const { label, seed, region = null, train_rows_at_most: rows } = config;
  const asked = { kind: label.kind, horizon: label.horizon_months, known: label.known_after_months };
  const { train, calibrate, test, keepsHouseholdsApart } = split;
  const stands = {
    ...{ asked, seed, region, rows, keepsHouseholdsApart, more, columns: modelColumns(config) },
    ...{ train: [...train], calibrate: [...calibrate], test: [...test] },
    ...{ generation: work.generation, version: work.version, declarations: catalogueId() },
  };
  return sha256(canonicalJson(stands)).slice(0, 24);
}

/** Reads a finished split; null when there is none. */
export async function readRecord(work: WorkKept, key: string): Promise<SplitRecord | null> {
  const folder = join(work.folder, 'splits', key);
  if (!existsSync(join(folder, 'manifest.json'))) return null;
  return (await readBundle(folder, recordSchema)).content;
}

/** Keeps a finished split. */
export async function writeRecord(work: WorkKept, key: string, record: SplitRecord): Promise<void> {
  await writeBundle({ parent: join(work.folder, 'splits'), name: key }, record, factsOf(work));
}

/** Reads a fitted candidate; null when there is none. */
export async function readMember(work: WorkKept, key: string): Promise<Member | null> {
  const folder = join(work.folder, 'models', key);
  if (!existsSync(join(folder, 'manifest.json'))) return null;
  const { stack, outOfFold } = (await readBundle(folder, memberSchema)).content;
  const [only] = stack.members;
  return only ? { model: only.model, outOfFold } : null;
}

/** Keeps a fitted candidate. */
export async function writeMember(work: WorkKept, key: string, member: Member): Promise<void> {
  const { model, outOfFold } = member;
  const stack: Stack = {
    family: 'stack',
    format: 1,
    features: model.features,
    intercept: 0,
    members: [{ weight: 1, model }],
  };
  await writeBundle({ parent: join(work.folder, 'models'), name: key }, { stack, outOfFold }, factsOf(work));
}

/** A candidate as part of a key. */
export function candidateKey({ family, name, options }: CandidateModel): Json {
  return { family, name, options: Object.fromEntries(Object.entries(options)) };
}

function factsOf({ generation, version }: WorkKept): Record<string, Json> {
  return { generation, version };
}
