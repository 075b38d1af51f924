/**
 * A review list that came back: which of its pairs are the same person and which are not, as a caseworker decided.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JzError } from '../../core/errors/index.ts';
import { duckDbPath, NO_HIVE, openDuckDb, sqlLiteral } from '../../io/duckdb.ts';
import type { DecidedLink, Vault } from '../../vault/index.ts';
import { readable, type ReadableFile } from '../read/readable.ts';
import { reviewColumns } from './review-list.ts';

/** What was decided. */
export interface LinkDecisions {
  readonly confirmed: readonly DecidedLink[];
  readonly refused: readonly DecidedLink[];
}

const yes = ['是', '确认', '同一人', 'yes', 'confirm', '1'];
const no = ['否', '不是', '不同人', 'no', 'refuse', '0'];
const [aliasColumn, personColumn, decisionColumn] = [
  reviewColumns.alias,
  reviewColumns.person,
  reviewColumns.decision,
];

/**
 * Reads the decided rows of a review list (CSV in any encoding, or XLSX); rows without a decision wait on.
 *
 * @throws JZ_FILE_*, JZ_COLUMN_MISSING; JZ_VALUE_INVALID for a word that is no decision, for a pseudonym of the wrong
 *         kind, for a person the vault does not know and for one alias confirmed to be two persons
 */
export async function readLinkDecisions(file: string, vault: Vault): Promise<LinkDecisions> {
  const rows = await readRows(file);
  const confirmed = new Map<string, string>();
  const refused: DecidedLink[] = [];
  for (const { row, alias, personId, decision } of rows) {
    if (decision === '') continue;
    const refuse = (column: string, value: string, expected: string): JzError =>
      new JzError('JZ_VALUE_INVALID', { file, row, column, value, expected });
    if (!/^u[a-z2-7]{26}$/.test(alias)) throw refuse(aliasColumn, alias, 'u + 26');
    if (!/^p[a-z2-7]{26}$/.test(personId)) throw refuse(personColumn, personId, 'p + 26');
    if (vault.countOf([personId]) === 0) throw refuse(personColumn, personId, vault.file);
    if (no.includes(decision)) refused.push({ alias, personId });
    else if (!yes.includes(decision)) throw refuse(decisionColumn, decision, [...yes, ...no].join(', '));
    else if ((confirmed.get(alias) ?? personId) !== personId)
      throw refuse(personColumn, personId, confirmed.get(alias) ?? '');
    else confirmed.set(alias, personId);
  }
  return { confirmed: [...confirmed].map(([alias, personId]) => ({ alias, personId })), refused };
}

interface ReviewRow {
  readonly row: number;
  readonly alias: string;
  readonly personId: string;
  readonly decision: string;
}

async function readRows(file: string): Promise<ReviewRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'jiuzhu-links-'));
  try {
    const read = await readable(file, {}, { folder, stem: 'links' });
    return await rowsOf(read, file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function rowsOf({ path, header, delimiter }: ReadableFile, file: string): Promise<ReviewRow[]> {
  const wanted = [aliasColumn, personColumn, decisionColumn];
  const missing = wanted.find((name) => !header.includes(name));
  if (missing !== undefined) throw new JzError('JZ_COLUMN_MISSING', { file, column: missing });
  const names = header.map((_, i) => `'c${i}': 'VARCHAR'`).join(', ');
  const cells = wanted.map((name) => `lower(trim(coalesce(c${header.indexOf(name)}, '')))`);
  const db = await openDuckDb({ threads: 1 });
  try {
    const { columns } = await db.texts(
      `SELECT ${cells.join(', ')} FROM read_csv(${sqlLiteral(duckDbPath(path))}, ${NO_HIVE}, auto_detect = false, header = true,
         delim = ${sqlLiteral(delimiter)}, quote = '"', escape = '"', columns = {${names}})`,
    );
    const [aliases = [], persons = [], decisions = []] = columns;
    return aliases.map((alias, i) => ({
      row: i + 1,
      alias: alias ?? '',
      personId: persons[i] ?? '',
      decision: decisions[i] ?? '',
    }));
  } catch (cause) {
    if (cause instanceof JzError) throw cause;
    const problem = (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '';
    throw new JzError('JZ_FILE_FORMAT', { file, problem }, { cause });
  } finally {
    db.close();
  }
}
