import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { JzError } from '../core/errors/index.ts';
import { readHouseholdModel, writeHouseholdModel } from '../scoring/household-bundle.ts';
import { loadScorer } from '../scoring/load.ts';
import { householdModel } from '../scoring/test-support.ts';
import {
  confirmChampion,
  proposeChampion,
  readLog,
  resolveModel,
  rollBack,
  shadowModel,
  standingAfter,
  withdrawProposal,
  type Act,
} from './index.ts';
import { appendLog } from './log.ts';

let registry: string;
let ids: readonly string[];
const act = (by: string): Act => ({ registry, by, at: '2026-01-05T01:00:00Z', because: '检验更好' });
const code = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof JzError ? error.code : String(error)),
  );

beforeAll(async () => {
  registry = await mkdtemp(join(tmpdir(), 'jz-registry-'));
  const model = householdModel();
  const write = (en: string): Promise<string> =>
    writeHouseholdModel(registry, { ...model, label: { zh: en, en } }, {});
  ids = [await write('one'), await write('two'), await write('three')];
});
beforeEach(() => rm(join(registry, '.log'), { recursive: true, force: true }));
afterAll(() => rm(registry, { recursive: true, force: true }));

describe('a champion', () => {
  it('takes two persons, and goes back to the one before', async () => {
    const [one, two] = ids as [string, string];
    expect(await code(resolveModel(registry, 'champion'))).toBe('JZ_MODEL_NO_ROLE');

    await proposeChampion(act('王芳'), one);
    expect(await code(resolveModel(registry, 'champion'))).toBe('JZ_MODEL_NO_ROLE');
    await confirmChampion(act('李强'), one);
    await proposeChampion(act('李强'), two);
    await confirmChampion(act('王芳'), two);
    expect((await loadScorer(await resolveModel(registry, 'champion'))).info.id).toBe(two);

    const { standing } = await rollBack(act('王芳'));

    expect(standing.champion).toMatchObject({ model: one });
    expect((await loadScorer(await resolveModel(registry, 'champion'))).info.id).toBe(one);
    expect(await code(rollBack(act('王芳')))).toBe('JZ_ROLLBACK_NOTHING');
    expect((await readLog(registry)).map(({ action, by }) => [action, by])).toEqual([
      ['proposed', '王芳'],
      ['confirmed', '李强'],
      ['proposed', '李强'],
      ['confirmed', '王芳'],
      ['rolled_back', '王芳'],
    ]);
  });

  it.each(['Zhang San', ' zhang san ', 'ＺＨＡＮＧ　ＳＡＮ', 'ZhangSan'])(
    'is not confirmed by its proposer Zhang San writing %j; nothing changes',
    async (name) => {
      await proposeChampion(act('Zhang San'), ids[0]!);

      expect(await code(confirmChampion(act(name), ids[0]!))).toBe('JZ_PROMOTION_SAME_PERSON');
      expect(await readLog(registry)).toHaveLength(1);
    },
  );

  it('is proposed one at a time, confirmed only when proposed, and withdrawn', async () => {
    const [one, two] = ids as [string, string];
    await proposeChampion(act('王芳'), one);

    expect(await code(proposeChampion(act('李强'), two))).toBe('JZ_PROMOTION_OPEN');
    expect(await code(confirmChampion(act('李强'), two))).toBe('JZ_PROMOTION_NOT_PROPOSED');
    await withdrawProposal(act('王芳'), one);
    expect(await code(confirmChampion(act('李强'), one))).toBe('JZ_PROMOTION_NOT_PROPOSED');
    expect(await code(proposeChampion(act('王芳'), 'panel-000000000000'))).toBe('JZ_MODEL_UNKNOWN');
    expect(await code(proposeChampion(act('　'), one))).toBe('JZ_USAGE');
  });

  it('leaves the shadow when it was the challenger', async () => {
    const [one] = ids as [string];
    await shadowModel(act('王芳'), one);
    expect(await resolveModel(registry, 'challenger')).toBe(join(registry, one));

    await proposeChampion(act('王芳'), 'challenger');
    const { standing } = await confirmChampion(act('李强'), one);

    expect(standing).toMatchObject({ champion: { model: one }, challenger: null, proposal: null });
    expect(await code(shadowModel(act('王芳'), one))).toBe('JZ_PROMOTION_HOLDS');
    expect(await code(proposeChampion(act('王芳'), one))).toBe('JZ_PROMOTION_HOLDS');
  });

  it('was, whatever people try, confirmed by another than its last proposer', async () => {
    const people = ['甲', '乙'];
    const tried = fc.record({
      kind: fc.constantFrom('propose', 'confirm', 'withdraw', 'rollback', 'shadow'),
      by: fc.constantFrom(...people),
      model: fc.nat({ max: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(tried, { maxLength: 10 }), async (acts) => {
        await rm(join(registry, '.log'), { recursive: true, force: true });
        for (const { kind, by, model } of acts) await code(attempt(kind, by, ids[model]!));
        const entries = await readLog(registry);

        for (const [i, { action, by }] of entries.entries()) {
          const before = standingAfter(entries.slice(0, i)).proposal;
          if (action === 'confirmed') expect(before?.by).not.toBe(by);
        }
        const { champion } = standingAfter(entries);
        const confirmed = entries.filter(({ action }) => action === 'confirmed').map(({ model }) => model);
        if (champion) expect(confirmed).toContain(champion.model);
      }),
      { seed: 6, numRuns: 15 },
    );
  });

  function attempt(kind: string, by: string, model: string): Promise<unknown> {
    if (kind === 'propose') return proposeChampion(act(by), model);
    if (kind === 'confirm') return confirmChampion(act(by), model);
    if (kind === 'withdraw') return withdrawProposal(act(by), model);
    return kind === 'rollback' ? rollBack(act(by)) : shadowModel(act(by), model);
  }
});

describe('the log', () => {
  async function threeEntries(): Promise<string[]> {
    await proposeChampion(act('王芳'), ids[0]!);
    await confirmChampion(act('李强'), ids[0]!);
    await shadowModel(act('王芳'), ids[1]!);
    const folder = join(registry, '.log');
    return (await readdir(folder)).sort().map((name) => join(folder, name));
  }

  it('betrays any changed byte of any entry', async () => {
    for (const path of await threeEntries()) {
      const whole = await readFile(path);
      const found = new Set<string>();
      for (let i = 0; i < whole.length - 1; i += 11) {
        const damaged = Buffer.from(whole);
        damaged[i] = damaged[i]! ^ (1 << (i % 7));
        await writeFile(path, damaged);
        found.add(await code(readLog(registry)));
      }
      await writeFile(path, whole);
      expect([...found]).toEqual(['JZ_REGISTRY_LOG']);
    }
    expect(await readLog(registry)).toHaveLength(3);
  });

  it('betrays a removed and an exchanged entry', async () => {
    const [, second, third] = (await threeEntries()) as [string, string, string];
    const held = `${second}.held`;

    await rename(second, held);
    expect(await code(readLog(registry))).toBe('JZ_REGISTRY_LOG');
    await rename(third, second);
    await rename(held, third);
    expect(await code(readLog(registry))).toBe('JZ_REGISTRY_LOG');
  });

  it('takes one of two entries written at the same instant', async () => {
    const first = await proposeChampion(act('王芳'), ids[0]!);
    const entries = [first.entry];
    const { model, manifest, at, because } = first.entry;
    const write = (name: string): Promise<string> =>
      code(appendLog(registry, entries, { action: 'withdrawn', model, manifest, by: name, at, because }));

    const ends = await Promise.all(['甲', '乙', '丙'].map(write));

    expect(ends.filter((end) => end === 'done')).toHaveLength(1);
    expect(ends.filter((end) => end === 'JZ_LOCKED')).toHaveLength(2);
    expect(await readLog(registry)).toHaveLength(2);
    expect((await readdir(join(registry, '.log'))).sort()).toEqual(['000001.json', '000002.json']);
  });
});

describe('a bundle', () => {
  it('with a changed byte is neither proposed, confirmed, rolled back to nor scored with', async () => {
    const [one, two, three] = ids as [string, string, string];
    for (const id of [one, two]) {
      await proposeChampion(act('王芳'), id);
      await confirmChampion(act('李强'), id);
    }
    await proposeChampion(act('王芳'), three);
    const whole = new Map<string, Buffer>();
    for (const id of ids) {
      const path = join(registry, id, 'arrays.bin');
      const bytes = await readFile(path);
      whole.set(path, bytes);
      const damaged = Buffer.from(bytes);
      damaged[100] = damaged[100]! ^ 1;
      await writeFile(path, damaged);
    }

    const refused = [
      await code(confirmChampion(act('李强'), three)),
      await code(rollBack(act('王芳'))),
      await code(resolveModel(registry, 'champion').then(loadScorer)),
      await code(shadowModel(act('王芳'), three)),
    ];

    for (const [path, bytes] of whole) await writeFile(path, bytes);
    expect(new Set(refused)).toEqual(new Set(['JZ_HASH_MISMATCH']));
    expect(new JzError('JZ_HASH_MISMATCH').exitCode).toBe(4);
    expect((await readLog(registry)).length).toBe(5);
  });

  it('that takes the champion’s place under its name is refused', async () => {
    const [one, two] = ids as [string, string];
    await proposeChampion(act('王芳'), one);
    await confirmChampion(act('李强'), one);
    const aside = join(registry, '.aside');
    await rename(join(registry, one), aside);
    await rename(join(registry, two), join(registry, one));

    const end = await code(resolveModel(registry, 'champion'));

    await rename(join(registry, one), join(registry, two));
    await rename(aside, join(registry, one));
    expect(end).toBe('JZ_HASH_MISMATCH');
    expect((await readHouseholdModel(await resolveModel(registry, 'champion'))).id).toBe(one);
  });
});
