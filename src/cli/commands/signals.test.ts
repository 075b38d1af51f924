/** `jiuzhu features` and `jiuzhu signals` on a ledger of departments, from generated files to published lists. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countyFeatures } from '../../../features/county/index.ts';
import { silent } from '../../core/progress.ts';
import { openDuckDb } from '../../io/duckdb.ts';
import { generate } from '../../generate/generate.ts';
import { verifyManifest } from '../../io/manifest.ts';
import { ingest } from '../../ledger/ingest.ts';
import { addFeaturesCommand } from './features.ts';
import { addSignalsCommand } from './signals.ts';
import { addSignalsMeasureCommand } from './signals-measure.ts';

/** What `--json` prints of a list. */
interface Told {
  readonly signals: number;
  readonly statuses: Readonly<Record<'new' | 'worse' | 'ongoing' | 'unseen' | 'ended', number>>;
}

/** One signal as measured. */
interface Measured {
  readonly level: string;
  readonly fired: number;
  readonly precision: { value: number } | null;
  readonly recall: { value: number } | null;
}

let folder: string;
let lake: string;
const asOf = '2023-12-31';
const shown = countyFeatures.filter(({ role }) => role === 'feature');

/** Runs a command in this process; gives what it printed as data and said. */
async function run(...args: string[]): Promise<{ data: string; said: string }> {
  const data: string[] = [];
  const said: string[] = [];
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  const terminal = {
    data: (text: string) => void data.push(text),
    say: (text: string) => void said.push(text),
    progress: silent,
  };
  addFeaturesCommand(program, terminal);
  addSignalsCommand(program, terminal);
  addSignalsMeasureCommand(program, terminal);
  await program.parseAsync(args, { from: 'user' });
  return { data: data.join('\n'), said: said.join('\n') };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jz-signals-cli-'));
  const county = join(folder, 'county');
  lake = join(folder, 'lake');
  await generate(
    {
      ...{ households: 40, months: 24, seed: '4', start: '2022-01', region: '330199', dirt: 0 },
      ...{ format: 'csv', threads: 1, version: 'test', out: county },
    },
    silent,
  );
  await ingest({
    directory: county,
    mappingFile: join(county, 'mapping.yaml'),
    lakeDirectory: lake,
    progress: silent,
    today: '2024-01-15',
  });
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('jiuzhu features', () => {
  it('computes the county catalogue of a ledger with members, the same bytes for one thread and two', async () => {
    const [one, two] = [join(folder, '1/f.parquet'), join(folder, '2/f.parquet')];
    const asked = ['features', '--lake', lake, '--as-of', asOf, '--as-of', '2023-06-30'];

    const { data, said } = await run(...asked, '--out', one, '--threads', '1', '--json');
    await run(...asked, '--out', two, '--threads', '2');

    const result = JSON.parse(data) as { rows: number; windowsBeyondData: number };
    expect(result).toMatchObject({ features: shown.length, file: one });
    expect(result.rows).toBeGreaterThan(60);
    expect(await readFile(one)).toEqual(await readFile(two));
    const { facts } = await verifyManifest(`${one}.manifest.json`);
    expect(facts).toMatchObject({ asOf: [{ asOf: '2023-06-30' }, { asOf }], rows: result.rows });
    expect(facts['windowsBeyondData']).toHaveLength(result.windowsBeyondData);
    expect(said).toMatch(/assistance_grant.*aid__since_dibao_months/);
  });

  it('refuses windows beyond the data with --strict, and publishes nothing', async () => {
    const out = join(folder, 'strict', 'f.parquet');
    const asked = ['features', '--lake', lake, '--as-of', '2022-06-30', '--out', out, '--strict'];

    await expect(run(...asked)).rejects.toMatchObject({ code: 'JZ_FEATURE_WINDOW' });
    await expect(readFile(out)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('explains a value by its rows: their sum is the value, none was recorded later', async () => {
    const file = join(folder, 'explain', 'f.parquet');
    await run('features', '--lake', lake, '--as-of', asOf, '--out', file);
    const feature = 'income__all_sum_12m_fen';
    const db = await openDuckDb();
    const [row] = await db.rows(
      `SELECT household_id FROM read_parquet($file) WHERE ${feature} > 0 ORDER BY household_id LIMIT 1`,
      { file },
    );
    db.close();
    const asked = ['features', '--lake', lake, '--as-of', asOf, '--household', String(row!['household_id'])];

    const { data } = await run(...asked, '--explain', feature, '--json');
    const text = await run(...asked, '--explain', 'income__all_sum_12m_fen_per_member');

    const { value, rows } = JSON.parse(data) as {
      value: number;
      rows: { occurredOn: string; recordedAt: string; sourceFile: string; values: Record<string, string> }[];
    };
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.reduce((sum, row) => sum + Number(row.values['amount_fen']), 0)).toBe(value);
    for (const row of rows) {
      expect(row.occurredOn > '2022-12-31' && row.occurredOn <= asOf && row.recordedAt <= asOf).toBe(true);
      expect(row.sourceFile).not.toBe('');
    }
    expect(text.data).toContain(`income__all_sum_12m_fen = ${value}`);
  });

  it.each([
    ['an unknown feature', ['--household', 'h1', '--explain', 'x__none_fen'], 'JZ_FEATURE_REFERENCE'],
    [
      'an unknown household',
      ['--household', 'h1', '--explain', 'household__size_members'],
      'JZ_HOUSEHOLD_UNKNOWN',
    ],
    ['no household', ['--explain', 'household__size_members'], 'JZ_USAGE'],
  ])('cannot explain for %s', async (_, asked, code) => {
    await expect(run('features', '--lake', lake, '--as-of', asOf, ...asked)).rejects.toMatchObject({ code });
  });
});

describe('jiuzhu signals', () => {
  it('publishes the same signals as CSV and NDJSON, with counts by level', async () => {
    const [csv, ndjson] = [join(folder, 'list/s.csv'), join(folder, 'list/s.ndjson')];

    const { data } = await run('signals', '--lake', lake, '--as-of', asOf, '--out', csv, '--json');
    await run('signals', '--lake', lake, '--as-of', asOf, '--out', ndjson);

    const result = JSON.parse(data) as { signals: number; levels: Record<string, number> };
    const lines = (await readFile(csv, 'utf8')).trimEnd().split('\n').slice(1);
    const rows = (await readFile(ndjson, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { household: string; level: string; code: string });
    expect(result.signals).toBeGreaterThan(0);
    expect(lines).toHaveLength(result.signals);
    expect(lines.map((line) => line.split(',')[0])).toEqual(rows.map(({ household }) => household));
    for (const [level, count] of Object.entries(result.levels))
      expect(rows.filter((row) => row.level === level)).toHaveLength(count);
    expect((await verifyManifest(`${csv}.manifest.json`)).facts).toMatchObject({
      asOf,
      levels: result.levels,
    });
  });

  it('tells nothing twice: a list stands on the one before, in one call or in two', async () => {
    const [june, december, both] = ['june.csv', 'december.ndjson', 'both.ndjson'].map((name) =>
      join(folder, 'over-time', name),
    ) as [string, string, string];
    const on = (out: string, ...more: string[]) =>
      run('signals', '--lake', lake, '--out', out, '--json', ...more);

    const first = JSON.parse((await on(june, '--as-of', '2023-09-30')).data) as Told;
    const second = JSON.parse((await on(december, '--as-of', asOf, '--previous', june)).data) as Told;
    await on(both, '--as-of', '2023-09-30', asOf);

    expect(first.statuses).toEqual({ new: first.signals, worse: 0, ongoing: 0, unseen: 0, ended: 0 });
    expect(second.statuses.ongoing).toBeGreaterThan(0);
    expect(second.statuses.new).toBeLessThan(second.signals);
    expect(second.statuses.unseen + second.statuses.ended).toBeGreaterThan(0);
    expect(await readFile(december, 'utf8')).toBe(await readFile(both, 'utf8'));
    expect((await verifyManifest(`${december}.manifest.json`)).facts).toMatchObject({
      previous: (await verifyManifest(`${june}.manifest.json`)).id,
    });
    await expect(on(june, '--as-of', '2023-09-30', '--previous', june)).rejects.toMatchObject({
      code: 'JZ_SIGNALS_PREVIOUS',
    });
  });

  it('measures each signal alone against the truth of the county', async () => {
    const asked = ['--lake', lake, '--as-of', '2023-03-31', '2023-06-30', '--truth', join(folder, 'county')];
    const { data } = await run('signals-measure', ...asked, '--draws', '20', '--json');
    const { data: table } = await run('signals-measure', ...asked, '--draws', '20');

    const labels = JSON.parse(data) as { id: string; rows: number; positives: number; signals: Measured[] }[];
    expect(labels.map(({ id }) => id)).toContain('true_need');
    for (const { rows, positives, signals } of labels)
      for (const { level, fired, precision, recall } of signals) {
        expect(['any', 'orange_or_red']).toContain(level);
        expect(fired).toBeLessThanOrEqual(rows);
        if (precision === null || recall === null) continue;
        expect(precision.value * fired).toBeCloseTo(recall.value * positives, 6);
      }
    expect(table).toMatch(/\t\d+\.\d%.*\t[A-Z_]+ /);
  });

  it('reads utilities only where a bureau turned that on', async () => {
    const codes = async (...more: string[]) => {
      const out = join(folder, 'opt', 's.ndjson');
      await run('signals', '--lake', lake, '--as-of', asOf, '--out', out, ...more);
      return await readFile(out, 'utf8');
    };

    expect(await codes()).not.toContain('UTIL_ABN');
    expect((await codes('--opt-in', 'UTIL_ABN')).length).toBeGreaterThanOrEqual((await codes()).length);
  });

  it.each([
    ['an unknown preset', ['--preset', 'nowhere'], 's.csv', 'JZ_SIGNALS_INVALID'],
    ['another kind of file', [], 's.xlsx', 'JZ_USAGE'],
  ])('refuses %s and publishes nothing', async (_, more, name, code) => {
    const out = join(folder, 'refused', name);

    await expect(
      run('signals', '--lake', lake, '--as-of', asOf, '--out', out, ...more),
    ).rejects.toMatchObject({
      code,
    });
    await expect(readFile(out)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
