/**
 * Every cell of a staged file against its column's declaration, in SQL: table `problem`.
 */
import type { DuckDb } from '../../io/duckdb.ts';
import type { ErrorCode } from '../../core/errors/index.ts';
import { codeEntries } from '../mapping/column-schema.ts';
import type { ColumnSpec } from '../mapping/schema.ts';
import { binder, type Binder } from './binder.ts';
import { stagedColumn, type Staged } from './stage.ts';

/** One way a cell can be wrong: the SQL condition under which it is. */
interface Fault {
  readonly when: string;
  readonly code: ErrorCode;
  readonly expected: string;
}

/**
 * Fills `problem(row, position, column_name, value, code, expected)`: at most one row a cell.
 */
export async function checkColumns(db: DuckDb, staged: Staged): Promise<void> {
  await db.run(`CREATE OR REPLACE TABLE problem (row BIGINT, position INTEGER, column_name VARCHAR,
    value VARCHAR, code VARCHAR, expected VARCHAR)`);
  await addBrokenProblems(db, staged);
  await db.run('CREATE OR REPLACE TABLE sound AS SELECT row FROM staged ANTI JOIN problem USING (row)');
  for (const [name, spec] of Object.entries(staged.file.source.columns))
    await checkColumn(db, staged, name, spec);
}

async function checkColumn(db: DuckDb, staged: Staged, name: string, spec: ColumnSpec): Promise<void> {
  const statement = binder();
  const cell = stagedColumn(staged, name);
  const faults = columnFaults(cell, spec, statement);
  const cases = faults.map((fault, i) => `WHEN ${fault.when} THEN ${i}`).join(' ');
  const codes = faults.map((fault, i) => `WHEN ${i} THEN ${statement.bind(fault.code)}`).join(' ');
  const expected = faults.map((fault, i) => `WHEN ${i} THEN ${statement.bind(fault.expected)}`).join(' ');
  const unbroken = staged.broken.length > 0 ? 'SEMI JOIN sound USING (row)' : '';
  await db.run(
    `INSERT INTO problem SELECT row, ${staged.header.indexOf(name)}, ${statement.bind(name)}, left(cell, 80),
       CASE fault ${codes} END, CASE fault ${expected} END
     FROM (SELECT row, ${cell} AS cell, CASE ${cases} END AS fault FROM staged ${unbroken})
     WHERE fault IS NOT NULL`,
    statement.values,
  );
}

async function addBrokenProblems(db: DuckDb, staged: Staged): Promise<void> {
  if (staged.broken.length === 0) return;
  const problems = staged.broken.map(({ row, fault, cells }) => ({
    row,
    value: fault === 'cells' ? String(cells.length) : cells.join(staged.file.source.delimiter).slice(0, 80),
    code: fault === 'cells' ? 'JZ_ROW_CELLS' : 'JZ_ROW_QUOTES',
  }));
  await db.run(
    `INSERT INTO problem SELECT p.row, -1, '', p.value, p.code, $expected FROM (SELECT unnest(from_json($data,
       '[{"row":"BIGINT","value":"VARCHAR","code":"VARCHAR"}]')) AS p)`,
    { data: JSON.stringify(problems), expected: String(staged.header.length) },
  );
}

function columnFaults(cell: string, spec: ColumnSpec, statement: Binder): Fault[] {
  const missing: Fault[] = spec.required
    ? [{ when: `${cell} IS NULL`, code: 'JZ_VALUE_MISSING', expected: '' }]
    : [];
  return [...missing, ...typeFaults(cell, spec, statement)];
}

function typeFaults(cell: string, spec: ColumnSpec, statement: Binder): Fault[] {
  switch (spec.type) {
    case 'text':
      return textFaults(cell, spec.max_length);
    case 'integer':
      return [
        pattern(cell, '-?[0-9]{1,18}', 'a whole number', statement),
        ...rangeFaults(cell, 'BIGINT', spec, statement),
      ];
    case 'decimal':
      return [
        pattern(cell, String.raw`-?[0-9]{1,18}(\.[0-9]+)?`, 'a number', statement),
        ...rangeFaults(cell, 'DOUBLE', spec, statement),
      ];
    case 'amount':
      return amountFaults(cell, spec, statement);
    case 'code':
      return [
        codeFault(
          cell,
          codeEntries(spec).map(([word]) => word),
          statement,
        ),
      ];
    case 'year':
      return [period(cell, '(19|20|21)[0-9]{2}', statement)];
    case 'quarter':
      return [period(cell, '[1-4]', statement)];
    case 'date':
      return [dateFault(cell, statement)];
    default:
      return [];
  }
}

function textFaults(cell: string, maxLength: number): Fault[] {
  return [
    {
      when: `length(${cell}) > ${maxLength}`,
      code: 'JZ_VALUE_INVALID',
      expected: `at most ${maxLength} characters / 不超过 ${maxLength} 个字符`,
    },
    {
      when: `regexp_matches(${cell}, '[[:cntrl:]]|^\\s|\\s$')`,
      code: 'JZ_VALUE_INVALID',
      expected: 'no control characters, no space at either end / 无控制字符、首尾无空格',
    },
  ];
}

/** A pattern instead of a cast: a cast would take "1_000", "1e3", " 1" and round "1.5". */
function pattern(cell: string, expression: string, kind: string, statement: Binder): Fault {
  return {
    when: `NOT regexp_full_match(${cell}, ${statement.bind(expression)})`,
    code: 'JZ_VALUE_NOT_NUMBER',
    expected: kind,
  };
}

function rangeFaults(
  cell: string,
  type: 'BIGINT' | 'DOUBLE',
  spec: { min?: number | undefined; max?: number | undefined },
  statement: Binder,
): Fault[] {
  const faults: Fault[] = [];
  const value = `TRY_CAST(${cell} AS ${type})`;
  if (spec.min !== undefined)
    faults.push({
      when: `${value} < ${statement.bind(spec.min)}`,
      code: 'JZ_VALUE_INVALID',
      expected: `>= ${spec.min}`,
    });
  if (spec.max !== undefined)
    faults.push({
      when: `${value} > ${statement.bind(spec.max)}`,
      code: 'JZ_VALUE_INVALID',
      expected: `<= ${spec.max}`,
    });
  return faults;
}

function amountFaults(cell: string, spec: ColumnSpec & { type: 'amount' }, statement: Binder): Fault[] {
  const decimals = spec.extra_decimals === 'round' ? 9 : Math.log10(spec.minor_units);
  const fraction = String.raw`(\.[0-9]{0,${decimals}}0*)?`;
  return [
    pattern(cell, String.raw`-?[0-9]+(\.[0-9]+)?`, 'an amount', statement),
    {
      when: `NOT regexp_full_match(${cell}, ${statement.bind(`-?[0-9]{1,12}${fraction}`)})`,
      code: 'JZ_VALUE_INVALID',
      expected: `at most 12 digits and ${decimals} decimals / 整数不超过 12 位、小数不超过 ${decimals} 位`,
    },
    ...rangeFaults(cell, 'DOUBLE', spec, statement),
  ];
}

function codeFault(cell: string, values: readonly string[], statement: Binder): Fault {
  const allowed = values.map((value) => statement.bind(value)).join(', ');
  const listed = values.slice(0, 12).join(', ') + (values.length > 12 ? ', …' : '');
  return { when: `${cell} NOT IN (${allowed})`, code: 'JZ_VALUE_INVALID', expected: listed };
}

function period(cell: string, expression: string, statement: Binder): Fault {
  return {
    when: `NOT regexp_full_match(${cell}, ${statement.bind(expression)})`,
    code: 'JZ_PERIOD_UNKNOWN',
    expected: '',
  };
}

function dateFault(cell: string, statement: Binder): Fault {
  const form = `regexp_full_match(${cell}, ${statement.bind('[0-9]{4}-[0-9]{2}-[0-9]{2}')})`;
  return {
    when: `NOT (${form} AND TRY_CAST(${cell} AS DATE) IS NOT NULL)`,
    code: 'JZ_VALUE_INVALID',
    expected: 'YYYY-MM-DD',
  };
}
