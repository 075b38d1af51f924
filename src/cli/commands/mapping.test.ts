import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JzError } from '../../core/errors/index.ts';
import { loadMapping } from '../../ledger/mapping/load.ts';
import type { Terminal } from '../io.ts';
import { programFor } from '../program.ts';

const police = 'data-samples/departments/police.yaml';
const text =
  '结算ID,人员证件号码,人员姓名,险种类型,就诊类别,费用结算时间,数据上传时间,医疗费总额,个人自付金额\n' +
  Array.from(
    { length: 30 },
    (_, i) =>
      `S${i},11010519491231002X,王伟,居民医保,住院,2024-03-${10 + (i % 9)},2024-04-02,${1000 + i}.50,${i}.5\n`,
  ).join('');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiuzhu-mapping-'));
  await writeFile(join(folder, 'bills-202403.csv'), text);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...words: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  const out: string[] = [];
  const said: string[] = [];
  const terminal: Terminal = {
    data: (line) => void out.push(line),
    say: (line) => void said.push(line),
    progress: () => undefined,
  };
  const argv = ['mapping', ...words];
  await (await programFor(argv, terminal)).parseAsync(argv, { from: 'user' });
  return { stdout: out.join('\n'), stderr: said.join('\n') };
}

const refusal = (words: readonly string[]): Promise<unknown> =>
  run(...words).catch((error: unknown) =>
    error instanceof JzError ? { code: error.code, ...error.details } : error,
  );

describe('jiuzhu mapping check', () => {
  it('lists what a department’s mapping reads and fills', async () => {
    const { stdout, stderr } = await run('check', police, '--json');

    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      warnings: [],
      sources: [
        { files: 'police/hukou-*', columns: 14, tables: ['household', 'person', 'membership'] },
        { files: 'police/vital-*' },
        { files: 'police/vehicles-*' },
      ],
    });
    expect((await run('check', police)).stdout).toContain('3 种文件');
  });

  it('takes a whole mapping too', async () => {
    expect((await run('check', 'data-samples/eph/mapping.yaml')).stdout).toContain('income_month');
  });

  it('refuses a code the ledger does not have, and what the mapping language refuses', async () => {
    const file = join(folder, 'police.yaml');
    const shipped = await readFile(police, 'utf8');
    await writeFile(file, shipped.replace('死亡: death\n          迁入', '死亡: dead\n          迁入'));
    expect(await refusal(['check', file])).toMatchObject({
      code: 'JZ_MAPPING_INVALID',
      path: 'sources.1.columns.事件.values',
      problem: expect.stringContaining('vital_event has no code dead') as unknown,
    });

    await writeFile(file, shipped.replace('type: id_number', 'type: idnumber'));
    expect(await refusal(['check', file])).toMatchObject({
      code: 'JZ_MAPPING_INVALID',
      path: 'sources.0.columns.身份证号.type',
    });
    expect(await refusal(['check', join(folder, 'none.yaml')])).toMatchObject({ code: 'JZ_FILE_NOT_FOUND' });
  });

  it('warns where free text is written for a code', async () => {
    const file = join(folder, 'free.yaml');
    const shipped = await readFile('data-samples/departments/tax.yaml', 'utf8');
    await writeFile(
      file,
      shipped.replace(/所得项目: \{ type: code.*\}/, '所得项目: { type: text, required: true }'),
    );

    expect((await run('check', file)).stderr).toMatch(/income_month\.kind.*free text/);
  });
});

describe('jiuzhu mapping suggest', () => {
  it('prints a mapping that the language accepts, and says on stderr what the file is like', async () => {
    const { stdout, stderr } = await run('suggest', join(folder, 'bills-202403.csv'));
    const file = join(folder, 'proposed.yaml');
    await writeFile(file, stdout);
    const [source] = (await loadMapping(file)).sources;

    expect(stderr).toContain('医保结算明细');
    expect(stderr).toContain('medical_claim');
    expect(source).toMatchObject({ department: 'medical_insurance', files: 'bills-*.csv' });
    expect((await run('check', file)).stderr).toBe('');
  });

  it('writes to a new file only', async () => {
    const out = join(folder, 'new.yaml');
    const words = ['suggest', join(folder, 'bills-202403.csv'), '--department', 'hospital', '--out', out];
    const { stdout } = await run(...words);

    expect(stdout).toContain('TODO');
    expect((await loadMapping(out)).sources[0]!.department).toBe('hospital');
    expect(await refusal(words)).toMatchObject({ code: 'JZ_OUTPUT_EXISTS', file: out });
  });

  it('gives every column with its confidence as JSON', async () => {
    const { stdout, stderr } = await run('suggest', join(folder, 'bills-202403.csv'), '--json');
    const found = JSON.parse(stdout) as { columns: { name: string; as: string; confidence: number }[] };

    expect(stderr).toBe('');
    expect(found).toMatchObject({ rows: 30, encoding: 'utf-8', tables: ['medical_claim'] });
    expect(found.columns.map(({ as }) => as)).toEqual([
      '结算流水号',
      '身份证号',
      '姓名',
      '险种',
      '医疗类别',
      '结算日期',
      '上传日期',
      '费用总额',
      '个人自付',
    ]);
    expect(found.columns.every(({ confidence }) => confidence > 0 && confidence <= 1)).toBe(true);
  });

  it('refuses a bad department name and a file that is not there', async () => {
    expect(await refusal(['suggest', 'x.csv', '--department', '医保'])).toMatchObject({
      code: 'commander.invalidArgument',
    });
    expect(await refusal(['suggest', join(folder, 'none.csv')])).toMatchObject({ code: 'JZ_FILE_NOT_FOUND' });
  });
});
