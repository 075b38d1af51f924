/**
 * Models of the registry, and their way to and from other programs' files.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Calibrator } from '../../models/calibration/calibrator.ts';
import { readLightgbm } from '../../models/interchange/lightgbm.ts';
import { readOnnx } from '../../models/interchange/onnx/read.ts';
import { writeOnnx } from '../../models/interchange/onnx/write.ts';
import { readXgboost } from '../../models/interchange/xgboost.ts';
import type { SingleModel, Stack } from '../../models/stack/model.ts';
import { JzError } from '../core/errors/index.ts';
import { hashFile, writeAtomically } from '../io/files.ts';
import type { Manifest } from '../io/manifest.ts';
import { writeBundle } from '../scoring/bundle-files.ts';
import { readHouseholdModel, type HouseholdModel } from '../scoring/household-bundle.ts';
import { readTableBundle, type TableModel } from '../table/bundle.ts';
import { version } from './version.ts';

/** Files of other programs that can be read. */
export type ForeignFormat = 'xgboost' | 'lightgbm' | 'onnx';

/** A model of the registry, of either kind. */
export type AnyModel =
  | {
      readonly kind: 'household';
      readonly id: string;
      readonly model: HouseholdModel;
      readonly manifest: Manifest;
    }
  | { readonly kind: 'table'; readonly model: TableModel; readonly manifest: Manifest };

/**
 * Loads a model of either kind.
 *
 * @throws JZ_MANIFEST_MISSING, JZ_HASH_MISMATCH, JZ_MODEL_INVALID
 */
export async function readAnyModel(folder: string): Promise<AnyModel> {
  const text = await readFile(`${folder}/model.json`, 'utf8').catch(() => '');
  if (/"kind":"table"/.test(text)) return { kind: 'table', ...(await readTableBundle(folder)) };
  return { kind: 'household', ...(await readHouseholdModel(folder)) };
}

/** Writes a model of the registry as an ONNX file; a household model's probability is the calibrated one. */
export async function exportModel(folder: string, out: string): Promise<{ features: number; bytes: number }> {
  const found = await readAnyModel(folder);
  const { stack } = found.model;
  const bytes = writeOnnx(stack, found.kind === 'household' ? found.model.calibrator : undefined);
  await writeAtomically(out, bytes);
  return { features: stack.features.length, bytes: bytes.length };
}

/**
 * Reads another program's file and publishes it in a registry as a table model.
 *
 * @throws JZ_FILE_NOT_FOUND, JZ_MODEL_UNSUPPORTED, JZ_MODEL_INVALID
 */
export async function importModel(
  file: string,
  format: ForeignFormat,
  registry: string,
): Promise<{ id: string; features: number; trees: number }> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new JzError('JZ_FILE_NOT_FOUND', { file }, { cause });
  });
  const stack = stackOf(bytes, format, file);
  const model: TableModel = {
    kind: 'table',
    target: 'label',
    encoding: stack.features.map((column) => ({ kind: 'number', column })),
    stack,
  };
  const facts = { version, format, source: (await hashFile(file)).sha256 };
  const name = (manifest: Manifest): string => `${format}-${manifest.id.slice(0, 12)}`;
  const { folder } = await writeBundle({ parent: registry, name }, model, facts);
  return { id: basename(folder), features: stack.features.length, trees: treesOf(stack) };
}

function stackOf(bytes: Buffer, format: ForeignFormat, file: string): Stack {
  switch (format) {
    case 'xgboost':
      return alone(readXgboost(bytes.toString('utf8'), file));
    case 'lightgbm':
      return alone(readLightgbm(bytes.toString('utf8'), file));
    case 'onnx': {
      const { stack, calibrator } = readOnnx(bytes, file);
      return calibrated(stack, calibrator, file);
    }
  }
}

function alone(model: SingleModel): Stack {
  return {
    family: 'stack',
    format: 1,
    features: model.features,
    intercept: 0,
    members: [{ weight: 1, model }],
  };
}

/** A table model has no calibrator: only one that is linear in log-odds can become part of its stack. */
function calibrated(stack: Stack, calibrator: Calibrator, file: string): Stack {
  if (calibrator.kind === 'identity') return stack;
  if (calibrator.kind !== 'platt' || calibrator.slope <= 0)
    throw new JzError('JZ_MODEL_UNSUPPORTED', { file, problem: `calibrator ${calibrator.kind}` });
  const { slope, intercept } = calibrator;
  const members = stack.members.map(({ weight, model }) => ({ weight: weight * slope, model }));
  return { ...stack, intercept: stack.intercept * slope + intercept, members };
}

function treesOf({ members }: Stack): number {
  return members.reduce((sum, { model }) => sum + ('trees' in model ? model.trees.roots.length - 1 : 0), 0);
}
