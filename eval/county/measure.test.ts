import { describe, expect, it } from 'vitest';
import { isoDate } from '../../src/core/dates.ts';
import { seededRng } from '../../src/core/rng.ts';
import { rankScores } from '../metrics/scores/ranked-scores.ts';
import { datedRows, eventsOf, leadTimes, listedByDate } from './lead-time.ts';
import { startMeasureCrew } from './measure-crew.ts';
import { measureLabel, measureLabelBy } from './measure.ts';
import { UNKNOWN, type JudgedLabel, type JudgedRows } from './types.ts';

const [first, second] = [isoDate('2024-01-31'), isoDate('2024-02-29')];
const event = isoDate('2024-03-31');
const households = ['a', 'b', 'c', 'd', 'a', 'b', 'c', 'd'];
const asOf = [first, first, first, first, second, second, second, second];
const y = Uint8Array.of(1, 0, 1, 0, 1, 0, 1, UNKNOWN);
const on = [event, null, event, null, event, null, event, null];

describe('lead time', () => {
  it('runs from the first warning, and counts those never warned of', () => {
    const lead = leadTimes(eventsOf({ households, asOf, y, on }), [1, 0, 0, 0, 1, 1, 0, 0]);

    expect(lead).toMatchObject({ events: 2, warned: 1, median: 60, share_60: 0.5, share_90: 0, never: 0.5 });
  });

  it('takes a warning that comes later for what it is', () => {
    const lead = leadTimes(eventsOf({ households, asOf, y, on }), [0, 0, 0, 0, 1, 0, 1, 0]);

    expect(lead).toMatchObject({ events: 2, warned: 2, median: 31, share_30: 1, share_60: 0, never: 0 });
  });
});

it('a list is made anew on every date, of as many as can be visited then', () => {
  const { row } = rankScores(y.slice().fill(0), [0.1, 0.2, 0.3, 0.4, 0.9, 0.8, 0.7, 0.6]);

  expect([...listedByDate(row, datedRows(asOf), 0.25)]).toEqual([0, 0, 0, 1, 1, 0, 0, 0]);
  expect([...listedByDate(row, datedRows(asOf), 0.5)]).toEqual([0, 0, 1, 1, 1, 1, 0, 0]);
});

describe('a label', () => {
  const p = Float64Array.of(0.9, 0.1, 0.8, 0.2, 0.9, 0.1, 0.3, 0.99);
  const rows: JudgedRows = {
    households,
    asOf,
    candidates: [{ id: 'm', title: { zh: 'm', en: 'm' }, kind: 'model', is_probability: true, p }],
    signals: [{ code: 'S', title: { zh: 's', en: 's' }, level: Uint8Array.of(4, 1, 0, 0, 0, 2, 0, 4) }],
  };
  const label: JudgedLabel = { id: 'l', title: { zh: 'l', en: 'l' }, y, on };
  const options = { shares: [0.5], rng: seededRng(1), draws: 20 };

  it('leaves out rows whose outcome nobody knows, for rankings and signals alike', () => {
    expect(measureLabel(rows, label, options)).toMatchObject({
      rows: 7,
      positives: 4,
      positive_households: 2,
      unknown: 1,
      candidates: [{ auc: { value: 1 } }],
      signals: [
        { fired: 3, precision: { value: 1 / 3 }, recall: { value: 1 / 4 } },
        { fired: 1, precision: { value: 1 }, lead: { median: 60 } },
      ],
    });
  });

  it('takes equal scores by a fixed order of households, wherever their rows stand', () => {
    const flat = { ...rows, candidates: [{ ...rows.candidates[0]!, p: new Float64Array(8) }] };
    const turned = (list: readonly unknown[]): never[] => [...list].reverse() as never[];
    const other = {
      ...flat,
      ...{ households: turned(households), asOf: turned(asOf) },
      signals: [{ ...rows.signals[0]!, level: rows.signals[0]!.level.slice().reverse() }],
    };
    const leadOf = (judged: JudgedRows, one: JudgedLabel) =>
      measureLabel(judged, one, options)?.candidates[0]?.lists[0]?.lead;

    expect(leadOf(other, { ...label, y: y.slice().reverse(), on: turned(on) })).toEqual(leadOf(flat, label));
  });

  it('tells whether visits go to the poorest, of those whose means are known', () => {
    const welfare = Float64Array.of(1, 9, Number.NaN, 8, 2, 7, 6, 0);
    const measures = measureLabel({ ...rows, welfare }, label, options);

    // Known rows but the third: 6, of which the poorest 2.4; of the 3 listed, rows 0 and 4 are known and poor.
    expect(measures?.candidates[0]?.lists[0]?.cgh?.value).toBeCloseTo(1 / 0.4, 12);
    expect(measureLabel(rows, label, options)?.candidates[0]?.lists[0]?.cgh).toBeNull();
  });

  it('shows a ranking of its own beside the others', () => {
    const also = [{ ...rows.candidates[0]!, id: 'hazard', p: p.map((one) => 1 - one) }];
    const measures = measureLabel(rows, { ...label, also }, options);

    expect(measures?.candidates.map(({ id, auc }) => [id, auc?.value])).toEqual([
      ['m', 1],
      ['hazard', 0],
    ]);
  });

  it('is measured alike by threads, and fails with the same named error', async () => {
    const crew = startMeasureCrew(Number.MAX_SAFE_INTEGER, 2);
    try {
      const many = { ...rows, signals: Array.from({ length: 10 }, () => rows.signals[0]!) };
      const judged = { ...many, welfare: Float64Array.of(1, 9, Number.NaN, 8, 2, 7, 6, 0) };

      expect(await measureLabelBy(crew, judged, label, options)).toEqual(
        measureLabel(judged, label, options),
      );
      const bad = { ...rows, candidates: [{ ...rows.candidates[0]!, p: p.map(() => Number.NaN) }] };
      await expect(measureLabelBy(crew, bad, label, options)).rejects.toMatchObject({
        code: 'JZ_EVAL_VALUE',
        exitCode: 3,
      });
    } finally {
      await crew.close();
    }
  });

  it('of one outcome only is not measured', () => {
    expect(measureLabel(rows, { ...label, y: y.map(() => 0) }, options)).toBeNull();
  });
});
