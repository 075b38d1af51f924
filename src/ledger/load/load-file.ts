/**
 * One file, from the sender's bytes to sorted parts, quarantine and quality figures.
 */
import { JzError } from '../../core/errors/index.ts';
import type { DuckDb } from '../../io/duckdb.ts';
import { checkColumns } from './check-columns.ts';
import { checkDuplicates, writeKeys, type KnownKeys } from './duplicates.ts';
import { measureQuality, type ColumnQuality } from './quality.ts';
import { writeQuarantine, type Quarantined } from './quarantine.ts';
import type { SourceFile } from './source-file.ts';
import { stageFile, type Staged } from './stage.ts';
import { typeRows } from './typed-rows.ts';
import { writeParts, type Part } from './write-parts.ts';

/** What became of a file. `rowsIn = loaded + quarantined.rows`, to the row. */
export interface LoadedFile {
  readonly file: SourceFile;
  readonly sha256: string;
  readonly rowsIn: number;
  readonly loaded: number;
  readonly quarantined: Quarantined;
  readonly ignoredColumns: readonly string[];
  readonly parts: readonly Part[];
  /** Relative to the generation's folder. */
  readonly keys: string;
  readonly quality: readonly ColumnQuality[];
}

/** Where a file's parts go, and what is loaded already. */
export interface LoadTarget {
  /** The generation's folder while it is built. */
  readonly folder: string;
  /** Name of the file's parts, without ending. */
  readonly stem: string;
  readonly batchId: string;
  readonly known: readonly KnownKeys[];
  /** Folder for passing files. */
  readonly scratch: string;
}

/**
 * Loads one file into a generation's folder.
 *
 * @throws JZ_FILE_*, JZ_COLUMN_*, JZ_DELIMITER_WRONG, JZ_RECORD_TOO_LONG, JZ_NO_GOOD_ROWS
 */
export async function loadFile(db: DuckDb, file: SourceFile, target: LoadTarget): Promise<LoadedFile> {
  const staged = await stageFile(db, file, target.scratch);
  await checkColumns(db, staged);
  await checkDuplicates(db, staged, target.known);
  await typeRows(db, staged);
  const quarantined = await writeQuarantine(db, staged, target);
  const loaded = await countGood(db);
  checkReconciled(staged, loaded, quarantined);
  const parts = await writeParts(db, staged, target);
  const keys = await writeKeys(db, staged, target);
  const quality = await measureQuality(db, staged);
  const ignoredColumns = staged.header.filter((name) => !Object.hasOwn(file.source.columns, name));
  return {
    file,
    sha256: staged.sha256,
    rowsIn: staged.rowsIn,
    loaded,
    quarantined,
    ignoredColumns,
    parts,
    keys,
    quality,
  };
}

async function countGood(db: DuckDb): Promise<number> {
  const [row] = await db.rows('SELECT count(*) AS n FROM typed');
  return Number(row?.['n']);
}

function checkReconciled(staged: Staged, loaded: number, quarantined: Quarantined): void {
  const { rowsIn, file } = staged;
  if (rowsIn !== loaded + quarantined.rows)
    throw new JzError('JZ_INTERNAL', {
      problem: `${file.name}: ${rowsIn} rows in, ${loaded} loaded, ${quarantined.rows} quarantined`,
    });
  if (loaded === 0)
    throw new JzError('JZ_NO_GOOD_ROWS', {
      file: file.path,
      rows: rowsIn,
      problem: quarantined.problems[0]?.en ?? '',
    });
}
