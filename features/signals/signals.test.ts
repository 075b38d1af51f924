import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, isoDate, type IsoDate } from '../../src/core/dates.ts';
import { matrix, type Matrix } from '../../src/core/matrix.ts';
import { verifyManifest } from '../../src/io/manifest.ts';
import { publishFile } from '../../src/io/publish.ts';
import { declares, text } from '../county/define.ts';
import { levels, loadSignals, type Level, type SignalCatalogue } from './config.ts';
import { familiesOf, fireSignals, levelAt } from './evaluate.ts';
import { signalRows, type SignalRow } from './list.ts';
import { publishSignals } from './publish.ts';
import { countedBefore, familyBits, raiseSignals, type RaisedSignal } from './raise.ts';
import { readSignalList } from './read-list.ts';
import { exampleCatalogue } from './test-support.ts';

const asOf = isoDate('2024-06-30');
let folder: string;
let catalogue: SignalCatalogue;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jz-signals-'));
  const file = join(folder, 'signals.yaml');
  await writeFile(file, exampleCatalogue());
  catalogue = await loadSignals({ asOf, file });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** One household a pair of cost and ratio. */
function households(...pairs: readonly (readonly [cost: number, ratio: number])[]): Matrix {
  const columns = [0, 1].map((j) => Float64Array.from(pairs, (pair) => pair[j]!));
  return matrix(['x__cost_fen', 'x__fall_ratio'], columns, pairs.length);
}

function fired(data: Matrix, options?: Parameters<typeof fireSignals>[2]): string[] {
  const { count, row, signal, level, codes } = fireSignals(catalogue, data, options);
  return Array.from({ length: count }, (_, i) => `${row[i]} ${codes[signal[i]!]} ${levelAt(level[i]!)}`);
}

const NONE = Number.NaN;

describe('a signal', () => {
  it.each<[number, number, string[]]>([
    [99.99, 1, []],
    [100, 1, ['0 COST blue']],
    [999.99, 1, ['0 COST blue']],
    [1000, 1, ['0 COST yellow']],
    [1000, 0.600001, ['0 COST yellow']],
    [0, 0.6, ['0 FALL yellow']],
    [0, 0.1, ['0 FALL yellow']],
    [0, 0.099999, []],
    [100, 0.6, ['0 COST blue', '0 FALL yellow']],
    [1000, 0.500001, ['0 COST yellow', '0 FALL yellow', '0 COMPOSITE orange']],
    [1000, 0.5, ['0 COST red', '0 FALL yellow', '0 COMPOSITE orange']],
  ])('of cost %d and ratio %d reaches %j', (cost, ratio, expected) => {
    expect(fired(households([cost, ratio]))).toEqual(expected);
  });

  it('fires on nothing that is missing', () => {
    expect(fired(households([NONE, NONE]))).toEqual([]);
    expect(fired(households([1000, NONE]))).toEqual(['0 COST yellow']);
    expect(fired(households([NONE, 0.3]))).toEqual(['0 FALL yellow']);
  });

  it('that is opt-in fires only when it is asked for', () => {
    expect(fired(households([0, 1]))).toEqual([]);
    expect(fired(households([0, 1]), { optIn: ['POWER'] })).toEqual(['0 POWER blue']);
    expect(fired(households([0, 1]), { optIn: ['OTHER'] })).toEqual([]);
  });

  it('is listed by household, then by signal', () => {
    expect(fired(households([1000, 1], [0, 1], [1000, 0.6]))).toEqual([
      ...['0 COST yellow', '2 COST yellow', '2 FALL yellow', '2 COMPOSITE orange'],
    ]);
  });
});

describe('the composite', () => {
  it('needs two families of yellow or worse: watching is no risk', () => {
    expect(fired(households([999, 0.6]))).not.toContain('0 COMPOSITE orange');
    expect(fired(households([1000, 0.6]))).toContain('0 COMPOSITE orange');
  });

  it('counts families that fired before, once each', () => {
    const bit = (family: number): Uint32Array => Uint32Array.of(2 ** family);
    const income = 1; // place of the family among the catalogue's

    expect(fired(households([1000, 1]), { earlierFamilies: bit(income) })).toContain('0 COMPOSITE orange');
    expect(fired(households([0, 0.6]), { earlierFamilies: bit(income) })).toEqual(['0 FALL yellow']);
  });
});

describe('over time', () => {
  const [june, late] = [isoDate('2024-06-10'), isoDate('2024-08-01')];
  const row = (level: Level, on: IsoDate, more: Partial<SignalRow> = {}): SignalRow => ({
    household: 'h1',
    asOf: on,
    code: 'COST',
    family: 'illness',
    level,
    title: { zh: '费用', en: 'cost' },
    says: { zh: `花费 ${on}`, en: `spent ${on}` },
    evidence: ['x__cost_fen'],
    expiresOn: addDays(on, 30),
    ...more,
  });
  const listed = (seen: SignalRow[], before: readonly RaisedSignal[], on: IsoDate): RaisedSignal[] => [
    ...raiseSignals(catalogue, seen, before, on),
  ];
  let first: RaisedSignal[];

  beforeAll(() => {
    first = listed([row('yellow', june)], [], june);
  });

  it('a signal is told once', () => {
    expect(first).toEqual([
      { ...row('yellow', june), status: 'new', raisedOn: june, toldLevel: 'yellow', seenOn: june },
    ]);
    for (const level of ['yellow', 'blue'] as const)
      expect(listed([row(level, asOf)], first, asOf)).toEqual([
        { ...row(level, asOf), status: 'ongoing', raisedOn: june, toldLevel: 'yellow', seenOn: asOf },
      ]);
  });

  it('and again when it is worse than told, not when it only goes up and down', () => {
    const worse = listed([row('red', asOf)], first, asOf);
    expect(worse).toMatchObject([{ status: 'worse', level: 'red', raisedOn: asOf, toldLevel: 'red' }]);

    const milder = listed([row('blue', isoDate('2024-07-10'))], worse, isoDate('2024-07-10'));
    const back = listed([row('red', late)], milder, late);
    expect(milder).toMatchObject([{ status: 'ongoing', level: 'blue', toldLevel: 'red' }]);
    expect(back).toMatchObject([{ status: 'ongoing', level: 'red', raisedOn: asOf }]);
  });

  it('goes on unseen to its last day with what was said, and ends after it', () => {
    const lastDay = isoDate('2024-07-10');
    const unseen = listed([], first, lastDay);
    expect(unseen).toEqual([{ ...first[0], asOf: lastDay, status: 'unseen' }]);
    expect(listed([], unseen, addDays(lastDay, 1))).toMatchObject([{ status: 'ended', seenOn: june }]);
  });

  it('that ended stays for as long as it counts for the composite, and is listed as ended at least once', () => {
    const ended = listed([], first, late);
    expect(ended).toMatchObject([{ status: 'ended' }]);
    expect(listed([], ended, addDays(june, 89))).toHaveLength(1);
    expect(listed([], ended, addDays(june, 90))).toEqual([]);
    expect(listed([], first, addDays(june, 400))).toMatchObject([{ status: 'ended' }]);
  });

  it('is new when it comes back after it ended', () => {
    const ended = listed([], first, late);
    for (const before of [first, ended])
      expect(listed([row('yellow', late)], before, late)).toMatchObject([{ status: 'new', raisedOn: late }]);
  });

  it('keeps households and codes apart', () => {
    const seen = [row('yellow', asOf, { household: 'h2' }), row('orange', asOf, { code: 'COMPOSITE' })];

    expect(
      listed(seen, first, asOf).map(({ household, code, status }) => `${household} ${code} ${status}`),
    ).toEqual(['h2 COST new', 'h1 COMPOSITE new', 'h1 COST unseen']);
  });

  it('families seen at yellow or worse in the last 90 days count for the composite', () => {
    const fall = { code: 'FALL', family: 'income' };
    const bitsOn = (on: IsoDate, before: readonly RaisedSignal[]) => [
      ...familyBits(catalogue, countedBefore(catalogue, before, on), ['h0', 'h1']),
    ];
    const income = 2 ** familiesOf(catalogue).indexOf('income');
    const seen = listed([row('yellow', june, fall)], [], june);

    expect(bitsOn(addDays(june, 89), seen)).toEqual([0, income]);
    expect(bitsOn(addDays(june, 90), seen)).toEqual([0, 0]);
    expect(bitsOn(asOf, listed([], seen, asOf))).toEqual([0, income]);
    expect(bitsOn(asOf, listed([row('blue', june, fall)], [], june))).toEqual([0, 0]);
    expect(
      bitsOn(asOf, listed([row('red', june, { code: 'COMPOSITE', family: 'composite' })], [], june)),
    ).toEqual([0, 0]);
  });
});

describe('the list', () => {
  const { event, derived } = declares({
    department: text('测试', 'test'),
    legalBasis: text('测试', 'test'),
    sensitivity: 'personal',
  });
  const cost = event(
    { name: 'x__cost_fen', direction: 'rises', title: text('费用', 'cost') },
    { source: 'medical_claim', columns: ['self_paid_fen'], aggregate: 'sum' },
  );
  const fall = derived(
    { name: 'x__fall_ratio', direction: 'falls', title: text('比', 'ratio') },
    { op: 'feature', name: 'x__cost_fen' },
  );
  const rowsOf = (data: Matrix, before: readonly RaisedSignal[] = []) => {
    const houses = ['h1', 'h2'].slice(0, data.nRows);
    const earlier = countedBefore(catalogue, before, asOf);
    const firing = fireSignals(catalogue, data, { earlierFamilies: familyBits(catalogue, earlier, houses) });
    const day = { asOf, households: houses, matrix: data, features: [cost, fall], earlier };
    return [...raiseSignals(catalogue, signalRows(firing, catalogue, day), before, asOf)];
  };

  it('says the values in words, in both languages, with evidence and last day', () => {
    const [first] = rowsOf(households([0, 1], [123_456, NONE]));

    expect(first).toMatchObject({
      household: 'h2',
      asOf,
      code: 'COST',
      level: 'yellow',
      family: 'illness',
      evidence: ['x__cost_fen'],
      expiresOn: '2024-07-30',
    });
    expect(first!.says.zh).toMatch(/1,?234\.56/);
    expect(first!.says.en).toMatch(/^costs .*1,?234\.56/);
    expect(first!.says.zh).not.toContain('{');
  });

  it('says of the composite which signals it is made of, of this date and earlier ones', () => {
    const composite = rowsOf(households([1000, 0.4])).at(-1)!;

    expect(composite).toMatchObject({
      code: 'COMPOSITE',
      title: { zh: '叠加', en: 'together' },
      says: { zh: '叠加：费用、下降', en: 'together: cost, fall' },
      evidence: ['x__cost_fen', 'x__fall_ratio'],
      level: 'orange',
    });
    expect(composite.expiresOn).toBe('2024-09-28');

    const [fell] = rowsOf(households([0, 0.4]));
    const may = { ...fell!, asOf: isoDate('2024-05-31'), seenOn: isoDate('2024-05-31') };
    const [, joined] = rowsOf(households([1000, 1]), [may]);
    expect(joined).toMatchObject({ code: 'COMPOSITE', status: 'new', says: { en: 'together: cost, fall' } });
  });

  it('is published as CSV and as NDJSON with the same rows, read back, and verifies', async () => {
    const rows = rowsOf(households([1000, 0.4], [100, 1]));
    for (const name of ['s.csv', 's.ndjson']) {
      const file = join(folder, name);
      const { counts } = await publishSignals(file, rows, { asOf });

      expect(counts).toEqual({
        statuses: { new: 4, worse: 0, ongoing: 0, unseen: 0, ended: 0 },
        levels: { red: 1, orange: 1, yellow: 1, blue: 1 },
      });
      expect((await verifyManifest(`${file}.manifest.json`)).facts).toEqual({ asOf, ...counts });
      expect((await readSignalList(file, isoDate('2024-07-01'))).rows).toEqual(rows);
    }
    const lines = (await readFile(join(folder, 's.csv'), 'utf8')).trimEnd().split('\n');
    expect(lines[0]).toBe(
      '\uFEFFhousehold_id,as_of,status,状态,level,级别,code,family,信号,signal,说明,says,evidence,told_level,raised_on,seen_on,expires_on',
    );
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 8).join(','))).toEqual([
      'h1,2024-06-30,new,新发,red,红,COST,illness',
      'h1,2024-06-30,new,新发,yellow,黄,FALL,income',
      'h1,2024-06-30,new,新发,orange,橙,COMPOSITE,composite',
      'h2,2024-06-30,new,新发,blue,蓝,COST,illness',
    ]);
  });

  describe('before', () => {
    const publish = async (name: string, text: string, kind = 'signals', on: string = asOf) => {
      const file = join(folder, name);
      await publishFile(kind, file, async (temporary) => {
        await writeFile(temporary, text);
        return { asOf: on };
      });
      return file;
    };
    const july = isoDate('2024-07-31');
    type Named = { name: string; kind?: string; on?: string };

    it.each([
      ['of the same date', '', { name: 'a.ndjson', on: july }, /2024-07-31, not before 2024-07-31/],
      ['that is something else', '', { name: 'b.ndjson', kind: 'scores' }, /it is a scores/],
      ['with a line that is no JSON', '{"household"\n', { name: 'c.ndjson' }, /row 1/],
      ['with a column missing', 'household_id,as_of\nh1,2024-06-30\n', { name: 'd.csv' }, /row 1, status/],
      ['with a date that is none', 'household_id,as_of\nh1,2024-06-31\n', { name: 'e.csv' }, /row 1, asOf/],
    ])('is refused: a list %s', async (_, text, { name, kind, on }: Named, said) => {
      const file = await publish(name, text, kind, on);

      await expect(readSignalList(file, july)).rejects.toThrow(said);
      await expect(readSignalList(file, july)).rejects.toMatchObject({ code: 'JZ_SIGNALS_PREVIOUS' });
    });

    it('is refused when a byte of it was changed', async () => {
      const file = await publish('f.ndjson', '');
      await writeFile(file, '\n');

      await expect(readSignalList(file, july)).rejects.toMatchObject({ code: 'JZ_HASH_MISMATCH' });
    });
  });
});

it('levels go from watching to acute', () => {
  expect(levels).toEqual(['blue', 'yellow', 'orange', 'red']);
});
