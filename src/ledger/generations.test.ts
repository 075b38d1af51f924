import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generationsOnDisk } from './lake/retire.ts';
import { openLedger } from './open-ledger.ts';
import { purge } from './purge/purge.ts';
import { makeBench, smallCsv, smallMapping, type Bench } from './test-support.ts';

const good = '7_1,2014,1,40,120,1000.50,333.335,3,0';
let bench: Bench;

beforeEach(async () => {
  bench = await makeBench();
});

afterEach(async () => {
  await bench.remove();
});

async function table(name: string, columns: string): Promise<Record<string, unknown>[]> {
  const ledger = await openLedger(bench.lake);
  try {
    return await ledger.db.rows(`SELECT ${columns} FROM ${name} ORDER BY ALL`);
  } finally {
    ledger.close();
  }
}

describe('generations', () => {
  it('stay as they are when nothing new was sent', async () => {
    await bench.send('a.csv', smallCsv(good));
    const first = await bench.ingest();

    const again = await bench.ingest();

    expect(again).toMatchObject({ generation: first.generation, unchanged: true, rowsIn: 1 });
    expect((await readdir(bench.lake)).sort()).toEqual(['CURRENT', first.generation]);
  });

  it('take over earlier files, a re-sent one beside its earlier version; the old generation stays readable', async () => {
    await bench.send('a.csv', smallCsv(good));
    await bench.send('b.csv', smallCsv('8_1,2014,1,40,120,1,1,3,0'));
    const first = await bench.ingest();
    await bench.send('b.csv', smallCsv('8_1,2014,1,40,120,2,2,3,0', '9_1,2014,1,40,120,1,1,3,0'));
    const second = await bench.ingest();

    expect(second).toMatchObject({ parent: first.generation, rowsIn: 2, loaded: 2, unchanged: false });
    expect(await table('household', 'household_id, superseded_at')).toEqual([
      { household_id: '7_1', superseded_at: null },
      { household_id: '8_1', superseded_at: '2014-04-30' },
      { household_id: '8_1', superseded_at: null },
      { household_id: '9_1', superseded_at: null },
    ]);
    const old = await openLedger(bench.lake, { generation: first.generation });
    expect(await old.db.rows('SELECT household_id FROM household ORDER BY 1')).toHaveLength(2);
    old.close();
  });

  it('carry the quality figures of all their files', async () => {
    await bench.send('a.csv', smallCsv(good, '8_1,2014,1,,120,7.25,1,3,0', '9_1,2014,1,1,-1,,1,3,0'));
    await bench.ingest();
    await bench.send('b.csv', smallCsv('10_1,2014,1,40,120,1,1,3,0'));
    const { generation } = await bench.ingest();

    const report: unknown = JSON.parse(await readFile(join(bench.lake, generation, 'quality.json'), 'utf8'));

    expect(report).toMatchObject({
      files: [
        { file: 'a.csv', rowsIn: 3, loaded: 2, quarantined: 1, quarantinedByCode: { JZ_VALUE_INVALID: 1 } },
        { file: 'b.csv', rowsIn: 1 },
      ],
    });
    expect(JSON.stringify(report)).toContain(
      '{"column":"income","filledShare":0.6666666666666666,"distinct":null,"min":725,"max":100050,"repaired":0,"problems":{}}',
    );
    expect(JSON.stringify(report)).toContain(
      '"column":"weight","filledShare":1,"distinct":null,"min":120,"max":120,"repaired":0,"problems":{"JZ_VALUE_INVALID":1}',
    );
  });

  it('give the same name and bytes for the same files in another lake', async () => {
    const csv = smallCsv(good, '8_1,2014,1,40,120,x,1,3,0');
    await bench.send('a.csv', csv);
    const other = await makeBench();
    await other.send('a.csv', csv);

    expect((await other.ingest(2)).generation).toBe((await bench.ingest(1)).generation);
    await other.remove();
  });

  it('left by an ingest that was killed before CURRENT was written are put there again', async () => {
    await bench.send('a.csv', smallCsv(good));
    const { generation } = await bench.ingest();
    await rm(join(bench.lake, 'CURRENT'));

    expect(await bench.ingest()).toMatchObject({ generation, unchanged: false, loaded: 1 });
    expect(await table('household', 'household_id')).toEqual([{ household_id: '7_1' }]);
  });

  it('that a killed purge left behind are deleted by the next ingest', async () => {
    await bench.send('a.csv', smallCsv(good, good.replace('2014,1', '2015,1')));
    const first = await bench.ingest();
    await cp(join(bench.lake, first.generation), join(bench.root, 'aside'), { recursive: true });
    const scope = { kind: 'retention', before: '2015-01-01' } as const;
    const order = { on: '2026-05-01', by: '王主任', ground: '保存期限届满' };
    const purged = await purge({ lake: bench.lake, vault: null, scope, order });
    await cp(join(bench.root, 'aside'), join(bench.lake, first.generation), { recursive: true });

    expect(await bench.ingest()).toMatchObject({ unchanged: true, generation: purged.generation });

    expect(await generationsOnDisk(bench.lake)).toEqual([purged.generation]);
  });

  it('refuse a lake in another currency, a damaged CURRENT, and a name that leads elsewhere', async () => {
    await bench.send('a.csv', smallCsv(good));
    await bench.ingest();
    await bench.map(smallMapping({ ARS: 'CNY' }));

    await expect(bench.ingest()).rejects.toMatchObject({
      code: 'JZ_MAPPING_INVALID',
      details: { path: 'currency' },
    });
    await expect(openLedger(bench.lake, { generation: '../lake' })).rejects.toMatchObject({
      code: 'JZ_HASH_MISMATCH',
    });
    await writeFile(join(bench.lake, 'CURRENT'), '../../etc\n');
    await expect(openLedger(bench.lake)).rejects.toMatchObject({ code: 'JZ_HASH_MISMATCH', exitCode: 4 });
  });

  it('are missing in an empty lake, with the command that makes one', async () => {
    await expect(openLedger(bench.lake)).rejects.toMatchObject({ code: 'JZ_LAKE_MISSING', exitCode: 3 });
  });
});

describe('the lock', () => {
  it('turns a second writer away while the first lives', async () => {
    await bench.send('a.csv', smallCsv(good));
    await bench.ingest();
    await writeFile(join(bench.lake, 'LOCK'), `${process.pid} ${hostname()}\n`);

    await expect(bench.ingest()).rejects.toMatchObject({ code: 'JZ_LOCKED', exitCode: 75 });
  });

  it('of a dead process is taken over, and its rubbish cleared', async () => {
    await bench.send('a.csv', smallCsv(good));
    await bench.ingest();
    await writeFile(join(bench.lake, 'LOCK'), `999999999 ${hostname()}\n`);
    await writeFile(join(bench.lake, '.tmp-left'), 'x');
    await bench.send('b.csv', smallCsv('8_1,2014,1,40,120,1,1,3,0'));

    const result = await bench.ingest();

    expect(result.loaded).toBe(1);
    expect((await readdir(bench.lake)).filter((name) => !name.startsWith('g0'))).toEqual(['CURRENT']);
  });

  it('lets exactly one of two simultaneous writers in', async () => {
    await bench.send('a.csv', smallCsv(good));

    const outcomes = await Promise.allSettled([bench.ingest(), bench.ingest()]);

    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find((outcome) => outcome.status === 'rejected')).toMatchObject({
      reason: { code: 'JZ_LOCKED' },
    });
  });
});
