/**
 * A file that can be read, and the names its columns have in the database.
 */
import type { BrokenRecord } from '../../io/scan-csv.ts';
import type { ColumnSpec } from '../mapping/schema.ts';
import type { ReadableFile } from '../read/readable.ts';
import type { SourceFile } from './source-file.ts';

/** A file that can be read. */
export interface SourceTable {
  readonly file: SourceFile;
  /** The sender's column names in order; column `i` is `c<i>`. */
  readonly header: readonly string[];
  readonly rowsIn: number;
  /** Records of a wrong number of cells or with broken quotes; they are not part of `sql`. */
  readonly broken: readonly BrokenRecord[];
  /** A SELECT of every other record as text; an empty cell is NULL. */
  readonly sql: string;
  readonly readable: ReadableFile;
}

/** The name in the database of a sender's column. */
export function cellName(source: Pick<SourceTable, 'header'>, name: string): string {
  return `c${source.header.indexOf(name)}`;
}

/** A declared column of a file. */
export interface Column {
  readonly name: string;
  readonly position: number;
  readonly cell: string;
  readonly spec: ColumnSpec;
}

/** The declared columns of a file. */
export function declaredColumns(source: Pick<SourceTable, 'file' | 'header'>): Column[] {
  return Object.entries(source.file.source.columns).map(([name, spec]) => ({
    name,
    spec,
    position: source.header.indexOf(name),
    cell: cellName(source, name),
  }));
}
