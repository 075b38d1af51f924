/**
 * Dates and months in the forms departments write them, as SQL. Years have four digits, 1900 to 2199.
 */
import { sqlLiteral } from '../../../io/duckdb.ts';
import type { DateForm } from '../../mapping/schema.ts';

const year = '(19|20|21)[0-9]{2}';

/** One form: the pattern of the whole cell, and the cell in a form that casts to a day or gives YYYY-MM. */
interface Form {
  readonly day: { readonly pattern: string; readonly sql: (cell: string) => string };
  readonly month: { readonly pattern: string; readonly sql: (cell: string) => string };
}

const cast = (text: string): string => `TRY_CAST(${text} AS DATE)`;
const separated = (mark: string, plain: (cell: string) => string): Form => ({
  day: {
    pattern: `${year}${mark}[0-9]{1,2}${mark}[0-9]{1,2}`,
    sql: (cell) => cast(plain(cell)),
  },
  month: {
    pattern: `${year}${mark}(0?[1-9]|1[0-2])`,
    sql: (cell) => `${cell}[1:4] || '-' || lpad(substr(${cell}, 6), 2, '0')`,
  },
});
const serialDay = (cell: string): string => `DATE '1899-12-30' + CAST(${cell} AS INTEGER)`;

const formsByName: Readonly<Record<DateForm, Form>> = {
  iso: separated('-', (cell) => cell),
  slash: separated('/', (cell) => `replace(${cell}, '/', '-')`),
  dotted: separated('[.]', (cell) => `replace(${cell}, '.', '-')`),
  compact: {
    day: {
      pattern: `${year}[0-9]{4}`,
      sql: (cell) => cast(`${cell}[1:4] || '-' || ${cell}[5:6] || '-' || ${cell}[7:8]`),
    },
    month: { pattern: `${year}(0[1-9]|1[0-2])`, sql: (cell) => `${cell}[1:4] || '-' || ${cell}[5:6]` },
  },
  chinese: {
    day: {
      pattern: `${year}年[0-9]{1,2}月[0-9]{1,2}日`,
      sql: (cell) => cast(`replace(replace(replace(${cell}, '年', '-'), '月', '-'), '日', '')`),
    },
    month: {
      pattern: `${year}年(0?[1-9]|1[0-2])月`,
      sql: (cell) => `${cell}[1:4] || '-' || lpad(substr(${cell}, 6, length(${cell}) - 6), 2, '0')`,
    },
  },
  excel_serial: {
    day: { pattern: '[1-9][0-9]{4}', sql: serialDay },
    month: { pattern: '[1-9][0-9]{4}', sql: (cell) => `strftime(${serialDay(cell)}, '%Y-%m')` },
  },
};

/** The examples a sender is shown. */
const shown: Readonly<Record<'day' | 'month', Readonly<Record<DateForm, string>>>> = {
  day: {
    iso: 'YYYY-MM-DD',
    slash: 'YYYY/M/D',
    compact: 'YYYYMMDD',
    chinese: 'YYYY年M月D日',
    dotted: 'YYYY.M.D',
    excel_serial: 'Excel 45356',
  },
  month: {
    iso: 'YYYY-MM',
    slash: 'YYYY/M',
    compact: 'YYYYMM',
    chinese: 'YYYY年M月',
    dotted: 'YYYY.M',
    excel_serial: 'Excel 45356',
  },
};

/** SQL of a cell as DATE (`day`) or `YYYY-MM` (`month`); NULL when it has none of the forms or does not exist. */
export function dateSql(cell: string, kind: 'day' | 'month', forms: readonly DateForm[]): string {
  const quick = kind === 'day' && forms.includes('iso') ? [quickDay(cell)] : [];
  const cases = forms.map((form) => {
    const { pattern, sql } = formsByName[form][kind];
    return `WHEN regexp_full_match(${cell}, ${sqlLiteral(pattern)}) THEN ${sql(cell)}`;
  });
  return `CASE ${[...quick, ...cases].join(' ')} END`;
}

/** A day that is written as the database writes it needs no pattern: half the time. */
function quickDay(cell: string): string {
  const day = cast(cell);
  return `WHEN CAST(${day} AS VARCHAR) = ${cell} AND ${day} BETWEEN DATE '1900-01-01' AND DATE '2199-12-31' THEN ${day}`;
}

/** The forms as a sender reads them. */
export function shownForms(kind: 'day' | 'month', forms: readonly DateForm[]): string {
  return forms.map((form) => shown[kind][form]).join(' / ');
}
