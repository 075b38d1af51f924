/**
 * Small tables with a known signal, written in every form that `jiuzhu table` reads.
 */
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { normal, seededRng } from '../../src/core/rng.ts';
import { openDuckDb, sqlLiteral } from '../../src/io/duckdb.ts';

/** One row, cell by cell in the order of `header`. An empty cell is missing. */
export type Row = readonly string[];

/** Column names; two of them need quotes in CSV. `leak` is the target again. */
export const header = [
  'id',
  'income',
  'debt, total',
  'job',
  'note "x"',
  'fold',
  'family',
  'leak',
  'y',
] as const;

/**
 * Rows with a number and a text that matter, a number that is noise, missing cells, families of three in one fold,
 * and a column that gives the target away.
 */
export function rowsOf(count: number, seed: string): Row[] {
  const rng = seededRng(seed);
  return Array.from({ length: count }, (_, i) => {
    const income = normal(rng);
    const job = ['none', 'temporary', 'steady'][rng.int(3)]!;
    const logOdds = -1 - 1.2 * income + (job === 'none' ? 1 : 0);
    const y = rng.next() < 1 / (1 + Math.exp(-logOdds)) ? '1' : '0';
    const family = Math.floor(i / 3);
    return [
      `H${i}`,
      rng.next() < 0.1 ? '' : income.toFixed(4),
      normal(rng).toFixed(3),
      rng.next() < 0.05 ? '' : job,
      ['北京', 'a,b', 'say "hi"'][rng.int(3)]!,
      `k${family % 3}`,
      `F${family}`,
      y,
      y,
    ];
  });
}

/** How a CSV is written. */
export interface CsvStyle {
  readonly delimiter?: string;
  readonly newline?: string;
  readonly mark?: string;
}

/** CSV text. */
export function csvText(
  rows: readonly Row[],
  names: readonly string[] = header,
  { delimiter = ',', newline = '\n', mark = '' }: CsvStyle = {},
): string {
  const cell = (text: string): string => (/[",;\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return mark + [names, ...rows].map((row) => row.map(cell).join(delimiter) + newline).join('');
}

/** Writes a table as CSV, gzipped CSV or Parquet (numbers typed, text as text), by its ending. */
export async function writeTable(path: string, rows: readonly Row[], style: CsvStyle = {}): Promise<string> {
  const text = csvText(rows, header, style);
  if (path.endsWith('.gz')) writeFileSync(path, gzipSync(text));
  else if (path.endsWith('.csv')) writeFileSync(path, text);
  else {
    writeFileSync(`${path}.csv`, text);
    const db = await openDuckDb();
    await db.run(
      `COPY (SELECT * FROM read_csv($from, header = true)) TO ${sqlLiteral(path)} (FORMAT parquet)`,
      {
        from: `${path}.csv`,
      },
    );
    db.close();
  }
  return path;
}

/** The same rows with other columns, in another order. */
export function rearranged(rows: readonly Row[], names: readonly string[], extra: string): Row[] {
  return rows.map((row) =>
    names.map((name) => row[header.indexOf(name as (typeof header)[number])] ?? extra),
  );
}

/** The rows with one cell changed. */
export function withCell(
  rows: readonly Row[],
  at: number,
  column: (typeof header)[number],
  value: string,
): Row[] {
  return rows.map((row, i) => (i === at ? row.map((cell, j) => (header[j] === column ? value : cell)) : row));
}
