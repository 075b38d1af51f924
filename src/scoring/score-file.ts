/**
 * Writes a scored list as CSV, NDJSON or Parquet; every row carries model, as-of date, data date and reasons.
 */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { JzError } from '../core/errors/index.ts';
import type { Json } from '../core/json.ts';
import { openDuckDb, sqlLiteral } from '../io/duckdb.ts';
import type { Manifest } from '../io/manifest.ts';
import { publishFile } from '../io/publish.ts';
import type { RankedHousehold, ScoredList } from './score-households.ts';

/** Reasons that get columns of their own in flat files. */
const FLAT_REASONS = 3;

type Cell = string | number | null;

/**
 * Publishes the list at `path` with a manifest beside it; the file appears whole or not at all.
 *
 * @throws JZ_USAGE when the ending is not .csv, .ndjson or .parquet
 */
export async function publishScoreFile(
  path: string,
  list: ScoredList,
  facts: Readonly<Record<string, Json>>,
): Promise<Manifest> {
  const write = writerFor(path);
  return publishFile('scores', path, async (temporary) => {
    await write(temporary, list);
    return { ...facts, rows: list.households.length };
  });
}

function writerFor(path: string): (file: string, list: ScoredList) => Promise<void> {
  if (path.endsWith('.csv')) return writeCsv;
  if (path.endsWith('.ndjson')) return writeNdjson;
  if (path.endsWith('.parquet')) return writeParquet;
  throw new JzError('JZ_USAGE', {
    problem: `--out ${path}: .csv, .ndjson or .parquet expected`,
    command: 'score',
  });
}

function flatRow(household: RankedHousehold, list: ScoredList): Record<string, Cell> {
  const { householdId, rank, area, probability, lower, upper, band } = household;
  const row: Record<string, Cell> = {
    household_id: householdId,
    as_of: list.asOf,
    rank,
    area,
    probability,
    lower,
    upper,
    band,
    model_id: list.model.id,
    generation: list.generation,
    data_date: list.dataDate,
  };
  for (let r = 0; r < FLAT_REASONS; r++) {
    const reason = household.reasons[r];
    row[`reason_${r + 1}`] = reason?.feature ?? null;
    row[`reason_${r + 1}_value`] = reason?.value ?? null;
    row[`reason_${r + 1}_log_odds`] = reason?.contribution ?? null;
    row[`reason_${r + 1}_zh`] = reason?.zh ?? null;
    row[`reason_${r + 1}_en`] = reason?.en ?? null;
  }
  return row;
}

async function writeCsv(file: string, list: ScoredList): Promise<void> {
  await writeLines(file, csvLines(list));
}

function* csvLines(list: ScoredList): Generator<string> {
  let isFirst = true;
  for (const household of list.households) {
    const row = flatRow(household, list);
    if (isFirst) yield Object.keys(row).join(',');
    isFirst = false;
    yield Object.values(row).map(csvCell).join(',');
  }
}

/** A text that a spreadsheet would run as a formula gets a leading apostrophe. */
function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

async function writeNdjson(file: string, list: ScoredList): Promise<void> {
  await writeLines(file, ndjsonLines(list));
}

function* ndjsonLines({ households, asOf, model, generation, dataDate }: ScoredList): Generator<string> {
  for (const { householdId, rank, area, probability, lower, upper, band, reasons } of households) {
    yield JSON.stringify({
      household_id: householdId,
      as_of: asOf,
      rank,
      area,
      probability,
      lower,
      upper,
      band,
      model_id: model.id,
      generation,
      data_date: dataDate,
      reasons,
    });
  }
}

async function writeParquet(file: string, list: ScoredList): Promise<void> {
  const source = `${file}.rows`;
  await writeLines(source, flatLines(list));
  const db = await openDuckDb();
  try {
    const numbers = /^(probability|lower|upper|reason_\d_(value|log_odds))$/;
    const columns = Object.keys(list.households[0] ? flatRow(list.households[0], list) : {}).map((name) => {
      const type = numbers.test(name)
        ? 'DOUBLE'
        : name === 'rank'
          ? 'INTEGER'
          : name.endsWith('_date') || name === 'as_of'
            ? 'DATE'
            : 'VARCHAR';
      return `${name}: '${type}'`;
    });
    await db.run(
      `COPY (SELECT * FROM read_json(${sqlLiteral(source)}, format = 'newline_delimited', columns = {${columns.join(', ')}}) ORDER BY rank)
       TO ${sqlLiteral(file)} (FORMAT parquet, COMPRESSION zstd)`,
    );
  } finally {
    db.close();
  }
  await rm(source);
}

function* flatLines(list: ScoredList): Generator<string> {
  for (const household of list.households) yield JSON.stringify(flatRow(household, list));
}

async function writeLines(file: string, lines: Iterable<string>): Promise<void> {
  const stream = createWriteStream(file);
  for (const line of lines) {
    if (!stream.write(`${line}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
}
