import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openVault, pseudonymiser, readKeyFile, vaultFile } from '../../vault/index.ts';
import {
  hukouHeader,
  hukouLine,
  idNumber,
  makeTwoDepartments,
  person,
  powerHeader,
  powerLine,
  type TwoDepartments,
} from '../testing/two-departments.ts';
import { purge } from './purge.ts';

let bench: TwoDepartments;
beforeEach(async () => {
  bench = await makeTwoDepartments();
  await bench.sendRegister();
  await bench.ingest();
});
afterEach(() => bench.remove());

const order = { on: '2026-05-01', by: '王主任', ground: '个人信息保护法第47条' };
const keys = () => readKeyFile(`${bench.lake}.keys.json`);
const pseudonym = (i: number): string => pseudonymiser(keys()).person(idNumber(i));

/** Deletes person i. */
async function erase(i: number): Promise<void> {
  const vault = openVault(vaultFile(bench.lake), keys());
  try {
    await purge({
      lake: bench.lake,
      vault,
      scope: { kind: 'person', personIds: [pseudonym(i)] },
      order,
    });
  } finally {
    vault.close();
  }
}

function inVault<T>(ask: (vault: ReturnType<typeof openVault>) => T): T {
  const vault = openVault(vaultFile(bench.lake), keys());
  try {
    return ask(vault);
  } finally {
    vault.close();
  }
}

describe('a deleted person who is sent again', () => {
  it('is refused by number, counted, given back without a word, and not in the vault', async () => {
    await erase(3);
    await bench.send('hukou-2023.csv', [hukouHeader, hukouLine(3), hukouLine(4)].join('\n'));
    await bench.sendPower(powerLine(3), powerLine(5));
    const result = await bench.ingest();

    expect(result).toMatchObject({ rowsIn: 4, loaded: 2, quarantined: 2 });
    expect(result.problems.map(({ code, value }) => [code, value])).toEqual([
      ['JZ_PERSON_ERASED', ''],
      ['JZ_PERSON_ERASED', ''],
    ]);
    expect(inVault((vault) => vault.get([pseudonym(3), pseudonym(4)]).length)).toBe(1);
    for (const table of ['membership', 'utility_month'])
      expect(
        await bench.query(`SELECT count(*) AS n FROM ${table} WHERE person_id = '${pseudonym(3)}'`),
      ).toEqual([{ n: '0' }]);
    const folder = join(bench.lake, result.generation, 'quarantine');
    const files = await readdir(folder);
    const back = (await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))).join();
    expect(files.length).toBe(2);
    expect(back).toContain('JZ_PERSON_ERASED');
    expect(back).not.toContain(idNumber(3));
    expect(back).not.toContain(person(3).name);
  });

  it('goes back without a word also when the row is refused for another reason, wherever the number stands', async () => {
    await erase(3);
    await bench.sendPower(
      powerLine(3, { 用电月份: '2024-13' }),
      `${powerLine(3)},一格太多`,
      powerLine(5, { 用电量: '坏', 用电户号: `代缴${idNumber(3)}` }),
      powerLine(6, { 用电量: '坏' }),
      powerLine(7),
    );
    const result = await bench.ingest();

    expect(result).toMatchObject({ rowsIn: 5, loaded: 1, quarantined: 4 });
    expect(result.problems.map(({ row, code, value }) => [row, code, value])).toEqual([
      [1, 'JZ_PERSON_ERASED', ''],
      [2, 'JZ_PERSON_ERASED', ''],
      [3, 'JZ_PERSON_ERASED', ''],
      [4, 'JZ_VALUE_NOT_NUMBER', '坏'],
    ]);
    const back = await readFile(result.quarantineFiles[0] ?? '', 'utf8');
    expect(back).toContain(person(6).name);
    for (const word of [idNumber(3), person(3).name, person(3).phone, person(3).address, person(5).name])
      expect(back).not.toContain(word);
  });

  it('is loaded again once readmitted', async () => {
    await erase(3);
    expect(inVault((vault) => vault.readmitPersons([pseudonym(3)]))).toBe(1);
    expect(inVault((vault) => vault.readmitPersons([pseudonym(3)]))).toBe(0);
    await bench.sendPower(powerLine(3));

    expect(await bench.ingest()).toMatchObject({ loaded: 1, quarantined: 0 });
    expect(await bench.query('SELECT person_id FROM utility_month')).toEqual([{ person_id: pseudonym(3) }]);
  });

  it('known by words alone is recognised by exactly the same words', async () => {
    const words = { 证件号: '', 户名: '欧阳无名', 联系电话: '', 用电地址: '别处' };
    await bench.sendPower(powerLine(77, words));
    await bench.ingest();
    const [row] = await bench.query('SELECT person_id FROM utility_month');
    const stranger = String(row?.['person_id']);
    inVault((vault) => vault.barPersons([stranger]));
    const lines = [powerLine(78, words), powerLine(79, { ...words, 用电量: '坏' })];
    await bench.send('usage-later.csv', [powerHeader, ...lines].join('\n'));
    const result = await bench.ingest();

    expect(result).toMatchObject({ rowsIn: 2, quarantined: 2 });
    expect(result.problems.map(({ code }) => code)).toEqual(['JZ_PERSON_ERASED', 'JZ_PERSON_ERASED']);
    expect(await readFile(result.quarantineFiles[0] ?? '', 'utf8')).not.toContain('欧阳无名');
  });
});
