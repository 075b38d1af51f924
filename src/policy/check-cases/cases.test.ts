import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadPolicy, type Policy } from '../engine/policy.ts';
import { runCases, type CaseResult } from './run.ts';

let policy: Policy;
let results: readonly CaseResult[];
beforeAll(async () => {
  policy = await loadPolicy();
  results = await runCases(policy);
});

const oneCase = (expectation: string, more = ''): string => `title: 试
date: '2025-06-01'
region: '330100'
cases:
  - name: 一人
    household: { rural: false, no_other_supporters: true, assets: {}, members: [{ name: 本人, relation: self, age: 40, income: {} }] }
    expect: ${expectation}
${more}`;

async function verdict(source: string): Promise<readonly string[]> {
  const file = join(await mkdtemp(join(tmpdir(), 'jiuzhu-cases-')), 'one.yaml');
  await writeFile(file, source);
  return (await runCases(policy, file)).flatMap((result) => [...result.differences]);
}

describe('the shipped cases', () => {
  it('all hold', () => {
    const failed = results.filter((result) => result.differences.length > 0);
    expect(failed.map((result) => `${result.line} ${result.name}: ${result.differences.join('; ')}`)).toEqual(
      [],
    );
  });

  it('are at least 300, and every item has a case', () => {
    const covered = new Set(results.flatMap((result) => result.items));
    expect(results.length).toBeGreaterThanOrEqual(300);
    expect(policy.items.map((item) => item.id).filter((id) => !covered.has(id))).toEqual([]);
  });

  it('have names of their own within a file', () => {
    const names = results.map((result) => `${result.file} ${result.name}`);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});

describe('a case that is wrong', () => {
  it.each([
    ['a wrong amount', '{ dibao: 1246 }', '', /应为 1246 元，得 1245 元/],
    ['a wrong answer', '{ dibian: yes }', '', /应为 yes，得 no/],
    ['an unknown item', '{ dibaoo: yes }', '', /没有这个事项/],
    ['an unknown member', '{ dibao_category: { members: { 某人: 1 } } }', '', /没有这个成员/],
    ['a condition not missed', '{ dibao: yes }', '    missed: { dibao: [income] }', /应缺/],
    ['a rule that says otherwise', '{ dibao: yes }', '    rules: { household.basic: no }', /应为 no，得 yes/],
    ['an unknown rule', '{ dibao: yes }', '    rules: { no.such: no }', /没有这条规则/],
    ['a fact not asked for', '{ dibao: yes }', '    asks: [person.wage]', /应询问/],
    ['not a near miss', '{ dibao: yes }', '    near: [dibao]', /应为差一点/],
    ['an unknown parameter', '{ dibao: yes }', '    parameters: { no.such: 1 }', /JZ_POLICY_PARAMETER/],
  ])('is reported: %s', async (_name, expectation, more, message) => {
    expect((await verdict(oneCase(expectation, more))).join('\n')).toMatch(message);
  });

  it('is allowed its margin', async () => {
    expect(await verdict(oneCase('{ dibao: 1246 }', '    margin: 1'))).toEqual([]);
    expect(await verdict(oneCase('{ dibao: 1246.01 }', '    margin: 1'))).not.toEqual([]);
  });

  it('is refused with its line when a key is misspelt', async () => {
    await expect(verdict(oneCase('{ dibao: yes }', '    expekt: {}'))).rejects.toMatchObject({
      code: 'JZ_POLICY_FILE',
      details: { line: 5 },
    });
  });
});
