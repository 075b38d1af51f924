/**
 * Writes a scored list as CSV, NDJSON, Parquet or an Excel workbook; every row carries model, as-of date, data date and reasons.
 */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { JzError } from '../core/errors/index.ts';
import type { Json } from '../core/json.ts';
import { csvField } from '../io/csv-record.ts';
import { duckDbPath, openDuckDb, sqlLiteral } from '../io/duckdb.ts';
import type { Manifest } from '../io/manifest.ts';
import { publishFile } from '../io/publish.ts';
import { checkSheetRows, writeSpreadsheet } from '../io/spreadsheet-write.ts';
import type { RankedHousehold, RankedHouseholds, ScoredList } from './score-households.ts';

type Cell = string | number | null;
/** A list whose households are read once, in the order of rank. */
type List = ScoredList<RankedHouseholds>;

/** Reasons that get columns of their own in flat files. */
const FLAT_REASONS = [1, 2, 3] as const;

type Column = readonly [name: string, type: 'VARCHAR' | 'DATE' | 'INTEGER' | 'DOUBLE'];

const FLAT_COLUMNS: readonly Column[] = [
  ['household_id', 'VARCHAR'],
  ['as_of', 'DATE'],
  ['rank', 'INTEGER'],
  ['area', 'VARCHAR'],
  ['probability', 'DOUBLE'],
  ['lower', 'DOUBLE'],
  ['upper', 'DOUBLE'],
  ['band', 'VARCHAR'],
  ['uncertain', 'INTEGER'],
  ['model_id', 'VARCHAR'],
  ['generation', 'VARCHAR'],
  ['data_date', 'DATE'],
  ...FLAT_REASONS.flatMap((r) => [
    [`reason_${r}`, 'VARCHAR'] as const,
    [`reason_${r}_value`, 'DOUBLE'] as const,
    [`reason_${r}_log_odds`, 'DOUBLE'] as const,
    [`reason_${r}_zh`, 'VARCHAR'] as const,
    [`reason_${r}_en`, 'VARCHAR'] as const,
  ]),
];

/** Columns of a flat file with their Parquet types; behind them one a horizon that the model answers beside its own. */
function flatColumns({ model: { horizons = [] } }: List): Column[] {
  return [...FLAT_COLUMNS, ...horizons.map((months): Column => [`probability_${months}m`, 'DOUBLE'])];
}

/**
 * Checks the ending of a list's file, before any time is spent on it.
 *
 * @throws JZ_USAGE when it is not .csv, .xlsx, .ndjson or .parquet
 */
export function checkScoreFile(path: string): void {
  writerFor(path);
}

/**
 * Publishes the list at `path` with a manifest beside it; the file appears whole or not at all.
 *
 * @throws JZ_USAGE when the ending is not .csv, .xlsx, .ndjson or .parquet; JZ_SHEET_TOO_LONG for an .xlsx of more
 *         than 1,048,575 households
 */
export async function publishScoreFile(
  path: string,
  list: List,
  facts: Readonly<Record<string, Json>>,
): Promise<Manifest> {
  const write = writerFor(path);
  if (write === writeXlsx) checkSheetRows(path, list.households.length);
  return publishFile('scores', path, async (temporary) => {
    await write(temporary, list);
    return { ...facts, rows: list.households.length };
  });
}

function writerFor(path: string): (file: string, list: List) => Promise<void> {
  if (path.endsWith('.csv')) return writeCsv;
  if (path.endsWith('.xlsx')) return writeXlsx;
  if (path.endsWith('.ndjson')) return writeNdjson;
  if (path.endsWith('.parquet')) return writeParquet;
  throw new JzError('JZ_USAGE', {
    problem: `--out ${path}: .csv, .xlsx, .ndjson or .parquet expected`,
    command: 'score',
  });
}

/** A household's cells in the order of the flat columns. */
function flatCells(household: RankedHousehold, list: List): Cell[] {
  const { householdId, rank, area, probability, lower, upper, band, isUncertain, reasons } = household;
  const { horizons = [] } = household;
  return [
    householdId,
    list.asOf,
    rank,
    area,
    probability,
    lower,
    upper,
    band,
    Number(isUncertain),
    list.model.id,
    list.generation,
    list.dataDate,
    ...FLAT_REASONS.flatMap((r) => {
      const { feature, value, contribution, zh, en } = reasons[r - 1] ?? {};
      return [feature ?? null, value ?? null, contribution ?? null, zh ?? null, en ?? null];
    }),
    ...horizons.map((one) => one.probability),
  ];
}

async function writeCsv(file: string, list: List): Promise<void> {
  await writeLines(file, csvLines(list));
}

function* csvLines(list: List): Generator<string> {
  yield flatColumns(list)
    .map(([name]) => name)
    .join(',');
  for (const household of list.households) yield flatCells(household, list).map(csvCell).join(',');
}

/** A text that a spreadsheet would run as a formula gets a leading apostrophe. */
function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  return csvField(/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
}

/** Ids stay text, so that Excel neither rounds nor reads them as formulas. */
async function writeXlsx(file: string, list: List): Promise<void> {
  const columns = flatColumns(list).map(([name]) => name);
  await writeSpreadsheet(file, { name: `名单 ${list.asOf}`, columns, rows: flatRows(list) });
}

function* flatRows(list: List): Generator<Cell[]> {
  for (const household of list.households) yield flatCells(household, list);
}

async function writeNdjson(file: string, list: List): Promise<void> {
  await writeLines(file, ndjsonLines(list));
}

function* ndjsonLines({ households, asOf, model, generation, dataDate }: List): Generator<string> {
  for (const { householdId, isUncertain, reasons, ...household } of households) {
    const { rank, area, probability, lower, upper, band, horizons } = household;
    yield JSON.stringify({
      household_id: householdId,
      ...{ as_of: asOf, rank, area, probability, lower, upper, band, uncertain: isUncertain },
      ...(horizons ? { horizons } : {}),
      ...{ model_id: model.id, generation, data_date: dataDate, reasons },
    });
  }
}

async function writeParquet(file: string, list: List): Promise<void> {
  const source = `${file}.rows`;
  await writeLines(source, flatLines(list));
  const db = await openDuckDb();
  try {
    const columns = flatColumns(list)
      .map(([name, type]) => `${name}: '${type}'`)
      .join(', ');
    await db.run(
      `COPY (SELECT * FROM read_json($path, format = 'newline_delimited', columns = {${columns}}) ORDER BY rank)
       TO ${sqlLiteral(file)} (FORMAT parquet, COMPRESSION zstd)`,
      { path: duckDbPath(source) },
    );
  } finally {
    db.close();
  }
  await rm(source);
}

function* flatLines(list: List): Generator<string> {
  const columns = flatColumns(list);
  for (const household of list.households) {
    const cells = flatCells(household, list);
    yield JSON.stringify(Object.fromEntries(columns.map(([name], j) => [name, cells[j]])));
  }
}

async function writeLines(file: string, lines: Iterable<string>): Promise<void> {
  const stream = createWriteStream(file);
  for (const line of lines) {
    if (!stream.write(`${line}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
}
