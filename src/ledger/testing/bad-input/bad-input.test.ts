import { beforeAll, describe, expect, it } from 'vitest';
import { writeSpreadsheet } from '../../../io/spreadsheet-write.ts';
import type { ErrorCode } from '../../../core/errors/index.ts';
import type { Ledger } from '../../open-ledger.ts';
import { readable } from '../../read/readable.ts';
import { given, type FileCase, type RowCase, type Verdict } from './case.ts';
import { clumsyCases } from './clumsy.ts';
import { cells, csv, header } from './delivery.ts';
import { encodingCases } from './encodings.ts';
import { hostileCases } from './hostile-workbooks.ts';
import { parquetCases } from './parquet.ts';
import { rowCases } from './rows.ts';
import { run, sentName, type Outcome } from './run.ts';
import { disguiseCases, headerCases, shapeCases } from './text-files.ts';
import { workbookCases } from './workbooks.ts';

const fileCases = [
  ...encodingCases,
  ...shapeCases,
  ...headerCases,
  ...disguiseCases,
  ...clumsyCases,
  ...workbookCases,
  ...hostileCases,
  ...parquetCases,
];

type With<V> = FileCase & { readonly verdict: V };
type Refused = Extract<Verdict, { readonly refused: ErrorCode }>;
type Loaded = Extract<Verdict, { readonly rows: number }>;

const isRefused = (one: FileCase): one is With<Refused> => 'refused' in one.verdict;
const isLoaded = (one: FileCase): one is With<Loaded> => 'rows' in one.verdict;
const named = <T extends { readonly what: string }>(cases: readonly T[]): [string, T, number][] =>
  cases.map((one, i) => [one.what, one, i]);

describe('refused whole, nothing published', () => {
  it.each(named(fileCases.filter(isRefused)))('%s', async (_what, one) => {
    const before = process.memoryUsage().rss;
    const { refused, published } = await run([one], () => Promise.resolve());

    expect({ code: refused?.code, published }).toEqual({ code: one.verdict.refused, published: 0 });
    expect(refused?.details).toMatchObject(one.verdict.details);
    expect(String(refused?.details['file'])).toContain(one.file);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 2 ** 20);
  });
});

describe('loaded but for the rows given back', () => {
  const cases = fileCases.filter(isLoaded);
  let outcome: Outcome;
  const amounts = new Map<string, (number | null)[]>();
  const warnings: string[][] = [];

  beforeAll(async () => {
    outcome = await run(cases, async ({ db }, { path, scratch }) => {
      const rows = await db.rows(
        'SELECT source_file, list(amount_fen ORDER BY source_row) AS fen FROM assistance_grant GROUP BY source_file',
      );
      for (const { source_file: file, fen } of rows)
        amounts.set(
          String(file),
          (fen as (string | null)[]).map((cell) => (cell === null ? null : Number(cell))),
        );
      for (const [i, one] of cases.entries()) {
        const read = await readable(path(i), one.options, { folder: scratch, stem: `again-${i}` });
        warnings.push(read.warnings.map(({ code }) => code));
      }
    });
  });

  it('as one delivery of many departments', () => {
    expect(outcome.refused).toBeNull();
    expect(outcome.published).toBe(2);
    expect(outcome.result?.rowsIn).toBe((outcome.result?.loaded ?? 0) + (outcome.result?.quarantined ?? 0));
  });

  it.each(named(cases))('%s', (_what, one, i) => {
    const { rows, back = [], amounts: expected } = one.verdict;
    const name = sentName(i, one);
    const file = outcome.result?.files.find((candidate) => candidate.file === name);
    const given = new Set(back.map(([row]) => row)).size;
    expect(file).toMatchObject({ rowsIn: rows, loaded: rows - given, quarantined: given });
    const problems = outcome.result?.problems.filter((problem) => problem.file === name);
    expect(problems?.map(({ row, code, column }) => [row, code, column])).toEqual(back);
    if (expected) expect(amounts.get(name)).toEqual(expected);
    expect(warnings[i]).toEqual(one.verdict.warnings ?? []);
  });
});

/** What became of one row. */
interface RowOutcome {
  readonly problems: readonly (readonly [code: string, column: string])[];
  readonly values: Readonly<Record<string, unknown>>;
}

async function ledgerRows({ db }: Ledger): Promise<Map<number, Record<string, unknown>>> {
  const grants = await db.rows(
    `SELECT source_row, item, month, CAST(amount_fen AS VARCHAR) AS amount_fen,
       CAST(occurred_on AS VARCHAR) AS occurred_on, link_confidence = 1 AS certain FROM assistance_grant`,
  );
  const rows = new Map(grants.map((row) => [Number(row['source_row']), { ...row }]));
  const observed = await db.rows('SELECT source_row, code, value FROM observation');
  for (const { source_row: row, code, value } of observed)
    Object.assign(rows.get(Number(row)) ?? {}, { [`observation ${String(code)}`]: value });
  return rows;
}

/** Ingests the cases' rows behind a good one; row `i + 2` is case `i`. */
async function runRows(cases: readonly RowCase[], file: string): Promise<RowOutcome[]> {
  const changes = [{}, ...cases.map((one) => one.cells)];
  const workbook = (path: string): Promise<unknown> =>
    writeSpreadsheet(path, {
      name: 'Sheet1',
      columns: header,
      rows: changes.map((one, i) => cells(one, i + 1)),
    });
  const content = (): string | typeof workbook => (file.endsWith('.csv') ? csv(...changes) : workbook);
  let values = new Map<number, Record<string, unknown>>();
  const sent = given('rows', content, { file }).loaded(changes.length);
  const outcome = await run([sent], async (ledger) => {
    values = await ledgerRows(ledger);
  });
  expect(outcome.refused).toBeNull();
  expect(outcome.result?.rowsIn).toBe(changes.length);
  return cases.map((_, i) => ({
    problems: (outcome.result?.problems ?? [])
      .filter(({ row }) => row === i + 2)
      .map(({ code, column }) => [code, column] as const),
    values: values.get(i + 2) ?? {},
  }));
}

/** The first hundred problems of a file are told one by one: no file has more rows than that. */
const blocks = Array.from({ length: Math.ceil(rowCases.length / 80) }, (_, i) =>
  rowCases.slice(i * 80, (i + 1) * 80),
);

describe.each(['rows.csv', 'rows.xlsx'])('%s', (file) => {
  let outcomes: RowOutcome[];

  beforeAll(async () => {
    outcomes = [];
    for (const block of blocks) outcomes.push(...(await runRows(block, file)));
  });

  it.each(named(rowCases))('%s', (_what, { back, loaded }, i) => {
    expect(outcomes[i]?.problems).toEqual(back ? [back] : []);
    const expected = Object.entries(loaded ?? {}).map(([name, value]) => [name, value ?? undefined]);
    const found = expected.map(([name]) => [name, outcomes[i]?.values[String(name)] ?? undefined]);
    expect(found).toEqual(expected);
    expect(Object.keys(outcomes[i]?.values ?? {}).length === 0).toBe(back !== undefined);
  });
});

it('is a table of at least two hundred damaged files and rows', () => {
  expect(fileCases.length + rowCases.length).toBeGreaterThanOrEqual(200);
  expect(new Set(fileCases.map(({ what }) => what)).size).toBe(fileCases.length);
  expect(new Set(rowCases.map(({ what }) => what)).size).toBe(rowCases.length);
});
