import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tinyLedger, type TinyRow } from '../../features/testing/tiny-ledger.ts';
import { isoDate } from '../core/dates.ts';
import { silent } from '../core/progress.ts';
import { seededRng } from '../core/rng.ts';
import { makeManifest } from '../io/manifest.ts';
import type { CardSubject } from '../registry/index.ts';
import { householdModel } from '../scoring/test-support.ts';
import { runMonitor, type MonitorRun, type Monitored } from './monitor-run.ts';

const HOUSEHOLDS = 120;
const quarters = ['2013-03-31', '2014-03-31', '2015-03-31'];

/** The same spread of incomes in two quarters; in the third, everybody has a third of it. */
function rows(): TinyRow[] {
  const rng = seededRng('monitor');
  return quarters.flatMap((day, quarter) =>
    Array.from({ length: HOUSEHOLDS }, (_, i) => ({
      household: `h${i}`,
      code: 'per_capita',
      value: Math.round((quarter === 2 ? 60_000 : 180_000) * (1 + rng.next())),
      occurredOn: day,
      recordedAt: day,
    })),
  );
}

let run: Omit<MonitorRun, 'asOf'>;
let steady: Monitored;
let drifted: Monitored;

beforeAll(async () => {
  const { db } = await tinyLedger(rows());
  const manifest = makeManifest('model', [], {});
  const subject: CardSubject = {
    id: 'panel-test',
    model: { ...householdModel(), calibratedOn: ['2013-03-31'], testedOn: [] },
    ...{ manifest, roles: [], evidence: null, making: {} },
  };
  const ledger = { db, generation: 'g0001', manifest };
  const limits = { alpha: 0.05, tolerance: 0.01, reference: undefined };
  run = { ledger, subject, ...limits, version: 'test', progress: silent };
  steady = await runMonitor({ ...run, asOf: isoDate('2014-03-31') });
  drifted = await runMonitor({ ...run, asOf: isoDate('2015-03-31') });
});
afterAll(() => run.ledger.db.close());

describe('a monitoring run', () => {
  it('compares with a date of the same month the model was calibrated on, and sees nothing where nothing is', () => {
    expect(steady.report.reference).toEqual({ as_of: '2013-03-31', rows: HOUSEHOLDS });
    expect(steady.report.alarms).toEqual({ data: 0, score: false, outcome: false });
    expect(steady.page).toContain('没有警报');
  });

  it('sees that incomes fell, and that scores followed', () => {
    const { alarms, features } = drifted.report;

    expect(alarms.score).toBe(true);
    expect(features[0]).toMatchObject({ name: 'income__per_capita_month_fen', verdict: 'alarm' });
    expect(drifted.page).toContain('变化超过容许');
  });

  it('says why outcomes were not looked at', () => {
    expect(steady.report.outcome).toBeNull();
    expect(steady.outcomeMissing?.zh).toContain('没有说明标签');
    expect(steady.page).toContain('没有说明标签');
  });

  it('gives the same page twice, and refuses a reference that is not before the date', async () => {
    const again = await runMonitor({ ...run, asOf: isoDate('2014-03-31') });

    expect(again.page).toBe(steady.page);
    await expect(runMonitor({ ...run, asOf: isoDate('2013-03-31') })).rejects.toMatchObject({
      code: 'JZ_USAGE',
    });
  });
});
