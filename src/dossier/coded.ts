/**
 * Codes and money of the ledger in words.
 */
import { fen, formatYuan } from '../core/units.ts';
import { findCodeTable, majorDiseases } from '../ledger/codes/index.ts';
import type { LedgerColumn } from '../ledger/schema/table.ts';

/** A wording in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** A code and its meaning. */
export interface Coded extends Words {
  readonly code: string;
}

/** What a code of a table means; one the table does not have is told as it stands. */
export function coded(table: string, code: string): Coded {
  const meaning = findCodeTable(table)?.entries.get(code) ?? { zh: code, en: code };
  return { code, ...meaning };
}

/** The same for a cell that may be empty. */
export function codedCell(table: string, code: string | null | undefined): Coded | null {
  return code === null || code === undefined ? null : coded(table, code);
}

/** A sum of fen in yuan. */
export function yuan(amountFen: number): Words {
  const written = formatYuan(fen(Math.round(amountFen)));
  return { zh: `${written} 元`, en: `${written} yuan` };
}

const yesNo: Readonly<Record<string, Words>> = {
  true: { zh: '是', en: 'yes' },
  false: { zh: '否', en: 'no' },
};

/** A cell of a ledger column: codes named, money in yuan. */
export function cellWords({ codes, unit, type }: LedgerColumn, value: string): Words {
  if (codes !== undefined) return coded(codes, value);
  if (unit === 'fen') return yuan(Number(value));
  return (type === 'BOOLEAN' ? yesNo[value] : undefined) ?? { zh: value, en: value };
}

/**
 * The major disease a diagnosis belongs to. The diagnosis itself is not told: it is more than a visit needs.
 *
 * @param diagnosis ICD-10 code, or a code of the list of major diseases
 */
export function diseaseWords(diagnosis: string): Words {
  const category = diagnosis.slice(0, 3);
  const found = majorDiseases.find(
    ({ code, icd10 }) =>
      code === diagnosis ||
      icd10.some((range) => {
        const [first = '', last] = range.split('-');
        return last === undefined ? diagnosis.startsWith(first) : first <= category && category <= last;
      }),
  );
  return found ?? { zh: '重大疾病', en: 'major disease' };
}
