import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handMadeGeneration, type HandFile, type HandRow } from '../hand-made-lake.ts';
import { measureLedgerQuality } from './measure-quality.ts';
import { renderQuality } from './page/render-quality.ts';
import { qualityReportSchema, type QualityReport } from './schema.ts';

let lake: string;
let report: QualityReport;
beforeAll(async () => {
  lake = await mkdtemp(join(tmpdir(), 'jiuzhu-quality-'));
  await handMadeGeneration(lake, [police, tax(1, 12), federation]);
  await handMadeGeneration(lake, [tax(13, 15, 'tax-2.csv'), civil, hotline]);
  report = await measureLedgerQuality({ lake, threads: 1 });
});
afterAll(() => rm(lake, { recursive: true, force: true }));

const at = (day: string, known = day) => ({ occurred_on: day, recorded_at: known });
const member = (household: string, person: string): HandRow => ({
  household_id: household,
  person_id: person,
  relation: '01',
  valid_from: '2000-01-01',
  ...at('2000-01-01', '2023-01-01'),
});
const seen = (person: string, sex: string, birth: string): HandRow => ({
  person_id: person,
  sex,
  birth_date: birth,
  ...at('2023-01-01'),
});

/** a died in June 2023 and is still a member; b is in two households; d has two birth dates, e two sexes. */
const police: HandFile = {
  department: 'police',
  file: 'hukou.csv',
  tables: {
    membership: [
      member('h1', 'pa'),
      member('h1', 'pb'),
      member('h2', 'pb'),
      { ...member('h3', 'pc'), ...at('2024-03-01') },
    ],
    vital_event: [{ person_id: 'pa', event: 'death', ...at('2023-06-10', '2023-07-01') }],
    person: [
      seen('pd', '1', '1980-01-01'),
      seen('pd', '1', '1980-01-02'),
      seen('pe', '1', '1990-01-01'),
      seen('pe', '2', '1990-01-01'),
    ],
  },
};

/** 30 wages a month, each known 20 days after the month's 10th; three times as many in month 6; a earns all the while. */
function tax(first: number, last: number, file = 'tax.csv'): HandFile {
  const rows: HandRow[] = [];
  for (let i = first; i <= last; i++) {
    const month = `${i > 12 ? '2024' : '2023'}-${String(((i - 1) % 12) + 1).padStart(2, '0')}`;
    const known = `${month}-${i % 3 === 0 ? '28' : '20'}`;
    for (let k = 0; k < (i === 6 ? 90 : 30); k++)
      rows.push({
        person_id: k === 0 ? 'pa' : `px${k}`,
        month,
        kind: 'wage',
        amount_fen: 1n,
        ...at(`${month}-10`, known),
      });
  }
  return {
    department: 'tax',
    file,
    tables: { income_month: rows },
    quality: {
      title: '收入',
      quarantinedByCode: { JZ_VALUE_INVALID: 40, JZ_ROW_DUPLICATE: 3 },
      withoutValidNumber: 10,
      columns: [
        { column: '身份证号', filledShare: 0.9, repaired: 4 },
        { column: '备注', filledShare: 0.1, repaired: 0 },
      ],
    },
    quarantined: 43,
  };
}

const federation: HandFile = {
  department: 'disabled_federation',
  file: 'cert.csv',
  tables: {
    disability_cert: [
      { person_id: 'pc', action: 'issued', type: 'physical', grade: 1n, ...at('2023-02-01', '2023-02-05') },
      { person_id: 'pg', action: 'issued', type: 'physical', grade: 2n, ...at('2023-02-01', '2023-02-05') },
    ],
  },
};

const grant = (person: string, item: string, day: string): HandRow => ({
  person_id: person,
  item,
  action: 'paid',
  amount_fen: 1n,
  ...at(day),
});
const civil: HandFile = {
  department: 'civil_affairs',
  file: 'grants.csv',
  tables: {
    assistance_grant: [
      grant('pc', 'disability_nursing', '2023-05-01'),
      grant('pf', 'disability_living', '2023-05-01'),
      grant('pa', 'dibao', '2023-09-01'),
    ],
  },
};

const hotline: HandFile = {
  department: 'hotline',
  file: 'tickets.csv',
  tables: { report: [{ person_id: 'u1', channel: 'hotline_12345', topic: 'hardship', ...at('2023-05-01') }] },
  quality: { withoutValidNumber: 1, columns: [{ column: '联系电话', filledShare: 1, repaired: 0 }] },
};

const department = (name: string) => report.departments.find((one) => one.department === name)!;
const check = (id: string) => report.checks.find((one) => one.id === id)!;

describe('contradictions between sources', () => {
  it.each([
    ['dead_but_earning', 1, { police: 1, tax: 1 }],
    ['dead_but_claiming', 0, {}],
    ['dead_but_aided', 1, { civil_affairs: 1, police: 1 }],
    ['dead_but_member', 1, { police: 1 }],
    ['allowance_without_certificate', 1, { civil_affairs: 1 }],
    ['severe_without_nursing', 1, { disabled_federation: 1 }],
    ['two_sexes', 1, { police: 1 }],
    ['two_birth_dates', 1, { police: 1 }],
    ['two_households', 1, { police: 1 }],
  ])('%s: %i person(s)', (id, persons, departments) => {
    expect(check(id)).toMatchObject({ persons });
    expect(check(id).departments).toEqual(departments);
  });

  it('count against the departments involved, leads do not', () => {
    expect(department('police').consistency).toMatchObject({ persons: 5, contradicted: 4 });
    expect(department('disabled_federation').consistency.contradicted).toBe(0);
  });
});

describe('what each department sent', () => {
  it('is counted by column, code and number', () => {
    const { completeness, validity, uniqueness, identity, rowsIn } = department('tax');

    expect(rowsIn).toBe(15 * 30 + 60 + 86);
    expect(completeness.filledShare).toBeCloseTo(0.9);
    expect(completeness.gaps.map(({ column }) => column)).toEqual(['身份证号', '身份证号']);
    expect(validity).toMatchObject({ problems: [{ code: 'JZ_VALUE_INVALID', rows: 80 }], repairedCells: 8 });
    expect(uniqueness.duplicates).toBe(6);
    expect(identity.withoutValidNumber).toBe(20);
  });

  it('is not asked for numbers its form has no place for', () => {
    expect(department('hotline').parts.identity).toBeNull();
    expect(department('hotline').asks).toEqual([]);
  });

  it('is timed exactly, by month, without the stock from before the first report', () => {
    const { medianDays, p90Days, months } = department('tax').timeliness;

    expect([medianDays, p90Days]).toEqual([10, 18]);
    expect(months.find(({ month }) => month === '2023-03')).toEqual({
      month: '2023-03',
      rows: 30,
      medianDays: 18,
      p90Days: 18,
    });
    expect(department('police').timeliness).toMatchObject({ stock: 3, p90Days: 21 });
  });

  it('is held against its own history', () => {
    expect(department('tax').volume.breaks).toEqual([
      { table: 'income_month', month: '2023-06', rows: 90, usual: 30 },
    ]);
  });

  it('is scored, lit and asked about, the dearest fault first', () => {
    const { light, score, asks } = department('tax');

    expect(score).toBeLessThan(85);
    expect(light).not.toBe('good');
    expect(asks.map(({ part }) => part)).toEqual([
      'validity',
      'completeness',
      'consistency',
      'steadiness',
      'identity',
      'uniqueness',
    ]);
    expect(asks[0]).toMatchObject({ severity: 'high' });
    expect(asks[0]?.zh).toContain('80 行');
  });
});

describe('the report', () => {
  it('has the form its schema says', () => {
    expect(qualityReportSchema.parse(report)).toEqual(report);
    expect(report).toMatchObject({ knownUntil: '2024-03-28', files: 6 });
  });

  it('tells how the files that came with each generation did', () => {
    expect(report.trend.map(({ files, rowsIn }) => [files, rowsIn])).toEqual([
      [3, 474],
      [3, 137],
    ]);
    expect(Object.keys(report.trend[1]!.departments)).toEqual(['civil_affairs', 'hotline', 'tax']);
    const tax = report.trend.map(({ departments }) => departments['tax']!);
    expect(tax.map(({ rowsIn, medianDays, p90Days }) => [rowsIn, medianDays, p90Days])).toEqual([
      [463, 10, 18],
      [133, 10, 18],
    ]);
    expect(tax[0]!.quarantinedShare).toBeCloseTo(43 / 463);
  });

  it('is a page that fetches nothing, names every light in words and escapes what departments wrote', () => {
    const hostile = { ...report, unclaimed: ['<script>alert(1)</script>.csv'] };
    const page = renderQuality(hostile);

    expect(page).not.toMatch(/(?:src|href)=|url\((?!#)|<script/);
    expect(page).toContain('需整改');
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page.match(/<svg role/g)?.length).toBe(4);
    expect(page.match(/<svg class="spark"/g)?.length).toBe(3);
    expect(page).toContain('税务 收到行数：463 → 133');
    expect(page).toMatch(/税务 退回比例：9\.29% → 32\.33%[^]*?▲ 变差/);
    expect(renderQuality(hostile)).toBe(page);
  });
});
