/**
 * `preds.csv`: `row` (0-based), `p`, and with reasons `bias` and one column a feature.
 */
import type { Attributions } from '../core/model.ts';
import { writeAtomically } from '../io/files.ts';

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

function csvField(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
