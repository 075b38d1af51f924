/**
 * Writes the three matrices with their labels, so that other software can be measured on the very same rows.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../../src/io/files.ts';
import type { PanelData, Part } from './dataset.ts';

/** Writes train.csv, calibrate.csv and test.csv: `household_id, y`, then one column a feature; empty = missing. */
export async function exportMatrices(data: PanelData, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const parts = { train: data.train, calibrate: data.calibrate, test: data.test };
  for (const [name, part] of Object.entries(parts))
    await writeAtomically(join(folder, `${name}.csv`), csvOf(part));
}

function csvOf({ X, y, householdId }: Part): string {
  const lines = [['household_id', 'y', ...X.names].join(',')];
  for (let i = 0; i < X.nRows; i++) {
    const cells = X.columns.map((column) => (Number.isNaN(column[i]!) ? '' : String(column[i]!)));
    lines.push([householdId[i]!, String(y[i]!), ...cells].join(','));
  }
  return `${lines.join('\n')}\n`;
}
