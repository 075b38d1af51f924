import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, isoDate, type IsoDate } from '../../../src/core/dates.ts';
import { buildFeatures, type BuiltFeatures } from './build.ts';
import type { Declaration } from './declaration.ts';
import { income, observed, text, windows } from '../define.ts';
import { panelCatalogue } from '../index.ts';
import { tinyLedger, type TinyRow } from '../../testing/tiny-ledger.ts';

const Q = (quarter: string): IsoDate => isoDate(quarter);

function row(household: string, code: string, value: number, on: IsoDate, known: IsoDate = on): TinyRow {
  return { household, code, value, occurredOn: on, recordedAt: known };
}

async function build(
  rows: readonly TinyRow[],
  asOf: readonly IsoDate[],
  declarations: readonly Declaration[] = panelCatalogue,
  threads = 1,
): Promise<BuiltFeatures> {
  const ledger = await tinyLedger(rows, threads);
  try {
    return await buildFeatures({ ledger, declarations, asOf });
  } finally {
    ledger.db.close();
  }
}

function valueOf(built: BuiltFeatures, name: string, household: string, asOf: IsoDate): number {
  const at = built.keys.householdId.findIndex((id, i) => id === household && built.keys.asOf[i] === asOf);
  return built.matrix.columns[built.matrix.names.indexOf(name)]![at]!;
}

function bytesOf({ keys, matrix, dataDates, medianIncome }: BuiltFeatures): string {
  const columns = matrix.columns.map((column) =>
    Buffer.from(new Uint8Array(column.buffer)).toString('base64'),
  );
  return JSON.stringify([keys, matrix.names, columns, dataDates, medianIncome]);
}

/** Identifiers and values of one date. */
function rowsOf({ keys, matrix }: BuiltFeatures, date: IsoDate): unknown {
  const rows = keys.asOf.flatMap((asOf, i) => (asOf === date ? [i] : []));
  return [rows.map((i) => keys.householdId[i]), matrix.columns.map((column) => rows.map((i) => column[i]))];
}

const RELATIVE = 'income__relative_to_median_ratio';

describe('who is in the matrix', () => {
  it('households with an income row in the last quarter, by date and then by identifier', async () => {
    const rows = [
      row('b', 'per_capita', 100, Q('2013Q1')),
      row('a', 'per_capita', 100, Q('2013Q1')),
      row('a', 'per_capita', 100, Q('2013Q2')),
      row('c', 'total', 100, Q('2013Q2')),
    ];

    const built = await build(rows, [Q('2013Q2'), Q('2013Q1'), Q('2013Q2')]);

    expect(built.keys.householdId).toEqual(['a', 'b', 'a']);
    expect(built.keys.asOf).toEqual(['2013-03-31', '2013-03-31', '2013-06-30']);
  });

  it('refuses a date without data, saying what the ledger covers', async () => {
    const rows = [row('a', 'per_capita', 100, Q('2013Q1')), row('a', 'per_capita', 100, Q('2013Q2'))];

    await expect(build(rows, [Q('2013Q1'), Q('2015Q1')])).rejects.toMatchObject({
      code: 'JZ_FEATURES_NO_HOUSEHOLDS',
      details: { asOf: '2015-03-31', first: '2013-03-31', last: '2013-06-30' },
    });
  });
});

describe('what was known on the date', () => {
  const peers = [row('p', 'per_capita', 1000, Q('2013Q1')), row('q', 'per_capita', 3000, Q('2013Q1'))];

  it('compares with the exact median, and 60 % of it is not under 60 %', async () => {
    const rows = [
      ...peers,
      row('r', 'per_capita', 600, Q('2013Q1')),
      row('s', 'per_capita', 599, Q('2013Q1')),
      row('t', 'per_capita', 5000, Q('2013Q1')),
    ];

    const built = await build(rows, [Q('2013Q1')]);

    expect(built.medianIncome).toEqual({ '2013-03-31': 1000 });
    expect(valueOf(built, RELATIVE, 'q', Q('2013Q1'))).toBe(3);
    expect(valueOf(built, 'income__under_line_flag', 'r', Q('2013Q1'))).toBe(0);
    expect(valueOf(built, 'income__under_line_flag', 's', Q('2013Q1'))).toBe(1);
    expect(valueOf(built, 'income__rank_in_quarter_share', 's', Q('2013Q1'))).toBe(0.1);
  });

  it('uses a correction from the day it was recorded, in the value and in the median', async () => {
    const correction = { ...row('p', 'per_capita', 5000, Q('2013Q1'), isoDate('2013-05-20')), batch: 'a0' };
    const rows = [...peers, row('p', 'per_capita', 7, Q('2013Q2')), correction];
    const previous = 'income__relative_to_median_prev_quarter_ratio';

    const built = await build(rows, [Q('2013Q1'), isoDate('2013-05-19'), Q('2013Q2')]);

    expect(valueOf(built, RELATIVE, 'p', Q('2013Q1'))).toBe(0.5);
    expect(valueOf(built, RELATIVE, 'p', isoDate('2013-05-19'))).toBe(0.5);
    expect(valueOf(built, previous, 'p', Q('2013Q2'))).toBe(1.25);
  });

  it('takes the later batch when two rows of a fact were recorded on one day', async () => {
    const rows = [
      { ...row('p', 'per_capita', 900, Q('2013Q1')), batch: 'g2' },
      { ...row('p', 'per_capita', 800, Q('2013Q1')), batch: 'g1' },
    ];

    const built = await build(rows, [Q('2013Q1')]);

    expect(valueOf(built, 'income__per_capita_month_fen', 'p', Q('2013Q1'))).toBe(900);
  });

  it('does not use what is dated after the as-of date, though recorded before it', async () => {
    const announced = row('p', 'per_capita', 1, isoDate('2013-04-30'), isoDate('2013-03-01'));

    const built = await build([...peers, announced], [Q('2013Q1')]);

    expect(valueOf(built, 'income__per_capita_month_fen', 'p', Q('2013Q1'))).toBe(1000);
  });

  it('counts a window from its open start to its closed end, month ends being month ends', async () => {
    const months = ['2012-12-31', '2013-01-31', '2013-02-28', '2013-03-31'].map(isoDate);
    const rows = months.map((month, i) => row('p', 'per_capita', 10 ** i, month));
    const title = text('题', 'title');
    const wording = { name: 'x__sum_3m_fen', unit: 'fen', direction: 'either', title } as const;
    const summed = income('per_capita', wording, { aggregate: 'sum', ...windows.thisQuarter });

    const built = await build(rows, [Q('2013Q1')], [summed]);

    expect(built.matrix.columns[0]![0]).toBe(1110);
  });

  it('reads "no answer" as missing', async () => {
    const rooms = [
      row('p', 'dwelling.rooms_used', 99, Q('2013Q1')),
      row('q', 'dwelling.rooms_used', 2, Q('2013Q1')),
    ];
    const members = [row('p', 'members.total', 4, Q('2013Q1')), row('q', 'members.total', 4, Q('2013Q1'))];

    const built = await build([...peers, ...rooms, ...members], [Q('2013Q1')]);

    expect(valueOf(built, 'dwelling__crowding_members_per_room', 'p', Q('2013Q1'))).toBeNaN();
    expect(valueOf(built, 'dwelling__crowding_members_per_room', 'q', Q('2013Q1'))).toBe(2);
  });
});

const quarters = ['2012Q1', '2012Q2', '2012Q3', '2012Q4', '2013Q1', '2013Q2'].map(Q);
const codes = ['per_capita', 'total', 'income_source.work', 'coping.spent_savings', 'members.total'];

/** A row of one of eight households, recorded up to five months late, sometimes a correction. */
const anyRow = fc
  .record({
    household: fc.constantFrom('h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'h7', 'h8'),
    code: fc.constantFrom(...codes),
    quarter: fc.constantFrom(...quarters),
    value: fc.nat({ max: 1_000_000 }),
    late: fc.nat({ max: 5 }),
  })
  .map(({ household, code, quarter, value, late }) => ({
    ...row(household, code, code.includes('.') ? value % 2 : value, quarter, addMonths(quarter, late)),
    batch: `b${late}`,
  }));

const uniqueRow = (item: TinyRow): string =>
  [item.household, item.code, item.occurredOn, item.recordedAt].join();

const anyRows = fc.uniqueArray(anyRow, { minLength: 20, maxLength: 60, selector: uniqueRow });

describe('point in time', () => {
  const asOf = [Q('2012Q3'), Q('2013Q1')];
  const anchor = [row('h0', 'per_capita', 500, Q('2012Q3')), row('h0', 'per_capita', 400, Q('2013Q1'))];

  it('rows recorded after the as-of date change no bit', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, async (rows) => {
        const known = rows.filter((item) => item.recordedAt <= '2013-03-31');

        const before = await build([...anchor, ...known], asOf);
        const after = await build([...anchor, ...rows], asOf);

        expect(bytesOf(after)).toBe(bytesOf(before));
      }),
      { seed: 20260, numRuns: 15 },
    );
  });

  it('each date of a pass equals a pass of its own; row order and threads change no bit', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, async (rows) => {
        const both = await build([...anchor, ...rows], asOf);
        const shuffled = await build([...rows.toReversed(), ...anchor], asOf, panelCatalogue, 2);

        expect(bytesOf(shuffled)).toBe(bytesOf(both));
        for (const date of asOf) {
          const known = rows.filter((item) => item.recordedAt <= date);
          const alone = await build([...anchor, ...known], [date]);
          expect(rowsOf(both, date)).toEqual(rowsOf(alone, date));
        }
      }),
      { seed: 20261, numRuns: 10 },
    );
  });
});

describe('observed values that are not whole', () => {
  it('are kept as they are', async () => {
    const title = text('题', 'title');
    const wording = { name: 'x__mean_6m_ratio', unit: 'ratio', direction: 'either', title } as const;
    const mean = observed('share.x', 'ratio', wording, { aggregate: 'mean', windowMonths: 6 });
    const rows = [
      row('p', 'per_capita', 1, Q('2013Q1')),
      row('p', 'share.x', 0.25, Q('2012Q4')),
      row('p', 'share.x', 0.5, Q('2013Q1')),
    ];

    const built = await build(rows, [Q('2013Q1')], [mean]);

    expect(built.matrix.columns[0]![0]).toBe(0.375);
  });
});
