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
} from '@duckdb/node-api';
import type { IsoDate } from '../src/core/dates.ts';
import type { Matrix } from '../src/core/matrix.ts';
import { duckDbPath, sqlIdentifier, sqlLiteral } from '../src/io/duckdb.ts';
import { dayNumber } from './days.ts';

const CHUNK_ROWS = 2048; // DuckDB's vector size
const PARQUET = '(FORMAT parquet, COMPRESSION zstd)';

/** Some rows of a feature file. */
export interface FeatureRows {
  readonly householdId: readonly string[];
  readonly asOf: readonly IsoDate[];
  readonly matrix: Matrix;
}

/**
 * Writes the file, part by part as they come, so that only one part is in memory; the same features give the same
 * bytes.
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
    const columns = names.map((name) => `${sqlIdentifier(name)} DOUBLE`);
    const table = `CREATE OR REPLACE TABLE features (${['household_id VARCHAR', 'as_of DATE', ...columns].join(', ')})`;
    for await (const part of parts) {
      await connection.run(table);
      await append(connection, part);
      const file = `${path}.part${written.length}`;
      await connection.run(`COPY features TO ${sqlLiteral(file)} ${PARQUET}`);
      written.push(file);
      rows += part.matrix.nRows;
    }
    const files = written.map((file) => sqlLiteral(duckDbPath(file))).join(', ');
    await connection.run('DROP TABLE IF EXISTS features');
    await connection.run(`COPY (SELECT * FROM read_parquet([${files}])) TO ${sqlLiteral(path)} ${PARQUET}`);
    return rows;
  } finally {
    connection.closeSync();
    instance.closeSync();
    for (const file of written) await rm(file, { force: true });
  }
}

async function append(connection: DuckDBConnection, part: FeatureRows): Promise<void> {
  const appender = await connection.createAppender('features');
  for (let start = 0; start < part.matrix.nRows; start += CHUNK_ROWS)
    appender.appendDataChunk(chunkOf(part, start));
  appender.closeSync();
}

function chunkOf({ householdId, asOf, matrix }: FeatureRows, start: number): DuckDBDataChunk {
  const end = Math.min(start + CHUNK_ROWS, matrix.nRows);
  const types = [VARCHAR, DATE, ...matrix.names.map(() => DOUBLE)];
  const chunk = DuckDBDataChunk.create(types, end - start);
  const dates = asOf.slice(start, end).map((date) => new DuckDBDateValue(dayNumber(date)));
  chunk.setColumnValues(0, householdId.slice(start, end));
  chunk.setColumnValues(1, dates);
  for (const [j, column] of matrix.columns.entries()) {
    const values = Array.from(column.subarray(start, end), (value) => (Number.isNaN(value) ? null : value));
    chunk.setColumnValues(j + 2, values);
  }
  return chunk;
}
