/**
 * Writes a file's good rows as one sorted Parquet part a table; the same rows give the same bytes.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { duckDbPath, sqlIdentifier, sqlLiteral, type DuckDb } from '../../io/duckdb.ts';
import type { FieldSpec } from '../mapping/schema.ts';
import { ledgerTables, type LedgerTable } from '../schema/index.ts';
import { binder, type Binder } from './binder.ts';
import { stagedColumn, type Staged } from './stage.ts';

/** A written part. */
export interface Part {
  readonly table: string;
  /** Relative to the generation's folder, with `/`. */
  readonly path: string;
  readonly rows: number;
}

const PARQUET = '(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)';

/** Writes `parts/<table>/<stem>.parquet` for every table the mapping fills. Reads table `typed`. */
export async function writeParts(
  db: DuckDb,
  staged: Staged,
  target: { folder: string; stem: string; batchId: string },
): Promise<Part[]> {
  const parts: Part[] = [];
  await declareWords(db, staged, target.batchId);
  for (const table of ledgerTables) {
    const statement = binder();
    const sql = tableSql(table, staged, target.batchId, statement);
    if (sql === null) continue;
    const path = `parts/${table.name}/${target.stem}.parquet`;
    const file = join(target.folder, path);
    await mkdir(join(target.folder, 'parts', table.name), { recursive: true });
    await db.run(`COPY (${sql}) TO ${statement.bind(file)} ${PARQUET}`, statement.values);
    parts.push({ table: table.name, path, rows: await countRows(db, file) });
  }
  return parts;
}

/**
 * Texts that repeat on every row, as an ENUM: Parquet writes its dictionary directly, in half the time of VARCHAR.
 * In the file they are text all the same.
 */
async function declareWords(db: DuckDb, staged: Staged, batchId: string): Promise<void> {
  const { source, name } = staged.file;
  const words = new Set([
    source.department,
    batchId,
    name,
    ...Object.values(source.observations?.codes ?? {}),
  ]);
  await db.run('DROP TYPE IF EXISTS ledger_word');
  await db.run(`CREATE TYPE ledger_word AS ENUM (${[...words].sort().map(sqlLiteral).join(', ')})`);
}

function tableSql(table: LedgerTable, staged: Staged, batchId: string, statement: Binder): string | null {
  const { source, name } = staged.file;
  const word = (text: string): string => `CAST(${statement.bind(text)} AS ledger_word)`;
  const common = `occurred_on, recorded_at, ${word(source.department)} AS source_dept,
    ${word(batchId)} AS batch_id, ${word(name)} AS source_file, row AS source_row,
    CAST(NULL AS DOUBLE) AS link_confidence`;
  const rows = source.rows
    .filter((spec) => spec.table === table.name)
    .map((spec) => rowsSql(table, staged, spec.columns, { common, statement }));
  if (table.name !== 'observation' || !source.observations)
    return rows.length === 0 ? null : sorted(table, rows);
  const observed = observationSql(staged, { common, statement });
  return rows.length === 0 ? observed : sorted(table, [...rows, observed]);
}

function sorted(table: LedgerTable, selects: readonly string[]): string {
  const order = [...table.sortedBy, 'source_row'].map(sqlIdentifier).join(', ');
  return `SELECT * FROM (${selects.join(' UNION ALL ')}) ORDER BY ${order}`;
}

/** A ledger row needs every required cell; without one there is no row (the amount is missing, not zero). */
function rowsSql(
  table: LedgerTable,
  staged: Staged,
  fields: Readonly<Record<string, FieldSpec>>,
  { common, statement }: { common: string; statement: Binder },
): string {
  const own = ownColumns(table);
  const cells = own.map((declared) => {
    const value = fieldSql(staged, fields[declared.name], statement);
    return `CAST(${value} AS ${declared.type}) AS ${sqlIdentifier(declared.name)}`;
  });
  const needed = own
    .filter((declared) => !declared.nullable)
    .map((declared) => `${sqlIdentifier(declared.name)} IS NOT NULL`);
  return `SELECT * FROM (SELECT ${cells.join(', ')}, ${common} FROM typed) WHERE ${needed.join(' AND ')}`;
}

function fieldSql(staged: Staged, field: FieldSpec | undefined, statement: Binder): string {
  if (field === undefined) return 'NULL';
  if ('from' in field) return stagedColumn(staged, field.from);
  if ('value' in field) return statement.bind(field.value);
  if (!('month_of' in field)) return 'NULL';
  return `strftime(${field.month_of}, '%Y-%m')`;
}

/** `typed` is sorted by household and date, and the codes here by name: the rows come out sorted. */
function observationSql(
  staged: Staged,
  { common, statement }: { common: string; statement: Binder },
): string {
  const spec = staged.file.source.observations;
  const codes = Object.entries(spec?.codes ?? {}).sort(([, a], [, b]) => (a < b ? -1 : 1));
  const names = codes.map(([, code]) => `CAST(${statement.bind(code)} AS ledger_word)`).join(', ');
  const values = codes.map(([name]) => `CAST(${stagedColumn(staged, name)} AS DOUBLE)`).join(', ');
  const household = stagedColumn(staged, spec?.household_id ?? '');
  return `SELECT household_id, NULL AS person_id, code, value, NULL AS detail, ${common} FROM (SELECT ${household} AS household_id, occurred_on,
    recorded_at, row, unnest([${names}]) AS code, unnest([${values}]) AS value FROM typed) WHERE value IS NOT NULL`;
}

function ownColumns(table: LedgerTable): LedgerTable['columns'] {
  return table.own;
}

async function countRows(db: DuckDb, file: string): Promise<number> {
  const [row] = await db.rows('SELECT count(*) AS n FROM read_parquet($file)', { file: duckDbPath(file) });
  return Number(row?.['n']);
}
