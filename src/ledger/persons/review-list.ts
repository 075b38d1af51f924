/**
 * Pairs that linking leaves to a person, as a list to be decided and given to the next ingest: `review/links.csv` of a
 * generation names nobody; the list with names is written where the data team asks for it.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { csvField } from '../../io/csv-record.ts';
import { explain, type IdentityFields, type LinkResult } from '../../linking/index.ts';
import type { Vault } from '../../vault/index.ts';

/** Column names of the list. */
export const reviewColumns = {
  alias: 'unlinked_id',
  person: 'person_id',
  decision: '决定',
  probability: 'probability',
} as const;

/** A row's person who may be somebody known. */
export interface ReviewPair {
  readonly alias: string;
  readonly personId: string;
  /** As the row says. */
  readonly fields: IdentityFields;
  readonly result: Pick<LinkResult, 'probability' | 'agreement'>;
}

const pairColumns = [...Object.values(reviewColumns), '说明', 'explanation'];
const shownFields = ['name', 'sex', 'birthDate', 'phone', 'address'] as const;
const fieldWords = ['姓名', '性别', '出生日期', '电话', '住址'];

/** Writes the list without names into a generation's folder; without a pair, no list. */
export async function writeReviewList(folder: string, pairs: readonly ReviewPair[]): Promise<void> {
  if (pairs.length === 0) return;
  await mkdir(join(folder, 'review'), { recursive: true });
  const lines = [...new Set(pairs.map((pair) => csvLine(pairCells(pair))))].sort();
  await writeFile(join(folder, 'review', 'links.csv'), listText(pairColumns, lines));
}

/** Writes the list with what the row and the vault say of both, for the eyes of its owner only; replaces the file. */
export async function writeNamedReviewList(
  file: string,
  pairs: readonly ReviewPair[],
  vault: Vault,
): Promise<void> {
  const known = new Map(
    vault.get([...new Set(pairs.map(({ personId }) => personId))]).map((record) => [record.personId, record]),
  );
  const lines = pairs.map((pair) => {
    const record = known.get(pair.personId);
    const both = shownFields.flatMap((field) => [pair.fields[field] ?? '', record?.[field] ?? '']);
    return csvLine([...pairCells(pair), ...both]);
  });
  const columns = [...pairColumns, ...fieldWords.flatMap((word) => [`来件${word}`, `库中${word}`])];
  await rm(file, { force: true });
  await writeFile(file, listText(columns, [...new Set(lines)].sort()), { mode: 0o600, flag: 'wx' });
}

function pairCells({ alias, personId, result: { probability, agreement } }: ReviewPair): string[] {
  const { zh, en } = agreement === null ? { zh: '', en: '' } : explain(agreement);
  return [alias, personId, '', probability.toFixed(4), zh, en];
}

function csvLine(cells: readonly string[]): string {
  return cells.map(csvField).join(',');
}

function listText(columns: readonly string[], lines: readonly string[]): string {
  return `\ufeff${[columns.join(','), ...lines].join('\n')}\n`;
}
