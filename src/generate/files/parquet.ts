/**
 * Parquet from CSV text, through DuckDB with fixed settings, so that the same rows give the same bytes.
 */
import { duckDbPath, NO_HIVE, openDuckDb, sqlIdentifier, sqlLiteral } from '../../io/duckdb.ts';

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
 * Writes the files, so many at a time. One thread writes the groups of a file's rows in order, whatever the machine.
 *
 * @param made called with each file as it is there
 * @throws JZ_RESOURCE when the disk is full
 */
export async function writeParquet(
  tasks: readonly ParquetTask[],
  atOnce: number,
  made: (target: string) => Promise<void>,
): Promise<void> {
  const left = [...tasks];
  await Promise.all(Array.from({ length: atOnce }, () => writeFrom(left, made)));
}

/** Takes one task after another; a failure leaves the others nothing to begin. */
async function writeFrom(left: ParquetTask[], made: (target: string) => Promise<void>): Promise<void> {
  const db = await openDuckDb({ threads: 1, memoryLimit: '1GiB' });
  try {
    for (let task = left.shift(); task; task = left.shift()) {
      await db.run(copyStatement(task));
      await made(task.target);
    }
  } catch (error) {
    left.length = 0;
    throw error;
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
    auto_detect = false, delim = ',', quote = '"', escape = '"', parallel = false, ${NO_HIVE}, columns = {${types}}))
    TO ${sqlLiteral(target)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROWS_A_GROUP})`;
}
