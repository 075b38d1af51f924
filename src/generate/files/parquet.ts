/**
 * Parquet from CSV text, through DuckDB with fixed settings, so that the same rows give the same bytes.
 */
import { duckDbPath, openDuckDb, sqlIdentifier, sqlLiteral } from '../../io/duckdb.ts';

/** A column of a Parquet file: its name, its SQL type, and where it is not the cell itself, the expression. */
export interface ParquetColumn {
  readonly name: string;
  readonly type: string;
}

/** A CSV to turn into Parquet. */
export interface ParquetTask {
  /** UTF-8 CSV without header. */
  readonly source: string;
  readonly target: string;
  readonly columns: readonly ParquetColumn[];
  /** Expressions in place of columns, by name; they see the columns by their names. */
  readonly instead?: Readonly<Record<string, string>>;
}

const ROWS_A_GROUP = 122_880;

/**
 * Writes the files, one after the other. One thread writes the groups of rows in order, whatever the machine.
 *
 * @throws JZ_RESOURCE when the disk is full
 */
export async function writeParquet(
  tasks: readonly ParquetTask[],
  done: (task: ParquetTask) => void,
): Promise<void> {
  const db = await openDuckDb({ threads: 1, memoryLimit: '1GiB' });
  try {
    for (const task of tasks) {
      await db.run(copyStatement(task));
      done(task);
    }
  } finally {
    db.close();
  }
}

function copyStatement({ source, target, columns, instead = {} }: ParquetTask): string {
  const types = columns.map(({ name, type }) => `${sqlLiteral(name)}: ${sqlLiteral(type)}`).join(', ');
  const chosen = columns.map(({ name }) => {
    const expression = instead[name];
    return expression === undefined ? sqlIdentifier(name) : `${expression} AS ${sqlIdentifier(name)}`;
  });
  return `COPY (SELECT ${chosen.join(', ')} FROM read_csv(${sqlLiteral(duckDbPath(source))}, header = false,
    auto_detect = false, delim = ',', quote = '"', escape = '"', parallel = false, columns = {${types}}))
    TO ${sqlLiteral(target)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROWS_A_GROUP})`;
}
