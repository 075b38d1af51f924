import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = join(import.meta.dirname, '..', '..', '.ci', 'summary.mjs');
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiuzhu-ci-'));
});
afterEach(() => rm(folder, { recursive: true }));

const passing = {
  name: 'a.test.ts',
  status: 'passed',
  assertionResults: [{ status: 'passed', fullName: 'adds' }],
};

async function summary(tests: unknown, checks: unknown): Promise<{ last: string; status: number }> {
  const files = [join(folder, 'tests.json'), join(folder, 'checks.json')] as const;
  if (tests !== null) await writeFile(files[0], JSON.stringify(tests));
  if (checks !== null) await writeFile(files[1], JSON.stringify(checks));
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [script, ...files], (_error, stdout) => {
      resolve({ last: stdout.trim().split('\n').at(-1) ?? '', status: child.exitCode ?? -1 });
    });
  });
}

describe('the last line of a CI run', () => {
  it('adds up tests and checks', async () => {
    const checks = [
      { step: 'types', ok: true },
      { step: 'eslint', ok: true },
    ];

    expect(await summary({ success: true, testResults: [passing] }, checks)).toEqual({
      last: '3 passed, 0 failed',
      status: 0,
    });
  });

  it('counts a failed test and a failed check', async () => {
    const failing = {
      ...passing,
      status: 'failed',
      assertionResults: [{ status: 'failed', fullName: 'subtracts' }],
    };
    const report = { success: false, testResults: [passing, failing] };

    expect(await summary(report, [{ step: 'types', ok: false }])).toEqual({
      last: '1 passed, 2 failed',
      status: 1,
    });
  });

  it('counts a file that could not be imported, although no test of it failed', async () => {
    const broken = { name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] };

    expect(await summary({ success: false, testResults: [passing, broken] }, [])).toEqual({
      last: '1 passed, 1 failed',
      status: 1,
    });
  });

  it('counts a missing report as a failure', async () => {
    expect(await summary(null, null)).toEqual({ last: '0 passed, 2 failed', status: 1 });
  });

  it('does not call a run without a test passed', async () => {
    expect(await summary({ success: true, testResults: [] }, [])).toEqual({
      last: '0 passed, 1 failed',
      status: 1,
    });
  });

  it('believes vitest when it failed for a reason outside the tests', async () => {
    expect(await summary({ success: false, testResults: [passing] }, [])).toEqual({
      last: '1 passed, 1 failed',
      status: 1,
    });
  });
});
