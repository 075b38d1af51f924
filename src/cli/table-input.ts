/**
 * What the `table` commands share: from a file and column names to training data.
 */
import type { TrainingData } from '../../training/auto/task.ts';
import { JzError } from '../core/errors/index.ts';
import { parseCsvRecord } from '../io/csv-record.ts';
import { chooseEncoding, columnOf, encodeTable, type ColumnEncoding } from '../table/encoding.ts';
import { readGroups, readLabels } from '../table/labels.ts';
import { readTable, type Column, type Table } from '../table/read-table.ts';
import type { Terminal } from './io.ts';
import { numberColumn, OWN_WEIGHT } from './number-column.ts';

/** What `--weight` says of itself. */
export const WEIGHT_HELP =
  '权重列，大于 0，代表几行 / weight column, above 0: how many rows a row stands for';

/** Which columns play which part. */
export interface TableRoles {
  readonly target: string;
  readonly fold?: string | undefined;
  readonly group?: string | undefined;
  /** How many rows each row stands for. */
  readonly weight?: string | undefined;
  /** Columns that are not features, separated by commas; a name that holds a comma is quoted as in CSV. */
  readonly exclude?: string | undefined;
}

/** A table ready to train on. */
export interface TableInput {
  readonly table: Table;
  readonly encoding: readonly ColumnEncoding[];
  readonly data: TrainingData;
}

/**
 * Reads a table and splits its columns into features and the rest; target, weight, fold and group are never features.
 *
 * @throws JZ_COLUMN_MISSING when a named column is not there, JZ_VALUE_INVALID for a weight that is not above 0, and what
 *   reading a table throws
 */
export async function readTableInput(file: string, roles: TableRoles): Promise<TableInput> {
  const excluded = splitNames(roles.exclude);
  const others = [roles.fold, roles.group, ...excluded].filter((name) => name !== undefined);
  // Not numbers: 01 and 1, or two long identity numbers, would become one fold or group.
  const kinds = new Map<string, Column['kind']>(others.map((name) => [name, 'text']));
  for (const name of [roles.target, roles.weight]) if (name !== undefined) kinds.set(name, 'number');
  const table = await readTable(file, kinds);
  for (const column of [roles.target, ...others]) columnOf(table, column);
  const y = readLabels(table, roles.target);
  const groups = readGroups(table, roles.group);
  const weights = roles.weight === undefined ? undefined : numberColumn(table, roles.weight, OWN_WEIGHT);
  const features = [...table.columns.keys()].filter((name) => !kinds.has(name));
  const encoding = chooseEncoding(table, features).filter(
    (part) => part.kind === 'number' || part.levels.length > 0,
  );
  if (encoding.length === 0)
    throw new JzError('JZ_COLUMN_MISSING', { file, column: '（任一特征 / any feature）' });
  return { table, encoding, data: { X: encodeTable(table, encoding), y, groups, weights } };
}

/** Says which columns look like numbers with words in between, such as NA for missing. */
export function sayMixed({ mixed }: Table, terminal: Terminal): void {
  if (mixed.length === 0) return;
  const names = mixed.slice(0, 10).join(', ');
  terminal.say(
    `多为数字、夹有文字，按文本处理（缺失请留空）/ mostly numbers, read as text (leave a cell empty when it is missing): ${names}`,
  );
}

function splitNames(list: string | undefined): string[] {
  return parseCsvRecord(list ?? '', ',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
