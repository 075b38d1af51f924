import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openVault, readKeyFile, vaultFile } from '../../vault/index.ts';
import { identityCheckDigit } from '../codes/index.ts';
import type { IngestResult } from '../ingest.ts';
import { openLedger } from '../open-ledger.ts';
import {
  everybody,
  hukouHeader,
  hukouLine,
  idNumber,
  makeTwoDepartments,
  mapping,
  person,
  powerLine,
  type TwoDepartments,
} from '../testing/two-departments.ts';

let bench: TwoDepartments;

beforeEach(async () => {
  bench = await makeTwoDepartments();
});

afterEach(() => bench.remove());

describe('persons and households', () => {
  it('become pseudonyms; what identifies them is only in the vault', async () => {
    await bench.sendRegister();
    const result = await bench.ingest();

    const rows = await bench.query('SELECT * FROM membership ORDER BY source_row LIMIT 1');
    expect(result).toMatchObject({ rowsIn: 60, loaded: 60, quarantined: 0, links: null });
    expect(rows[0]).toMatchObject({
      household_id: expect.stringMatching(/^h[a-z2-7]{26}$/) as unknown,
      person_id: expect.stringMatching(/^p[a-z2-7]{26}$/) as unknown,
      valid_from: '2010-01-05',
      valid_to: null,
      recorded_at: '2021-12-31',
      link_confidence: 1,
    });
    const vault = openVault(vaultFile(bench.lake), readKeyFile(`${bench.lake}.keys.json`));
    expect(vault.count()).toBe(60);
    expect(vault.get([String(rows[0]?.['person_id'])])).toMatchObject([
      { idNumber: idNumber(0), name: person(0).name, birthDate: '1950-01-15', phone: '19900000000' },
    ]);
    vault.close();
    await noPlainIdentity(result);
  });

  it('without a valid number are linked by the rest; a row with neither number nor name goes back', async () => {
    await bench.sendRegister();
    const damaged = `${idNumber(3).slice(0, 17)}${idNumber(3).endsWith('1') ? '2' : '1'}`;
    await bench.sendPower(
      ...everybody.slice(10).map((i) => powerLine(i)),
      powerLine(1, { 证件号: '' }),
      powerLine(3, { 证件号: damaged }),
      powerLine(77, { 证件号: '', 户名: '欧阳无名', 联系电话: '', 用电地址: '别处' }),
      powerLine(5, { 证件号: '', 户名: '' }),
    );

    const result = await bench.ingest();

    expect(result).toMatchObject({ rowsIn: 114, loaded: 113, quarantined: 1 });
    expect(result.problems).toMatchObject([{ code: 'JZ_IDENTITY_MISSING', row: 54, value: '' }]);
    expect(result.links).toMatchObject({ strangers: 3 });
    const found = await bench.query(
      `SELECT u.source_row, u.link_confidence AS sure, m.source_row AS register FROM utility_month AS u
       LEFT JOIN membership AS m USING (person_id) WHERE u.source_row > 50 ORDER BY u.source_row`,
    );
    expect(found.map((row) => [row['source_row'], row['register']])).toEqual([
      ['51', '2'],
      ['52', '4'],
      ['53', null],
    ]);
    expect(Number(found[0]?.['sure'])).toBeGreaterThan(0.9);
    expect(found[2]?.['sure']).toBe(0);
    const report = await readFile(join(bench.lake, result.generation, 'quality.json'), 'utf8');
    expect(report).toContain('"check_digit": 1');
    await noPlainIdentity(result);
  });

  it('are not believed to have a rounded number, were its check digit good, unless a register names it', async () => {
    const rounded = Array.from(
      { length: 1000 },
      (_, i) =>
        `9900001980${String(1 + (i % 12)).padStart(2, '0')}${String(1 + (i % 28)).padStart(2, '0')}${String(i % 10)}00`,
    )
      .map((digits) => digits + identityCheckDigit(digits))
      .filter((number) => number.endsWith('000'));
    await bench.send(
      'hukou-2022.csv',
      [hukouHeader, hukouLine(1), hukouLine(2, { id: rounded[0]! })].join('\n'),
    );
    await bench.sendPower(powerLine(1, { 证件号: rounded[1]! }), powerLine(2, { 证件号: rounded[0]! }));

    await bench.ingest();

    const rows = await bench.query(
      'SELECT source_row, person_id[1:1] AS kind FROM utility_month ORDER BY source_row',
    );
    expect(rows[1]).toEqual({ source_row: '2', kind: 'p' });
    expect(
      await bench.query(`SELECT count(DISTINCT person_id) AS n FROM utility_month WHERE person_id LIKE 'p%'
      AND person_id NOT IN (SELECT person_id FROM membership)`),
    ).toEqual([{ n: '0' }]);
  });

  it('have a number of the practice area refused where practice data is not declared', async () => {
    await bench.map(mapping.replace('synthetic: true\n', ''));
    await bench.sendRegister();

    const result = await bench.ingest();

    expect(result.links).toMatchObject({ strangers: 60, linked: 0 });
    expect(await bench.query(`SELECT count(*) AS n FROM membership WHERE person_id LIKE 'p%'`)).toEqual([
      { n: '0' },
    ]);
  });
});

/** Neither a number nor a name may stand in any file a generation publishes, but in what goes back to the sender. */
async function noPlainIdentity(result: IngestResult): Promise<void> {
  const ledger = await openLedger(bench.lake);
  for (const table of ledger.tables) {
    const rows = await ledger.db.rows(`SELECT * FROM ${table.name}`);
    expect(JSON.stringify(rows)).not.toMatch(/990000\d{11}|王建国|1990000/);
  }
  ledger.close();
  expect(JSON.stringify(result)).not.toMatch(/990000\d{11}|王建国|1990000/);
  const report = await readFile(join(bench.lake, result.generation, 'quality.json'), 'utf8');
  expect(report).not.toMatch(/990000\d{11}|王建国|1990000/);
}
