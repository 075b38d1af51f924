import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isoDate } from '../../src/core/dates.ts';
import { matrix, type Matrix } from '../../src/core/matrix.ts';
import { verifyManifest } from '../../src/io/manifest.ts';
import { declares, text } from '../county/define.ts';
import { levels, loadSignals, type SignalCatalogue } from './config.ts';
import { fireSignals, levelAt } from './evaluate.ts';
import { signalRows } from './list.ts';
import { publishSignals } from './publish.ts';
import { raiseSignals, type OpenSignal } from './raise.ts';
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
  const seen = (level: 'blue' | 'yellow' | 'red') => [{ household: 'h1', code: 'COST', level }];
  const open: OpenSignal = {
    household: 'h1',
    code: 'COST',
    level: 'yellow',
    raisedOn: isoDate('2024-06-10'),
    seenOn: isoDate('2024-06-10'),
    expiresOn: isoDate('2024-07-10'),
  };
  const fresh = { ...open, raisedOn: asOf, seenOn: asOf, expiresOn: isoDate('2024-07-30') };

  it('a signal is told once', () => {
    expect(raiseSignals(catalogue, seen('yellow'), [], asOf)).toEqual({
      fresh: [fresh],
      ongoing: [],
      ended: [],
    });
    const again = raiseSignals(catalogue, seen('yellow'), [open], asOf);
    const ongoing = [{ ...open, seenOn: asOf, expiresOn: isoDate('2024-07-30') }];
    expect(again).toEqual({ fresh: [], ongoing, ended: [] });
    expect(raiseSignals(catalogue, seen('blue'), [open], asOf)).toEqual({ fresh: [], ongoing, ended: [] });
  });

  it('and again when it is worse', () => {
    expect(raiseSignals(catalogue, seen('red'), [open], asOf)).toEqual({
      fresh: [{ ...fresh, level: 'red' }],
      ongoing: [],
      ended: [],
    });
  });

  it('goes on unseen to its last day, and ends after it', () => {
    expect(raiseSignals(catalogue, [], [open], isoDate('2024-07-10'))).toEqual({
      fresh: [],
      ongoing: [open],
      ended: [],
    });
    expect(raiseSignals(catalogue, [], [open], isoDate('2024-07-11'))).toEqual({
      fresh: [],
      ongoing: [],
      ended: [open],
    });
  });

  it('is new when it comes back after it ended', () => {
    const late = isoDate('2024-08-01');

    expect(raiseSignals(catalogue, seen('yellow'), [open], late).fresh).toEqual([
      { ...open, raisedOn: late, seenOn: late, expiresOn: isoDate('2024-08-31') },
    ]);
  });

  it('keeps households and codes apart', () => {
    const others = [
      { household: 'h2', code: 'COST', level: 'yellow' as const },
      { household: 'h1', code: 'COMPOSITE', level: 'orange' as const },
    ];
    const raised = raiseSignals(catalogue, others, [open], asOf);

    expect(raised.fresh.map(({ household, code }) => `${household} ${code}`)).toEqual([
      'h2 COST',
      'h1 COMPOSITE',
    ]);
    expect(raised.fresh[1]!.expiresOn).toBe('2024-09-28');
    expect(raised.ongoing).toEqual([open]);
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
  const rowsOf = (data: Matrix) => [
    ...signalRows(fireSignals(catalogue, data), catalogue, {
      asOf,
      households: ['h1', 'h2'],
      matrix: data,
      features: [cost, fall],
    }),
  ];

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

  it('names the composite by its own title', () => {
    const composite = rowsOf(households([1000, 0.4])).at(-1)!;

    expect(composite).toMatchObject({
      code: 'COMPOSITE',
      title: { zh: '叠加', en: 'together' },
      level: 'orange',
    });
    expect(composite.expiresOn).toBe('2024-09-28');
  });

  it('is published as CSV and as NDJSON with the same rows, and verifies', async () => {
    const rows = rowsOf(households([1000, 0.4], [100, 1]));
    const [csv, ndjson] = [join(folder, 's.csv'), join(folder, 's.ndjson')];
    await publishSignals(csv, rows, { asOf });
    await publishSignals(ndjson, rows, { asOf });

    const lines = (await readFile(csv, 'utf8')).trimEnd().split('\n');
    const objects = (await readFile(ndjson, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(objects).toEqual(rows);
    expect(lines[0]).toBe('\uFEFFhousehold_id,as_of,level,级别,code,family,信号,signal,说明,says,expires_on');
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 6).join(','))).toEqual([
      'h1,2024-06-30,red,红,COST,illness',
      'h1,2024-06-30,yellow,黄,FALL,income',
      'h1,2024-06-30,orange,橙,COMPOSITE,composite',
      'h2,2024-06-30,blue,蓝,COST,illness',
    ]);
    expect((await verifyManifest(`${csv}.manifest.json`)).facts).toMatchObject({ asOf });
  });
});

it('levels go from watching to acute', () => {
  expect(levels).toEqual(['blue', 'yellow', 'orange', 'red']);
});
