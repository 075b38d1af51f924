/**
 * Reads a published feature file straight into typed arrays.
 */
import { isoDate, type IsoDate } from '../src/core/dates.ts';
import { JzError } from '../src/core/errors/index.ts';
import { matrix, type Matrix } from '../src/core/matrix.ts';
import { openDuckDb, parquetSql, sqlIdentifier, type DuckDb, type NumberPiece } from '../src/io/duckdb.ts';
import { verifyManifest, type Manifest } from '../src/io/manifest.ts';

/** Which part of a feature file. */
export interface ReadRequest {
  /** Absent: every date. */
  readonly asOf?: IsoDate;
  /** Columns in this order; absent: every feature, in the file's order. */
  readonly names?: readonly string[];
  readonly threads?: number;
}

/** Rows of a feature file, in its order. */
export interface ReadFeatures {
  readonly manifest: Manifest;
  readonly households: readonly string[];
  readonly asOf: readonly IsoDate[];
  /** NaN = missing. */
  readonly matrix: Matrix;
}

/** Consecutive rows of the file. */
interface Span {
  readonly first: number;
  readonly count: number;
}

/**
 * Reads what `writeFeatures` wrote and `publishFile` published, after checking it against its manifest.
 *
 * @throws JZ_MANIFEST_MISSING, JZ_HASH_MISMATCH, JZ_COLUMN_MISSING, JZ_FEATURES_NO_HOUSEHOLDS for a date it lacks
 */
export async function readFeatures(path: string, request: ReadRequest = {}): Promise<ReadFeatures> {
  const manifest = await verifyManifest(`${path}.manifest.json`);
  const db = await openDuckDb(request.threads === undefined ? {} : { threads: request.threads });
  try {
    const source = parquetSql([path], ', file_row_number = true');
    const names = await columnsOf(db, source, path, request.names);
    const days = await spansOf(db, source);
    const chosen = request.asOf === undefined ? [...days] : [...days].filter(([day]) => day === request.asOf);
    if (chosen.length === 0) throw noDate(request.asOf ?? '-', [...days.keys()]);
    const [, { first }] = chosen[0]!;
    const span = { first, count: chosen.reduce((sum, [, { count }]) => sum + count, 0) };
    return {
      manifest,
      households: await householdsOf(db, source, span),
      asOf: chosen.flatMap(([day, { count }]) => new Array<IsoDate>(count).fill(day)),
      matrix: matrix(names, await numbersOf(db, source, names, span), span.count),
    };
  } finally {
    db.close();
  }
}

async function columnsOf(
  db: DuckDb,
  source: string,
  file: string,
  wanted: readonly string[] | undefined,
): Promise<readonly string[]> {
  const described = await db.rows(`DESCRIBE SELECT * FROM ${source}`);
  const held = described
    .filter((row) => row['column_type'] === 'DOUBLE')
    .map((row) => String(row['column_name']));
  const missing = wanted?.find((name) => !held.includes(name));
  if (missing !== undefined) throw new JzError('JZ_COLUMN_MISSING', { file, column: missing });
  return wanted ?? held;
}

/** Each date's rows stand together. */
async function spansOf(db: DuckDb, source: string): Promise<Map<IsoDate, Span>> {
  const found = await db.rows(
    `SELECT CAST(as_of AS VARCHAR) AS day, min(file_row_number) AS first, count(*) AS count FROM ${source}
     GROUP BY as_of ORDER BY first`,
  );
  return new Map(
    found.map((row) => [
      isoDate(String(row['day'])),
      { first: Number(row['first']), count: Number(row['count']) },
    ]),
  );
}

async function householdsOf(db: DuckDb, source: string, { first, count }: Span): Promise<string[]> {
  const { columns } = await db.texts(
    `SELECT household_id FROM ${source} WHERE file_row_number >= $first AND file_row_number < $end
     ORDER BY file_row_number`,
    { first, end: first + count },
  );
  return (columns[0] ?? []).map((id) => id ?? '');
}

async function numbersOf(
  db: DuckDb,
  source: string,
  names: readonly string[],
  { first, count }: Span,
): Promise<Float64Array[]> {
  const columns = names.map(() => new Float64Array(count));
  const wanted = names.map((name) => `coalesce(${sqlIdentifier(name)}, 'NaN'::DOUBLE)`);
  await db.stream(
    `SELECT ${['CAST(file_row_number - $first AS INTEGER)', ...wanted].join(', ')} FROM ${source}
     WHERE file_row_number >= $first AND file_row_number < $end`,
    { first, end: first + count },
    (piece) => {
      place(piece, columns);
    },
  );
  return columns;
}

/** Puts the rows of a piece where they stand in the file. */
function place({ count, columns: [at, ...values] }: NumberPiece, columns: readonly Float64Array[]): void {
  const start = at![0]!;
  if (at![count - 1]! - start === count - 1) {
    for (const [j, column] of columns.entries()) column.set(values[j]!, start);
    return;
  }
  for (const [j, column] of columns.entries())
    for (let i = 0; i < count; i++) column[at![i]!] = values[j]![i]!;
}

function noDate(asOf: string, days: readonly IsoDate[]): JzError {
  return new JzError('JZ_FEATURES_NO_HOUSEHOLDS', { asOf, first: days[0] ?? '-', last: days.at(-1) ?? '-' });
}
