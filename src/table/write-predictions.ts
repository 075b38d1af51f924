/**
 * `preds.csv`: `row` (0-based), `p`, and with reasons `bias` and one column a feature.
 */
import { csvField } from '../io/csv-record.ts';
import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { JzError } from '../core/errors/index.ts';
import type { Attributions } from '../core/model.ts';
import { writeAtomically } from '../io/files.ts';

/**
 * Makes sure that predictions can be written there, before any time is spent on them; makes missing folders.
 *
 * @throws JZ_OUTPUT_EXISTS when the path is a folder
 */
export async function checkPredictionsPlace(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  if ((await stat(path).catch(() => null))?.isDirectory())
    throw new JzError('JZ_OUTPUT_EXISTS', { file: path });
  await access(dirname(path), constants.W_OK);
}

/** Writes predictions; the file appears whole or not at all. */
export async function writePredictions(
  path: string,
  p: Float64Array,
  reasons?: { names: readonly string[]; attributions: Attributions },
): Promise<void> {
  const header = ['row', 'p', ...(reasons ? ['bias', ...reasons.names.map(csvField)] : [])];
  const lines = [header.join(',')];
  for (let i = 0; i < p.length; i++)
    lines.push(`${i},${p[i] ?? ''}${reasons ? reasonCells(reasons, i) : ''}`);
  await writeAtomically(path, `${lines.join('\n')}\n`);
}

function reasonCells(
  { names, attributions }: { names: readonly string[]; attributions: Attributions },
  row: number,
): string {
  const cells = attributions.values.subarray(row * names.length, (row + 1) * names.length);
  return `,${attributions.bias},${cells.join(',')}`;
}
