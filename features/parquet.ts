/**
 * Writes a feature matrix as Parquet: `household_id`, `as_of`, one DOUBLE column a feature, NULL = missing.
 */
import { DATE, DOUBLE, DuckDBDataChunk, DuckDBDateValue, DuckDBInstance, VARCHAR } from '@duckdb/node-api';
import { sqlIdentifier, sqlLiteral } from '../src/io/duckdb.ts';
import type { BuiltFeatures } from './build.ts';
import { dayNumber } from './days.ts';

const CHUNK_ROWS = 2048; // DuckDB's vector size

/** Writes the file; the same features give the same bytes. */
export async function writeFeatures(path: string, built: BuiltFeatures): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    const columns = built.matrix.names.map((name) => `${sqlIdentifier(name)} DOUBLE`);
    await connection.run(
      `CREATE TABLE features (${['household_id VARCHAR', 'as_of DATE', ...columns].join(', ')})`,
    );
    const appender = await connection.createAppender('features');
    for (let start = 0; start < built.matrix.nRows; start += CHUNK_ROWS) {
      appender.appendDataChunk(chunkOf(built, start));
    }
    appender.closeSync();
    await connection.run(`COPY features TO ${sqlLiteral(path)} (FORMAT parquet, COMPRESSION zstd)`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function chunkOf({ keys, matrix }: BuiltFeatures, start: number): DuckDBDataChunk {
  const end = Math.min(start + CHUNK_ROWS, matrix.nRows);
  const types = [VARCHAR, DATE, ...matrix.names.map(() => DOUBLE)];
  const chunk = DuckDBDataChunk.create(types, end - start);
  const dates = keys.asOf.slice(start, end).map((date) => new DuckDBDateValue(dayNumber(date)));
  chunk.setColumnValues(0, keys.householdId.slice(start, end));
  chunk.setColumnValues(1, dates);
  for (const [j, column] of matrix.columns.entries()) {
    const values = Array.from(column.subarray(start, end), (value) => (Number.isNaN(value) ? null : value));
    chunk.setColumnValues(j + 2, values);
  }
  return chunk;
}
