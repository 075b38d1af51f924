/**
 * A fitted table model: the encoding of its columns and the stack behind it.
 */
import { basename, dirname, resolve } from 'node:path';
import * as z from 'zod';
import type { Stack } from '../../models/stack/model.ts';
import { readBundle, writeBundle } from '../scoring/bundle-files.ts';
import { stackSchema } from '../scoring/model-schema.ts';
import type { ColumnEncoding } from './encoding.ts';

const encodingSchema: z.ZodType<ColumnEncoding> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('number'), column: z.string() }),
  z.strictObject({ kind: z.literal('text'), column: z.string(), levels: z.array(z.string()) }),
]);

const schema: z.ZodType<TableModel> = z.strictObject({
  kind: z.literal('table'),
  target: z.string(),
  encoding: z.array(encodingSchema).min(1),
  stack: stackSchema,
});

/** What `table fit` writes and `table predict` reads. */
export interface TableModel {
  readonly kind: 'table';
  readonly target: string;
  readonly encoding: readonly ColumnEncoding[];
  readonly stack: Stack;
}

/** Publishes a table model. */
export async function writeTableModel(
  folder: string,
  model: TableModel,
  facts: { seed: string; version: string; data: string },
): Promise<string> {
  const path = resolve(folder);
  const { manifest } = await writeBundle({ parent: dirname(path), name: basename(path) }, model, { ...facts });
  return manifest.id;
}

/**
 * Loads a table model.
 *
 * @throws JZ_MANIFEST_MISSING, JZ_HASH_MISMATCH, JZ_MODEL_INVALID
 */
export async function readTableModel(folder: string): Promise<TableModel> {
  return (await readBundle(folder, schema)).content;
}
