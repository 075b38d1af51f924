import { describe, expect, it } from 'vitest';
import { isoDate } from '../../src/core/dates.ts';
import { seededRng } from '../../src/core/rng.ts';
import type { CountyTruth } from '../county/index.ts';
import { judgeQuarter, type QuarterRound, type Visitable } from './judge.ts';

/** Household → months in need. Everybody exists always. */
const truthOf = (needy: Readonly<Record<string, readonly string[]>>): Pick<CountyTruth, 'needIn'> => ({
  needIn: (household, month) => needy[household]?.includes(month) ?? false,
});
const one = (household: string, more: Partial<Visitable> = {}): Visitable => ({
  household,
  area: 'a',
  signal: 0,
  cameOn: null,
  ...more,
});
const round = (asOf: string, pool: Visitable[], warned: string[], drawn: string[] = []): QuarterRound => ({
  asOf: isoDate(asOf),
  pool,
  warned,
  drawn,
});
const judge = (rounds: QuarterRound[], truth: Pick<CountyTruth, 'needIn'>) =>
  judgeQuarter(rounds, truth, { horizonMonths: 3, rng: seededRng('q') });
const queue = (measures: ReturnType<typeof judge>, name: string) =>
  measures.queues.find((own) => own.queue === name);

describe('a quarter', () => {
  const truth = truthOf({
    now: ['2025-03'],
    falls: ['2025-06', '2025-07'],
    late: ['2025-09'],
    came: ['2025-04'],
  });
  const pool = [
    one('now'),
    one('falls', { signal: 4 }),
    one('late', { signal: 2 }),
    one('came', { cameOn: isoDate('2025-03-20') }),
    one('fine'),
  ];

  it('counts need now and soon, falls of those not in need, and days from warning to fall', () => {
    const measures = judge([round('2025-03-31', pool, ['now', 'falls', 'fine'])], truth);

    expect(measures.baseRate).toBe(3 / 5);
    expect(queue(measures, 'warnings')).toEqual({
      queue: 'warnings',
      visits: 3,
      inNeed: 2,
      precision: 2 / 3,
      falls: 1,
      shareOfFalls: 1 / 2,
      medianLeadDays: 62,
    });
  });

  it('gives the other queues as many visits, by their own order', () => {
    const measures = judge([round('2025-03-31', pool, ['fine'])], truth);

    expect(queue(measures, 'single_trigger')).toMatchObject({ visits: 1, falls: 1 });
    expect(queue(measures, 'first_come')).toMatchObject({ visits: 1, inNeed: 1, medianLeadDays: 1 });
    expect(queue(measures, 'random')?.visits).toBe(1);
  });

  it('keeps each township’s visits to the township', () => {
    const places = [
      one('x', { area: 'b', signal: 4 }),
      one('y', { area: 'b' }),
      one('z', { signal: 1 }),
      one('w'),
    ];
    const measures = judge([round('2025-03-31', places, ['w'])], truthOf({ x: ['2025-04'], z: ['2025-05'] }));

    expect(queue(measures, 'single_trigger')).toMatchObject({
      visits: 1,
      inNeed: 1,
      falls: 1,
      medianLeadDays: 31,
    });
  });

  it('visits nobody twice', () => {
    const two = [round('2025-03-31', pool, ['now']), round('2025-04-30', pool, ['fine'])];
    const measures = judge(two, truth);

    expect(queue(measures, 'single_trigger')).toMatchObject({ visits: 2, falls: 1 });
    expect(queue(measures, 'audit_draws')).toMatchObject({ visits: 0, precision: 0, medianLeadDays: null });
  });
});
