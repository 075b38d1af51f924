/**
 * Words of a code column that the known mapping does not have, by the ledger's own code tables.
 */
import { findCodeTable } from '../codes/index.ts';
import type { SourceSpec } from '../mapping/schema.ts';
import { findTable } from '../schema/index.ts';
import { headerOf, likeness } from './header.ts';

/** Least likeness of two words for one to be proposed for the other. */
const ALIKE = 0.6;

/** The code table that a column of a source is translated into; null when the ledger keeps the column as it is. */
export function codeTableName(source: SourceSpec, column: string): string | null {
  if (Object.values(source.persons).some(({ sex }) => sex === column)) return 'sex';
  for (const { table, columns } of source.rows)
    for (const [target, field] of Object.entries(columns))
      if ('from' in field && field.from === column)
        return findTable(table)?.own.find(({ name }) => name === target)?.codes ?? null;
  return null;
}

/**
 * A proposed code for a word, by the table's codes, its Chinese words, or words much like them.
 *
 * @param known the sender's words that a shipped mapping translates
 */
export function proposeCode(
  word: string,
  table: string | null,
  known: ReadonlyMap<string, string | number>,
): string | number | null {
  const wanted = headerOf(word);
  const alike = [...known].map(([other, code]) => ({ code, like: likeness(wanted, headerOf(other)) }));
  const entries = table === null ? [] : [...(findCodeTable(table)?.entries ?? [])];
  for (const [code, { zh }] of entries) {
    if (word === code) return code;
    alike.push({ code, like: likeness(wanted, headerOf(zh)) });
  }
  const best = alike.reduce<(typeof alike)[number] | null>((a, b) => (a && a.like >= b.like ? a : b), null);
  return best && best.like >= ALIKE ? best.code : null;
}
