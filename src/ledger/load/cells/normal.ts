/**
 * Cells of a row that is not as declared, put in order as far as nothing is guessed: full-width characters become
 * half-width, spaces at the ends go. Text columns stay as they were sent.
 */
import { sqlLiteral } from '../../../io/duckdb.ts';
import type { ColumnSpec } from '../../mapping/schema.ts';
import { strictSql } from './strict.ts';

/** Full-width forms of ASCII, the ideographic and the no-break space, several dashes. */
const wide = `${Array.from({ length: 94 }, (_, i) => String.fromCharCode(0xff01 + i)).join('')}\u3000\u00a0\t\u2212\u2013\u2014`;
const narrow = `${Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i)).join('')}   ---`;

const separators = String.raw`-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?`;

/** SQL of a cell put in order; NULL when nothing is left. */
export function normalSql(cell: string, spec: ColumnSpec): string {
  if (spec.type === 'text') return cell;
  const plain = `trim(${narrowSql(cell)})`;
  return `nullif(${orderedSql(plain, spec)}, '')`;
}

/** SQL of the value of a cell in order: identity columns take anything, the others what `strictSql` takes. */
export function looseSql(normal: string, spec: ColumnSpec): string {
  if (spec.type === 'disability_certificate') return `left(${normal}, 18)`;
  const isIdentity = ['id_number', 'phone', 'name', 'address'].includes(spec.type);
  return isIdentity ? `left(${normal}, 200)` : strictSql(normal, spec);
}

/** A pattern stands before the translation, which takes forty times as long a cell. */
function narrowSql(cell: string): string {
  const translated = `translate(${cell}, ${sqlLiteral(wide)}, ${sqlLiteral(narrow)})`;
  return `CASE WHEN regexp_matches(${cell}, ${sqlLiteral(String.raw`[\x{ff01}-\x{ff5e}\x{3000}\x{a0}\t\x{2212}\x{2013}\x{2014}]`)}) THEN ${translated} ELSE ${cell} END`;
}

function orderedSql(plain: string, spec: ColumnSpec): string {
  switch (spec.type) {
    case 'amount':
      return `CASE WHEN regexp_full_match(${plain}, ${sqlLiteral(separators)}) THEN replace(${plain}, ',', '') ELSE ${plain} END`;
    case 'id_number':
    case 'disability_certificate':
      return `upper(replace(${plain}, ' ', ''))`;
    case 'phone':
      return `regexp_replace(${plain}, '[^0-9+]', '', 'g')`;
    case 'name':
      return String.raw`CASE WHEN regexp_full_match(${plain}, '[\p{Han} ]+') THEN replace(${plain}, ' ', '') ELSE ${plain} END`;
    default:
      return plain;
  }
}
