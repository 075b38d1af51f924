import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { examine, type Finding } from '../doctor/finding.ts';
import { doctorText, isFit } from '../doctor/report.ts';

const root = join(import.meta.dirname, '..', '..', '..');

interface Answer {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function doctor(...args: string[]): Promise<Answer> {
  const command = [join(root, 'bin', 'jiuzhu.mjs'), 'doctor', ...args];
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, command);
    return { status: 0, stdout, stderr };
  } catch (thrown) {
    const { code, stdout, stderr } = thrown as { code: number; stdout: string; stderr: string };
    return { status: code, stdout, stderr };
  }
}

const finding = (values: Partial<Finding>): Finding => ({
  id: 'part',
  titleZh: '部件',
  titleEn: 'part',
  required: true,
  ok: true,
  found: '1.0',
  problem: '',
  remedy: '',
  ...values,
});

describe('jiuzhu doctor', () => {
  it('finds every required part of a working checkout and prints nothing but JSON', async () => {
    const { status, stdout, stderr } = await doctor('--json');

    const report = JSON.parse(stdout) as { ok: boolean; version: string; findings: Finding[] };
    const required = report.findings.filter((found) => found.required);
    expect(required.filter((found) => !found.ok)).toEqual([]);
    expect(required.map((found) => found.id)).toEqual(
      expect.arrayContaining(['sm3', 'hmac-sm3', 'sm4', 'sqlite', 'duckdb', 'tensorflow', 'gb18030']),
    );
    expect(report.findings.find((found) => found.id === 'tensorflow')?.found).toMatch(
      /backend (node|wasm|cpu)/,
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('ends with 5 and the remedy where the data directory cannot be written', async () => {
    const { status, stdout } = await doctor('--data-dir', join(root, 'package.json', 'data'));

    expect(status).toBe(5);
    expect(stdout).toMatch(/✗ 失败 failed .*数据目录可写.*--data-dir/);
    expect(stdout.trimEnd()).toMatch(/required part\(s\) do not work: .*data-directory/);
  });
});

describe('examine', () => {
  it('turns a failure into a finding with its problem and remedy', async () => {
    const probe = { id: 'x', titleZh: '某', titleEn: 'some', required: true, remedy: 'mend it' };
    const attempt = () => Promise.reject(new Error('broken\n  at somewhere'));

    expect(await examine({ ...probe, attempt })).toMatchObject({
      ok: false,
      problem: 'broken',
      remedy: 'mend it',
    });
  });
});

describe('doctorText', () => {
  it('says in both languages what works, what failed and what is merely absent', () => {
    const text = doctorText([
      finding({ id: 'a' }),
      finding({ id: 'b', ok: false, problem: 'gone', remedy: 'install b' }),
      finding({ id: 'c', ok: false, required: false, problem: 'not there' }),
    ]);

    expect(text.split('\n').map((line) => line.replace(/ {2,}/g, ' '))).toEqual([
      '✓ 正常 ok 部件 part 1.0',
      '✗ 失败 failed 部件 part gone → install b',
      '- 没有 absent (可选 optional) 部件 part not there',
      '',
      '1 项必需部分不可用 / 1 required part(s) do not work: b',
    ]);
  });

  it('lets an optional part be absent', () => {
    expect(isFit([finding({}), finding({ required: false, ok: false })])).toBe(true);
    expect(isFit([finding({}), finding({ ok: false })])).toBe(false);
  });
});
