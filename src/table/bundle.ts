/**
 * A fitted table model: the encoding of its columns and the stack behind it.
 */
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import type { Stack } from '../../models/stack/model.ts';
import { JzError } from '../core/errors/index.ts';
import type { Manifest } from '../io/manifest.ts';
import { readBundle, writeBundle } from '../scoring/bundle-files.ts';
import { stackSchema } from '../scoring/model-schema.ts';
import { encodedNames, type ColumnEncoding } from './encoding.ts';

const encodingSchema: z.ZodType<ColumnEncoding> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('number'), column: z.string() }),
  z.strictObject({ kind: z.literal('text'), column: z.string(), levels: z.array(z.string()) }),
]);

const schema: z.ZodType<TableModel> = z
  .strictObject({
    kind: z.literal('table'),
    target: z.string(),
    encoding: z.array(encodingSchema).min(1),
    stack: stackSchema,
  })
  .refine(
    ({ encoding, stack }) => encodedNames(encoding).join('\n') === stack.features.join('\n'),
    'the encoding does not make the features of the stack',
  );

/** What `table fit` writes and `table predict` reads. */
export interface TableModel {
  readonly kind: 'table';
  readonly target: string;
  readonly encoding: readonly ColumnEncoding[];
  readonly stack: Stack;
}

/**
 * Refuses a place that holds something else, before any time is spent on training.
 *
 * @throws JZ_OUTPUT_EXISTS for a file, or a folder that is neither empty nor a table model
 */
export async function checkModelPlace(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((cause: unknown): string[] => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw new JzError('JZ_OUTPUT_EXISTS', { file: folder }, { cause });
  });
  if (entries.length === 0) return;
  const text = await readFile(join(folder, 'model.json'), 'utf8').catch(() => '');
  if (!entries.includes('manifest.json') || !/"kind":"table"/.test(text))
    throw new JzError('JZ_OUTPUT_EXISTS', { file: folder });
}

/** Publishes a table model. */
export async function writeTableModel(
  folder: string,
  model: TableModel,
  facts: { seed: string; version: string; data: string; weight?: string },
): Promise<string> {
  const path = resolve(folder);
  const { manifest } = await writeBundle({ parent: dirname(path), name: basename(path) }, model, {
    ...facts,
  });
  return manifest.id;
}

/**
 * Loads a table model.
 *
 * @throws JZ_MANIFEST_MISSING, JZ_HASH_MISMATCH, JZ_MODEL_INVALID
 */
export async function readTableModel(folder: string): Promise<TableModel> {
  return (await readTableBundle(folder)).model;
}

/** The same with its manifest. */
export async function readTableBundle(folder: string): Promise<{ model: TableModel; manifest: Manifest }> {
  const { content, manifest } = await readBundle(folder, schema);
  return { model: content, manifest };
}
