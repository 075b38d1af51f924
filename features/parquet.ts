/**
 * Writes feature matrices as Parquet: `household_id`, `as_of`, one DOUBLE column a feature, NULL = missing.
 */
import { rm } from 'node:fs/promises';
import {
  DATE,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBInstance,
  VARCHAR,
  type DuckDBConnection,
  type DuckDBVector,
} from '@duckdb/node-api';
import type { IsoDate } from '../src/core/dates.ts';
import { JzError } from '../src/core/errors/index.ts';
import type { Matrix } from '../src/core/matrix.ts';
import { parquetSql, sqlIdentifier, sqlLiteral } from '../src/io/duckdb.ts';
import { dayNumber } from './days.ts';

const CHUNK_ROWS = 2048; // DuckDB's vector size
/** Rows in memory at a time: DuckDB's row group, so that joining the parts cuts nothing anew. */
const PART_ROWS = 122_880;
const PARQUET = '(FORMAT parquet, COMPRESSION zstd)';

/** Some rows of a feature file. */
export interface FeatureRows {
  readonly householdId: readonly string[];
  readonly asOf: readonly IsoDate[];
  readonly matrix: Matrix;
}

/**
 * Writes the file, part by part as they come, so that little is in memory; the same features give the same bytes.
 *
 * @returns number of rows
 */
export async function writeFeatures(
  path: string,
  names: readonly string[],
  parts: AsyncIterable<FeatureRows> | Iterable<FeatureRows>,
): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const written: string[] = [];
  let rows = 0;
  try {
    for await (const part of parts) {
      for (let start = 0; start < part.matrix.nRows; start += PART_ROWS) {
        const file = `${path}.part${written.length}`;
        written.push(file);
        await writePart(connection, file, part, [start, Math.min(start + PART_ROWS, part.matrix.nRows)]);
      }
      rows += part.matrix.nRows;
    }
    await join(connection, path, written, names);
    return rows;
  } finally {
    connection.closeSync();
    instance.closeSync();
    for (const file of written) await rm(file, { force: true });
  }
}

async function writePart(
  connection: DuckDBConnection,
  file: string,
  part: FeatureRows,
  [start, end]: readonly [number, number],
): Promise<void> {
  const { names } = part.matrix;
  const columns = names.map((name) => `${sqlIdentifier(name)} DOUBLE`);
  await connection.run(
    `CREATE OR REPLACE TABLE features (${['household_id VARCHAR', 'as_of DATE', ...columns].join(', ')})`,
  );
  const appender = await connection.createAppender('features');
  for (let from = start; from < end; from += CHUNK_ROWS)
    appender.appendDataChunk(chunkOf(part, from, Math.min(from + CHUNK_ROWS, end)));
  appender.closeSync();
  const known = names
    .map(sqlIdentifier)
    .map((name) => `CASE WHEN isnan(${name}) THEN NULL ELSE ${name} END AS ${name}`);
  await connection.run(
    `COPY (SELECT ${['household_id', 'as_of', ...known].join(', ')} FROM features) TO ${sqlLiteral(file)} ${PARQUET}`,
  );
}

async function join(
  connection: DuckDBConnection,
  path: string,
  parts: readonly string[],
  names: readonly string[],
): Promise<void> {
  await connection.run('DROP TABLE IF EXISTS features');
  const columns = ['household_id', 'as_of', ...names.map(sqlIdentifier)].join(', ');
  await connection.run(
    `COPY (SELECT ${columns} FROM ${parquetSql(parts)}) TO ${sqlLiteral(path)} ${PARQUET}`,
  );
}

function chunkOf({ householdId, asOf, matrix }: FeatureRows, start: number, end: number): DuckDBDataChunk {
  const chunk = DuckDBDataChunk.create([VARCHAR, DATE, ...matrix.names.map(() => DOUBLE)], end - start);
  const dates = asOf.slice(start, end).map((date) => new DuckDBDateValue(dayNumber(date)));
  chunk.setColumnValues(0, householdId.slice(start, end));
  chunk.setColumnValues(1, dates);
  for (const [j, column] of matrix.columns.entries())
    setNumbers(chunk.getColumnVector(j + 2), column.subarray(start, end));
  return chunk;
}

/** Into the vector's own array at once: item by item takes most of the time of a wide matrix. */
function setNumbers(vector: DuckDBVector, numbers: Float64Array): void {
  const items: unknown = Reflect.get(vector, 'items');
  if (!(items instanceof Float64Array)) throw new JzError('JZ_INTERNAL', { problem: String(vector.type) });
  items.set(numbers);
  vector.flush();
}
