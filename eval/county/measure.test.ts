import { describe, expect, it } from 'vitest';
import { isoDate } from '../../src/core/dates.ts';
import { seededRng } from '../../src/core/rng.ts';
import { leadTimes, listedByDate } from './lead-time.ts';
import { measureLabel } from './measure.ts';
import { UNKNOWN, type JudgedLabel, type JudgedRows } from './types.ts';

const [first, second] = [isoDate('2024-01-31'), isoDate('2024-02-29')];
const event = isoDate('2024-03-31');
const households = ['a', 'b', 'c', 'd', 'a', 'b', 'c', 'd'];
const asOf = [first, first, first, first, second, second, second, second];
const y = Uint8Array.of(1, 0, 1, 0, 1, 0, 1, UNKNOWN);
const on = [event, null, event, null, event, null, event, null];

describe('lead time', () => {
  it('runs from the first warning, and counts those never warned of', () => {
    const lead = leadTimes({ households, asOf, y, on }, [1, 0, 0, 0, 1, 1, 0, 0]);

    expect(lead).toMatchObject({ events: 2, warned: 1, median: 60, share_60: 0.5, share_90: 0, never: 0.5 });
  });

  it('takes a warning that comes later for what it is', () => {
    const lead = leadTimes({ households, asOf, y, on }, [0, 0, 0, 0, 1, 0, 1, 0]);

    expect(lead).toMatchObject({ events: 2, warned: 2, median: 31, share_30: 1, share_60: 0, never: 0 });
  });
});

it('a list is made anew on every date, equal scores by a fixed order', () => {
  const p = [0.1, 0.2, 0.3, 0.3, 0.9, 0.8, 0.7, 0.6];

  expect([...listedByDate(asOf, p, [0, 1, 3, 2, 0, 0, 0, 0], 0.25)]).toEqual([0, 0, 0, 1, 1, 0, 0, 0]);
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

  it('shows a ranking of its own beside the others', () => {
    const also = [{ ...rows.candidates[0]!, id: 'hazard', p: p.map((one) => 1 - one) }];
    const measures = measureLabel(rows, { ...label, also }, options);

    expect(measures?.candidates.map(({ id, auc }) => [id, auc?.value])).toEqual([
      ['m', 1],
      ['hazard', 0],
    ]);
  });

  it('of one outcome only is not measured', () => {
    expect(measureLabel(rows, { ...label, y: y.map(() => 0) }, options)).toBeNull();
  });
});
