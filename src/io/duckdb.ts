/**
 * DuckDB in process: opened offline and bounded, queried with bound values, read into typed arrays.
 */
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue, type DuckDBVector } from '@duckdb/node-api';
import { JzError } from '../core/errors/index.ts';

/** How much of the machine a query may use. */
export interface DuckDbLimits {
  /** Worker threads; results never depend on it. */
  readonly threads?: number;
  /** For example `8GiB`. */
  readonly memoryLimit?: string;
  /** Where a query that outgrows memory spills. */
  readonly tempDirectory?: string;
}

/** Values that may be bound to `$name` in a statement. */
export type SqlValues = Readonly<Record<string, DuckDBValue>>;

/** An open database. Every method @throws JZ_RESOURCE when disk or memory is full. */
export interface DuckDb {
  /** Runs a statement and gives its rows as plain JSON values (big integers as text). */
  rows(sql: string, values?: SqlValues): Promise<Record<string, unknown>[]>;
  /** Runs a statement for its effect. */
  run(sql: string, values?: SqlValues): Promise<void>;
  /** Runs a statement whose columns are all DOUBLE; NULL becomes NaN. */
  doubles(sql: string, values?: SqlValues): Promise<DoubleColumns>;
  /** Runs a statement whose columns are all VARCHAR; NULL becomes null. */
  texts(sql: string, values?: SqlValues): Promise<TextColumns>;
  /**
   * Runs a statement whose columns are all INTEGER or DOUBLE without NULL and hands on its rows in pieces while they
   * are computed, so that a result of any size fits. Pieces come in no fixed order; the arrays are only good inside
   * the call.
   */
  stream(sql: string, values: SqlValues, piece: (piece: NumberPiece) => void): Promise<void>;
  /** A second session of the same database: it sees the same tables, but has temporary ones of its own. */
  session(): Promise<DuckDb>;
  /** Closes the session; the first session's end closes the database. */
  close(): void;
}

/** Some rows of a streamed result. */
export interface NumberPiece {
  readonly count: number;
  readonly columns: readonly (Int32Array | Float64Array)[];
}

/** Columns of numbers. */
export interface DoubleColumns {
  readonly names: string[];
  readonly columns: Float64Array[];
  readonly nRows: number;
}

/** Columns of text. */
export interface TextColumns {
  readonly names: string[];
  readonly columns: (string | null)[][];
  readonly nRows: number;
}

/**
 * Opens an in-memory database that never reaches outside: no extension is installed or loaded by itself.
 */
export async function openDuckDb(limits: DuckDbLimits = {}): Promise<DuckDb> {
  const options: Record<string, string> = {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  };
  if (limits.threads !== undefined) options['threads'] = String(limits.threads);
  if (limits.memoryLimit !== undefined) options['memory_limit'] = limits.memoryLimit;
  if (limits.tempDirectory !== undefined) options['temp_directory'] = limits.tempDirectory;
  const instance = await DuckDBInstance.create(':memory:', options);
  return openSession(instance, () => {
    instance.closeSync();
  });
}

async function openSession(instance: DuckDBInstance, closed: () => void): Promise<DuckDb> {
  const connection = await instance.connect();
  return {
    rows: (sql, values) =>
      explained(async () => (await connection.runAndReadAll(sql, bound(values))).getRowObjectsJson()),
    run: (sql, values) =>
      explained(async () => {
        await connection.run(sql, bound(values));
      }),
    doubles: (sql, values) => explained(() => readDoubles(connection, sql, values)),
    texts: (sql, values) => explained(() => readTexts(connection, sql, values)),
    stream: (sql, values, piece) => explained(() => streamNumbers(connection, { sql, values }, piece)),
    session: () => openSession(instance, () => undefined),
    close: () => {
      connection.closeSync();
      closed();
    },
  };
}

/** Quotes a path or other text as an SQL literal, for the few places DuckDB cannot bind (COPY … TO). */
export function sqlLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A path as DuckDB's readers take it: exactly that file, whatever `*`, `?` or `[` its name holds. */
export function duckDbPath(path: string): string {
  return path.replaceAll('\\', process.platform === 'win32' ? '/' : '\\').replace(/[[*?]/g, '[$&]');
}

/**
 * FROM clause over exactly these Parquet files. A folder on the way to them that is named like `month=3` adds no column
 * and replaces none.
 */
export function parquetSql(paths: readonly string[], more = ''): string {
  return `read_parquet([${paths.map((path) => sqlLiteral(duckDbPath(path))).join(', ')}], ${NO_HIVE}${more})`;
}

/** Option of DuckDB's readers that keeps columns out of the names of folders. */
export const NO_HIVE = 'hive_partitioning = false';

/** Quotes an identifier that came from a file's header or a catalogue. */
export function sqlIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A full disk or memory is the machine's trouble, not the statement's. */
async function explained<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (cause) {
    const problem = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    if (/No space left on device|Out of Memory Error|could not allocate/i.test(problem))
      throw new JzError('JZ_RESOURCE', { problem }, { cause });
    throw cause;
  }
}

function bound(values: SqlValues | undefined): Record<string, DuckDBValue> | undefined {
  return values === undefined ? undefined : { ...values };
}

async function readDoubles(
  connection: DuckDBConnection,
  sql: string,
  values?: SqlValues,
): Promise<DoubleColumns> {
  const result = await connection.run(sql, bound(values));
  const nRows = result.rowCount;
  const names = result.deduplicatedColumnNames();
  const columns = names.map(() => new Float64Array(nRows));
  let row = 0;
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    for (const [j, column] of columns.entries())
      copyDoubles(chunk.getColumnVector(j), chunk.rowCount, column, row);
    row += chunk.rowCount;
  }
  return { names, columns, nRows };
}

function copyDoubles(vector: DuckDBVector, count: number, target: Float64Array, start: number): void {
  for (let i = 0; i < count; i++) {
    const item: unknown = vector.getItem(i);
    target[start + i] = typeof item === 'number' ? item : Number.NaN;
  }
}

async function streamNumbers(
  connection: DuckDBConnection,
  { sql, values }: { sql: string; values: SqlValues },
  piece: (piece: NumberPiece) => void,
): Promise<void> {
  const result = await connection.stream(sql, bound(values));
  const width = result.columnCount;
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    const vectors = Array.from({ length: width }, (_, j) => j).map(chunk.getColumnVector.bind(chunk));
    piece({ count: chunk.rowCount, columns: vectors.map(numbersOf) });
  }
}

/** The vector's own array: about ten times faster than asking item by item (measured, 13 million rows). */
function numbersOf(vector: DuckDBVector): Int32Array | Float64Array {
  const items: unknown = Reflect.get(vector, 'items');
  if (items instanceof Int32Array || items instanceof Float64Array) return items;
  throw new JzError('JZ_INTERNAL', { problem: `a streamed column is ${String(vector.type)}` });
}

async function readTexts(
  connection: DuckDBConnection,
  sql: string,
  values?: SqlValues,
): Promise<TextColumns> {
  const result = await connection.run(sql, bound(values));
  const names = result.deduplicatedColumnNames();
  const columns: (string | null)[][] = names.map(() => []);
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    for (const [j, column] of columns.entries()) {
      const vector = chunk.getColumnVector(j);
      for (let i = 0; i < chunk.rowCount; i++) {
        const item: unknown = vector.getItem(i);
        column.push(typeof item === 'string' ? item : null);
      }
    }
  }
  return { names, columns, nRows: columns[0]?.length ?? 0 };
}
