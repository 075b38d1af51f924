import { beforeAll, describe, expect, it } from 'vitest';
import { addMonths } from '../../src/core/dates.ts';
import type { PanelConfig } from './config.ts';
import { buildPanelData, type PanelData, type Part } from './dataset.ts';
import { dayOf, panelRows, smallConfig, withPanel, type PanelRow } from './test-support.ts';

let rows: readonly PanelRow[];
let config: PanelConfig;
let data: PanelData;

beforeAll(async () => {
  rows = await panelRows(['9']);
  config = await smallConfig();
  data = await build(rows);
});

describe('cohorts and labels', () => {
  it('are those counted from the file itself: not poor now, and poor a year later', () => {
    for (const part of [data.train, data.calibrate, data.test]) expect(rowsOf(part)).toEqual(counted(part));
  });

  it('hold both classes and leave out, counted, whoever is not seen a year later', () => {
    const { train } = data;

    expect(train.y.length).toBeGreaterThan(200);
    expect(new Set(train.y)).toEqual(new Set([0, 1]));
    expect(train.censored).toBeGreaterThan(100);
  });

  it('number a household the same in every part', () => {
    const numbers = new Map<string, number>();
    for (const { householdId, groups } of [data.train, data.calibrate, data.test]) {
      for (const [row, id] of householdId.entries()) {
        expect(groups[row]).toBe(numbers.get(id) ?? groups[row]);
        numbers.set(id, groups[row]!);
      }
    }
    expect(new Set(numbers.values()).size).toBe(numbers.size);
    expect(numbers.size).toBeLessThan(data.train.y.length + data.calibrate.y.length + data.test.y.length);
  });

  it('leave out a household whose income is not known when the label is read', async () => {
    const { train } = data;
    const id = train.householdId[0]!;
    const labelDay = addMonths(train.asOf[0]!, 12);
    const silenced = rows.map((row) =>
      row['household_id'] === id && dayOf(row) === labelDay ? { ...row, IPCF: '' } : row,
    );

    const changed = await build(silenced);

    expect(changed.train.householdId).toEqual(train.householdId.slice(1));
    expect(changed.train.censored).toBe(train.censored + 1);
  });
});

describe('what comes later', () => {
  it('changes no feature, cohort or label when it is recorded after the last label date', async () => {
    const lastLabel = addMonths(config.as_of.test.at(-1)!, 12);
    const wild = rows.map((row) =>
      dayOf(row) > lastLabel ? { ...row, IPCF: '1', ITF: '1', IX_TOT: '9' } : row,
    );
    expect(wild.filter((row) => row['IX_TOT'] === '9').length).toBeGreaterThan(300);

    expect(await build(wild)).toEqual(data);
  });

  it('never reaches the features: other incomes on the label dates change labels alone', async () => {
    const lastAsOf = config.as_of.test.at(-1)!;
    const upset = rows.map((row, i) =>
      dayOf(row) > lastAsOf && row['IPCF'] !== '' && i % 5 === 0 ? { ...row, IPCF: '1', ITF: '1' } : row,
    );

    const { calibrate, test } = await build(upset);

    for (const [changed, part] of [
      [calibrate, data.calibrate],
      [test, data.test],
    ] as const) {
      expect({ ...changed, y: part.y }).toEqual(part);
      expect(changed.y).not.toEqual(part.y);
    }
  });
});

describe('refusals', () => {
  it('names an excluded column that no feature has, and leaves out those that are', async () => {
    const [first] = data.train.X.names;
    const without = await build(rows, { exclude: [...config.exclude, first!] });

    expect(without.train.X.names).toEqual(data.train.X.names.slice(1));
    await expect(build(rows, { exclude: ['income__nothing'] })).rejects.toMatchObject({
      code: 'JZ_COLUMN_MISSING',
      details: { column: 'income__nothing' },
    });
  });

  it('refuses a part where nobody becomes poor', async () => {
    const rich = rows.map((row) => (row['IPCF'] === '' ? row : { ...row, IPCF: '1000', ITF: '1000' }));

    await expect(build(rich)).rejects.toMatchObject({ code: 'JZ_LABEL_ONE_CLASS', details: { value: 0 } });
  });
});

async function build(given: readonly PanelRow[], changes: Partial<PanelConfig> = {}): Promise<PanelData> {
  return withPanel(given, (ledger) => buildPanelData(ledger, { ...config, ...changes }));
}

type Outcome = readonly [householdId: string, poorLater: number];

function rowsOf({ householdId, y, censored }: Part): { rows: readonly Outcome[]; censored: number } {
  return { rows: householdId.map((id, row) => [id, y[row]!] as const).sort(byText), censored };
}

/** The same from the file's own lines: poor is income per head under 60 % of the quarter's median. */
function counted({ asOf }: Part): { rows: readonly Outcome[]; censored: number } {
  const found: Outcome[] = [];
  let censored = 0;
  for (const day of asOf) {
    const [now, later] = [incomesOn(day), incomesOn(addMonths(day, 12))];
    for (const [id, income] of now.incomes) {
      if (income < 0.6 * now.median) continue;
      const outcome = later.incomes.get(id);
      if (outcome === undefined) censored++;
      else found.push([id, Number(outcome < 0.6 * later.median)]);
    }
  }
  return { rows: found.sort(byText), censored };
}

function incomesOn(day: string): { incomes: Map<string, number>; median: number } {
  const known = rows.filter((row) => dayOf(row) === day && row['IPCF'] !== '');
  const incomes = new Map(known.map((row) => [row['household_id']!, Number(row['IPCF'])]));
  const sorted = [...incomes.values()].sort((a, b) => a - b);
  const median = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
  return { incomes, median };
}

function byText(a: Outcome, b: Outcome): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
