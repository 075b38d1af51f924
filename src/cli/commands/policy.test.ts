import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describe as messageOf, JzError } from '../../core/errors/index.ts';
import { programFor } from '../program.ts';
import type { Terminal } from '../io.ts';

async function jiuzhu(...argv: string[]): Promise<string> {
  const lines: string[] = [];
  const terminal: Terminal = {
    data: (text) => lines.push(text),
    say: () => undefined,
    progress: () => undefined,
  };
  await (await programFor(argv, terminal)).parseAsync(argv, { from: 'user' });
  return lines.join('\n');
}

async function fileOf(content: unknown): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'jiuzhu-policy-')), 'h.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const home = (id: string, member: string): object => ({
  id,
  rural: false,
  no_other_supporters: true,
  assets: {},
  members: [
    {
      name: '张三',
      id: member,
      relation: 'self',
      age: 40,
      work: 'employed',
      insurance: 'resident',
      income: { wage: 6000 },
    },
  ],
});
const at = ['--date', '2025-06-01', '--region', '330100'];

describe('jiuzhu policy', () => {
  it('eval prints the answer in Chinese, in English and as JSON', async () => {
    const file = await fileOf(home('甲', 'p1'));

    expect(await jiuzhu('policy', 'eval', file, ...at)).toContain('最低生活保障（民政）：745.00 元/月');
    expect(await jiuzhu('policy', 'eval', file, ...at, '--lang', 'en')).toContain(
      '(Dibao)（civil affairs）: 745.00 yuan a month',
    );
    const answer = JSON.parse(await jiuzhu('policy', 'eval', file, ...at, '--json')) as {
      items: { item: string; amount_fen: number }[];
    };
    expect(answer.items.find((item) => item.item === 'dibao')?.amount_fen).toBe(74_500);
  });

  it('eval takes a list of households and refuses a member of two', async () => {
    const two = await fileOf([home('甲', 'p1'), home('乙', 'p2')]);
    const shared = await fileOf({ households: [home('甲', 'p1'), home('乙', 'p1')] });

    expect(JSON.parse(await jiuzhu('policy', 'eval', two, ...at, '--json'))).toHaveLength(2);
    await expect(jiuzhu('policy', 'eval', shared, ...at)).rejects.toMatchObject({ code: 'JZ_MEMBER_TWICE' });
  });

  it.each([
    ['not JSON', '{', at, 'JZ_FACT_INVALID'],
    ['a wrong date', home('甲', 'p'), ['--date', '2025-02-30', '--region', '330100'], 'JZ_DATE_INVALID'],
    [
      'a date before the law',
      home('甲', 'p'),
      ['--date', '2020-01-01', '--region', '330100'],
      'JZ_POLICY_NOT_YET',
    ],
    ['a wrong region', home('甲', 'p'), ['--date', '2025-06-01', '--region', '杭州'], 'JZ_POLICY_REGION'],
    ['a wrong language', home('甲', 'p'), [...at, '--lang', 'fr'], 'JZ_USAGE'],
    ['a missing law file', home('甲', 'p'), [...at, '--law', '/no/such.yaml'], 'JZ_FILE_NOT_FOUND'],
    ['a missing policy folder', home('甲', 'p'), [...at, '--data', '/no/such'], 'JZ_FILE_NOT_FOUND'],
  ] as const)('eval refuses %s', async (_name, content, options, code) => {
    await expect(jiuzhu('policy', 'eval', await fileOf(content), ...options)).rejects.toMatchObject({ code });
  });

  it('eval lays a city’s own file over the law', async () => {
    const law = join(await mkdtemp(join(tmpdir(), 'jiuzhu-policy-')), 'hz.yaml');
    await writeFile(
      law,
      `region: '330100'\nname: { zh: 杭州市, en: Hangzhou }\nparameters:\n  dibao.standard_urban:\n    values: [{ from: 2025-01-01, value: 1300, source: demo }]\n`,
    );

    expect(await jiuzhu('policy', 'eval', await fileOf(home('甲', 'p')), ...at, '--law', law)).toContain(
      '800.00 元/月',
    );
    expect(await jiuzhu('policy', 'check', law)).toContain('通过');
    const changes = JSON.parse(await jiuzhu('policy', 'diff', '330100@2025-06-01', law, ...at, '--json')) as {
      changes: object[];
    };
    expect(changes.changes).toMatchObject([
      { id: 'dibao.standard_urban', before: 124_500, after: 130_000 },
      { id: 'dibao.standard_rural', before: 124_500, after: 130_000 },
    ]);
  });

  it('cases ends in an error when one differs, and names it', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'jiuzhu-policy-')), 'c.yaml');
    await writeFile(
      file,
      `title: t\ndate: '2025-06-01'\nregion: '330100'\ncases:\n  - name: 错\n    household: { members: [{ relation: self, age: 40 }] }\n    expect: { dibao: 1 }\n`,
    );

    await expect(jiuzhu('policy', 'cases', file)).rejects.toMatchObject({
      code: 'JZ_POLICY_CASE',
      exitCode: 3,
    });
  });

  it('clock counts working days, and names the procedures it knows', async () => {
    const clock = (name: string): Promise<string> =>
      jiuzhu('policy', 'clock', name, '--start', '2025-09-25', '--region', '330100');

    expect(await clock('tekun')).toContain('2025-10-22  乡镇（街道）审核');
    await expect(clock('none')).rejects.toThrow(/dibao, dibao_recheck/);
  });

  it.each([
    [
      'overlapping validity',
      `{ from: 2025-01-01, to: 2025-12-31, value: 1245, source: demo }\n      - { from: 2025-07-01, value: 1300, source: demo }`,
      '',
      'JZ_POLICY_OVERLAP',
      [/law\.yaml, line 7: .* from 2025-07-01 overlaps/, /law\.yaml 第 7 行/],
    ],
    [
      'a unit that is not the parameter’s',
      '{ from: 2025-01-01, value: 1245, source: demo }',
      'unit: yuan_per_year',
      'JZ_POLICY_UNIT',
      [
        /law\.yaml, line \d+, dibao\.standard_urban: unit clash \(yuan_per_year ≠ yuan_per_month\)/,
        /单位冲突/,
      ],
    ],
    [
      'a value the same as one of another unit',
      '{ from: 2025-01-01, value: { same_as: local.disposable_urban }, source: demo }',
      '',
      'JZ_POLICY_UNIT',
      [/law\.yaml, line 6, .*fen_year ≠ fen_month/, /请统一单位/],
    ],
    [
      'values that are each other’s',
      '{ from: 2025-01-01, value: { same_as: dibao.standard_rural }, source: demo }\n  dibao.standard_rural:\n    values:\n      - { from: 2025-01-01, value: { same_as: dibao.standard_urban }, source: demo }',
      '',
      'JZ_POLICY_CIRCULAR',
      [
        /dibao\.standard_urban → dibao\.standard_rural → dibao\.standard_urban \(.*law\.yaml:\d+\)/,
        /规则循环引用/,
      ],
    ],
  ] as const)('check refuses %s, naming file and line', async (_name, values, unit, code, [en, zh]) => {
    const law = join(await mkdtemp(join(tmpdir(), 'jiuzhu-policy-')), 'law.yaml');
    const lines = [
      "region: '330100'",
      'name: { zh: 杭州市, en: Hangzhou }',
      'parameters:',
      '  dibao.standard_urban:',
      ...(unit === '' ? [] : [`    ${unit}`]),
      '    values:',
      `      - ${values}`,
    ];
    await writeFile(law, `${lines.join('\n')}\n`);

    const error = await refusal('policy', 'check', law);
    expect(error).toMatchObject({ code, exitCode: 3 });
    expect(told(error, 'en')).toMatch(en);
    expect(told(error, 'zh')).toMatch(zh);
  });

  it.each([
    [
      'dead but earning',
      { alive: false, work: null },
      /张三\.alive \/ income .*dead but earning/,
      /已去世却有劳动收入/,
    ],
    ['dead but working', { alive: false }, /张三\.alive \/ work .*dead but working/, /已去世却有就业状况/],
    ['a spouse aged 6', { spouse: 6 }, /李四\.relation \/ age .*a spouse under 16/, /配偶未满 16 岁/],
  ] as const)('eval refuses contradictory facts: %s', async (_name, facts, en, zh) => {
    const family = home('甲', 'p1') as { members: object[] };
    const { spouse, ...own } = { spouse: null, ...facts };
    const members = [{ ...family.members[0], ...own }];
    if (spouse !== null) members.push({ name: '李四', relation: 'spouse', age: spouse, work: 'none' });

    const error = await refusal('policy', 'eval', await fileOf({ ...family, members }), ...at);
    expect(error).toMatchObject({ code: 'JZ_FACT_CONTRADICTION', exitCode: 3 });
    expect(told(error, 'en')).toMatch(en);
    expect(told(error, 'zh')).toMatch(zh);
  });

  it('eval names the parameter and its first date when the law is not there yet', async () => {
    const early = ['--date', '2021-12-31', '--region', '330100'];
    const error = await refusal('policy', 'eval', await fileOf(home('甲', 'p')), ...early);

    expect(error).toMatchObject({ code: 'JZ_POLICY_NOT_YET', exitCode: 3 });
    expect(told(error, 'en')).toMatch(/first one: 2022-01-01, in law\/.*\.yaml:\d+\).*later date/);
    expect(told(error, 'zh')).toMatch(/最早为 2022-01-01/);
  });

  it('clock says what must be done besides, and when payment starts', async () => {
    const text = await jiuzhu('policy', 'clock', 'dibao', '--start', '2025-09-25', '--region', '330100');

    expect(text).toContain('2025-12-01  发放低保金');
    expect(text).toContain('必须  经办人员和村（居）委会成员的近亲属单独登记备案，县级民政部门必须入户核查');
  });
});

/** The error a call ends in. */
async function refusal(...argv: string[]): Promise<JzError> {
  const error: unknown = await jiuzhu(...argv).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof JzError)) throw new Error(`not refused: ${argv.join(' ')}`);
  return error;
}

function told(error: JzError, language: 'zh' | 'en'): string {
  return messageOf(error.code, error.details, language);
}
