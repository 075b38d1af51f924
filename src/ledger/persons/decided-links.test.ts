import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silent } from '../../core/progress.ts';
import { openVault, readKeyFile, vaultFile } from '../../vault/index.ts';
import { ingest, type IngestResult } from '../ingest.ts';
import { purge } from '../purge/purge.ts';
import {
  hukouHeader,
  idNumber,
  makeTwoDepartments,
  person,
  powerHeader,
  powerLine,
  type TwoDepartments,
} from '../testing/two-departments.ts';

let bench: TwoDepartments;
let first: IngestResult;
let review: string[];

/** By name alone nobody is linked: the pair waits for a person. */
const byNameAlone = { 证件号: '', 联系电话: '', 用电地址: '' };

beforeEach(async () => {
  bench = await makeTwoDepartments();
  await bench.sendRegister();
  await bench.sendPower(powerLine(25, byNameAlone));
  first = await bench.ingest();
  review = await reviewOf(first);
});

afterEach(() => bench.remove());

async function reviewOf({ generation }: IngestResult): Promise<string[]> {
  const text = await readFile(join(bench.lake, generation, 'review', 'links.csv'), 'utf8').catch(() => '');
  return text.trim().replace('\ufeff', '').split('\n');
}

/** Sends the list back with a word in its column 决定. */
async function decide(word: string, change = (text: string): string => text): Promise<IngestResult> {
  const lines = review.map((line, i) => (i === 0 ? line : line.replace(',,', `,${word},`)));
  const links = join(bench.root, 'decided.csv');
  await writeFile(links, iconv.encode(change(lines.join('\r\n')), 'gb18030'));
  const { directory, mappingFile, lake: lakeDirectory } = bench;
  return ingest({ directory, mappingFile, lakeDirectory, progress: silent, links });
}

const whose = `SELECT u.person_id[1:1] AS kind, u.link_confidence AS sure, m.source_row AS register
  FROM utility_month AS u LEFT JOIN membership AS m USING (person_id) ORDER BY u.source_file`;

describe('a pair for review', () => {
  it('waits with an empty decision and the reasons for it', () => {
    expect(first.links).toMatchObject({ strangers: 1, review: 1, linked: 0 });
    expect(review[0]).toBe('unlinked_id,person_id,决定,probability,说明,explanation');
    expect(review[1]).toMatch(/^u[a-z2-7]{26},p[a-z2-7]{26},,0\.\d{4},.*姓名/);
    expect(review).toHaveLength(2);
  });

  it('is shown with names where they are asked for, to the owner of the file alone; that list can come back too', async () => {
    const { directory, mappingFile, lake } = bench;
    const other = { directory, mappingFile, lakeDirectory: `${lake}-2`, progress: silent };
    const named = join(bench.root, 'review.csv');
    await ingest({ ...other, reviewFile: named, keys: { option: `${lake}.keys.json` } });

    const text = await readFile(named, 'utf8');

    expect(text).toContain('来件姓名,库中姓名');
    expect(text.split('\n')[1]).toContain(`,杨敏乙,杨敏乙,`);
    expect((await stat(named)).mode & 0o777).toBe(0o600);
    const links = join(bench.root, 'back.csv');
    await writeFile(links, text.replace(/^(u\w+,p\w+,),/m, '$1是,'));
    const keys = { option: `${lake}.keys.json` };
    expect(await ingest({ ...other, links, keys })).toMatchObject({ unchanged: false });
  });

  it('once confirmed is one person, in rows loaded before and after; the same decision again changes nothing', async () => {
    const confirmed = await decide('是');

    expect(confirmed).toMatchObject({ unchanged: false, rowsIn: 0, parent: first.generation });
    expect(await bench.query(whose)).toEqual([{ kind: 'p', sure: 1, register: '26' }]);
    expect(await decide('是')).toMatchObject({ unchanged: true, generation: confirmed.generation });
    await bench.send(
      'usage-202404.csv',
      `${powerHeader}\n${powerLine(25, { ...byNameAlone, 用电月份: '202404' })}\n`,
    );
    const next = await bench.ingest();
    expect(next.links).toMatchObject({ strangers: 1, linked: 1, review: 0 });
    expect(await bench.query(whose)).toEqual([
      { kind: 'p', sure: 1, register: '26' },
      { kind: 'p', sure: 1, register: '26' },
    ]);
  });

  it('once refused stays apart and is not asked again; a refusal takes a confirmation back', async () => {
    await decide('是');
    await decide('否');
    expect(await bench.query(whose)).toEqual([{ kind: 'u', sure: 0, register: null }]);
    await bench.send(
      'usage-202404.csv',
      `${powerHeader}\n${powerLine(25, { ...byNameAlone, 用电月份: '202404' })}\n`,
    );

    const next = await bench.ingest();

    expect(next.links).toMatchObject({ strangers: 1, review: 0, unknown: 1 });
    expect(await reviewOf(next)).toEqual(['']);
  });

  it('of two who fit alike asks about both; once one is refused, the other is asked about and never linked unasked', async () => {
    const { name } = person(25);
    const namesake = idNumber(65);
    await bench.send(
      'hukou-namesake.csv',
      [hukouHeader, `F5,${namesake},${name},,,云溪县第99村1组,,20100105,,2021-12-31`].join('\n'),
    );
    await bench.send(
      'usage-202405.csv',
      `${powerHeader}\n${powerLine(25, { ...byNameAlone, 用电月份: '202405' })}\n`,
    );
    review = await reviewOf(await bench.ingest());
    const asked = review.slice(1).map((line) => line.split(',')[1] ?? '');
    const known = (
      await bench.query("SELECT DISTINCT person_id FROM membership WHERE source_file = 'hukou-namesake.csv'")
    )[0];

    expect(asked).toHaveLength(2);
    expect(asked).toContain(String(known?.['person_id']));
    const refused = String(asked.find((id) => id !== known?.['person_id']));
    review = [review[0] ?? '', review.find((line) => line.includes(refused)) ?? ''];
    await decide('否');
    await bench.send(
      'usage-202406.csv',
      `${powerHeader}\n${powerLine(25, { ...byNameAlone, 用电月份: '202406' })}\n`,
    );
    const next = await bench.ingest();

    expect(next.links).toMatchObject({ strangers: 1, linked: 0, review: 1 });
    expect((await reviewOf(next)).slice(1).map((line) => line.split(',')[1])).toEqual([known?.['person_id']]);
  });

  it('is forgotten with the person', async () => {
    await decide('是');
    const [, alias = '', personId = ''] = /^(u\w+),(p\w+)/.exec(review[1] ?? '') ?? [];
    const vault = openVault(vaultFile(bench.lake), readKeyFile(`${bench.lake}.keys.json`));
    const order = { on: '2026-05-01', by: '王主任', ground: '个人信息保护法第47条' };

    const { generation } = await purge({
      lake: bench.lake,
      vault,
      scope: { kind: 'person', personIds: [personId] },
      order,
    });

    expect([vault.links(), vault.refusals()]).toEqual([[], []]);
    vault.close();
    const manifest = await readFile(join(bench.lake, generation, 'manifest.json'), 'utf8');
    expect(manifest.includes(alias) || manifest.includes(personId)).toBe(false);
    expect(await bench.query('SELECT * FROM utility_month')).toEqual([]);
  });

  it('waits on where nothing was decided', async () => {
    expect(await decide('')).toMatchObject({ unchanged: true });
  });
});

describe('a decided list', () => {
  const other = `p${'a'.repeat(26)}`;
  it.each([
    [
      'has a word that is no decision',
      '也许',
      undefined,
      { code: 'JZ_VALUE_INVALID', details: { row: 1, column: '决定' } },
    ],
    [
      'names a person nobody knows',
      '是',
      (text: string) => text.replace(/p[a-z2-7]{26}/, other),
      { code: 'JZ_VALUE_INVALID', details: { column: 'person_id', value: other } },
    ],
    [
      'has a person for an alias',
      '是',
      (text: string) => text.replace(/u[a-z2-7]{26}/, other),
      { code: 'JZ_VALUE_INVALID', details: { column: 'unlinked_id' } },
    ],
    [
      'has no column for the decision',
      '是',
      (text: string) => text.replace('决定', '备注'),
      { code: 'JZ_COLUMN_MISSING', details: { column: '决定' } },
    ],
  ])('that %s is refused and decides nothing', async (_, word, change, error) => {
    await expect(decide(word, change)).rejects.toMatchObject(error);
    expect(await bench.query(whose)).toEqual([{ kind: 'u', sure: 0, register: null }]);
  });

  it('that confirms one alias to be two persons is refused', async () => {
    const [row] = await bench.query('SELECT person_id FROM membership WHERE source_row = 9');
    const twice = (text: string): string =>
      `${text}\r\n${(text.split('\r\n')[1] ?? '').replace(/p[a-z2-7]{26}/, String(row?.['person_id']))}`;
    await expect(decide('是', twice)).rejects.toMatchObject({
      code: 'JZ_VALUE_INVALID',
      details: { row: 2 },
    });
  });
});
