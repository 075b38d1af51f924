/**
 * What the `table` commands share: from a file and column names to training data.
 */
import type { TrainingData } from '../../training/auto/task.ts';
import { JzError } from '../core/errors/index.ts';
import { chooseEncoding, columnOf, encodeTable, type ColumnEncoding } from '../table/encoding.ts';
import { readGroups, readLabels } from '../table/labels.ts';
import { readTable, type Table } from '../table/read-table.ts';

/** Which columns play which part. */
export interface TableRoles {
  readonly target: string;
  readonly fold?: string | undefined;
  readonly group?: string | undefined;
  /** Comma-separated columns that are not features. */
  readonly exclude?: string | undefined;
}

/** A table ready to train on. */
export interface TableInput {
  readonly table: Table;
  readonly encoding: readonly ColumnEncoding[];
  readonly data: TrainingData;
}

/**
 * Reads a table and splits its columns into features and the rest; target, fold and group are never features.
 *
 * @throws JZ_COLUMN_MISSING when a named column is not there, and what reading a table throws
 */
export async function readTableInput(file: string, roles: TableRoles): Promise<TableInput> {
  const table = await readTable(file);
  const excluded = splitNames(roles.exclude);
  for (const column of excluded) columnOf(table, column);
  const others = new Set([roles.target, roles.fold, roles.group, ...excluded]);
  const y = readLabels(table, roles.target);
  const groups = readGroups(table, roles.group);
  const features = [...table.columns.keys()].filter((name) => !others.has(name));
  const encoding = chooseEncoding(table, features).filter(
    (part) => part.kind === 'number' || part.levels.length > 0,
  );
  if (encoding.length === 0) throw new JzError('JZ_COLUMN_MISSING', { file, column: '(feature)' });
  return { table, encoding, data: { X: encodeTable(table, encoding), y, groups } };
}

function splitNames(list: string | undefined): string[] {
  return (list ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
