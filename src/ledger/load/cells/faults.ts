/**
 * Why a cell is refused, in SQL: the first fault that applies names the code and what was expected.
 */
import type { ErrorCode } from '../../../core/errors/index.ts';
import { sqlLiteral } from '../../../io/duckdb.ts';
import { codeEntries } from '../../mapping/column-schema.ts';
import type { ColumnSpec } from '../../mapping/schema.ts';
import { scientificSql } from '../../read/excel-damage.ts';
import { shownForms } from './dates.ts';
import { amountDecimals, amountPattern, untidySql } from './strict.ts';

/** One way a cell can be wrong. */
export interface CellFault {
  readonly when: string;
  readonly code: ErrorCode;
  readonly expected: string;
}

/**
 * The faults of a cell that is in order (`normal`) and its value (`value`, NULL when it has none).
 */
export function cellFaults(normal: string, value: string, spec: ColumnSpec): CellFault[] {
  const missing: CellFault[] = spec.required
    ? [{ when: `${normal} IS NULL`, code: 'JZ_VALUE_MISSING', expected: '' }]
    : [];
  return [...missing, ...typeFaults(normal, spec), ...rangeFaults(value, spec), notRead(normal, value, spec)];
}

/** SQL: the value is outside the column's range, or the cell lacks one it must have. For rows taken at once. */
export function oddSql(cell: string, value: string, spec: ColumnSpec): string {
  const unread = spec.required ? `${value} IS NULL` : `(${value} IS NULL AND ${cell} IS NOT NULL)`;
  return [unread, ...rangeFaults(value, spec).map(({ when }) => `(${when})`)].join(' OR ');
}

function typeFaults(cell: string, spec: ColumnSpec): CellFault[] {
  switch (spec.type) {
    case 'text':
      return textFaults(cell, spec.max_length);
    case 'integer':
      return [mismatch(cell, '-?[0-9]{1,18}', 'JZ_VALUE_NOT_NUMBER', 'a whole number')];
    case 'decimal':
      return [mismatch(cell, String.raw`-?[0-9]{1,18}(\.[0-9]+)?`, 'JZ_VALUE_NOT_NUMBER', 'a number')];
    case 'amount':
      return amountFaults(cell, spec);
    case 'year':
      return [mismatch(cell, '(19|20|21)[0-9]{2}', 'JZ_PERIOD_UNKNOWN', '')];
    case 'quarter':
      return [mismatch(cell, '[1-4]', 'JZ_PERIOD_UNKNOWN', '')];
    default:
      return [];
  }
}

/** What no finer fault explains. */
function notRead(cell: string, value: string, spec: ColumnSpec): CellFault {
  return { when: `${cell} IS NOT NULL AND ${value} IS NULL`, code: 'JZ_VALUE_INVALID', expected: form(spec) };
}

function form(spec: ColumnSpec): string {
  switch (spec.type) {
    case 'date':
      return shownForms('day', spec.forms);
    case 'month':
      return shownForms('month', spec.forms);
    case 'code':
      return listed(codeEntries(spec).map(([word]) => word));
    case 'flag':
      return listed([...spec.yes, ...spec.no].map(String));
    default:
      return spec.type;
  }
}

function listed(words: readonly string[]): string {
  return words.slice(0, 12).join(', ') + (words.length > 12 ? ', …' : '');
}

function textFaults(cell: string, maxLength: number): CellFault[] {
  return [
    {
      when: `length(${cell}) > ${maxLength}`,
      code: 'JZ_VALUE_INVALID',
      expected: `at most ${maxLength} characters / 不超过 ${maxLength} 个字符`,
    },
    {
      when: untidySql(cell),
      code: 'JZ_VALUE_INVALID',
      expected: 'no control characters, no space at either end / 无控制字符、首尾无空格',
    },
    { when: scientificSql(cell), code: 'JZ_CELL_SCIENTIFIC', expected: '' },
  ];
}

function amountFaults(cell: string, spec: Extract<ColumnSpec, { type: 'amount' }>): CellFault[] {
  const decimals = amountDecimals(spec);
  return [
    mismatch(cell, String.raw`-?[0-9]+(\.[0-9]+)?`, 'JZ_VALUE_NOT_NUMBER', 'an amount'),
    mismatch(
      cell,
      amountPattern(spec),
      'JZ_VALUE_INVALID',
      `at most 12 digits and ${decimals} decimals / 整数不超过 12 位、小数不超过 ${decimals} 位`,
    ),
  ];
}

function mismatch(cell: string, pattern: string, code: ErrorCode, expected: string): CellFault {
  return { when: `NOT regexp_full_match(${cell}, ${sqlLiteral(pattern)})`, code, expected };
}

/** Bounds are in the file's unit, values of amounts in minor units. */
function rangeFaults(value: string, spec: ColumnSpec): CellFault[] {
  if (!('min' in spec || 'max' in spec)) return [];
  const scale = spec.type === 'amount' ? spec.minor_units : 1;
  const faults: CellFault[] = [];
  const { min, max } = spec;
  if (min !== undefined)
    faults.push({ when: `${value} < ${min * scale}`, code: 'JZ_VALUE_INVALID', expected: `>= ${min}` });
  if (max !== undefined)
    faults.push({ when: `${value} > ${max * scale}`, code: 'JZ_VALUE_INVALID', expected: `<= ${max}` });
  return faults;
}
