import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDate } from '../../src/core/dates.ts';
import type { TemporalConfig } from './config-values.ts';
import type { CountyConfig } from './config.ts';
import { isHeldOut, labelWindow, refuseLeaks, splitsOf } from './splits.ts';

const temporal: TemporalConfig = {
  first_as_of: isoDate('2022-12-31'),
  last_test: isoDate('2025-05-31'),
  update_every_months: 3,
  test_every_months: 1,
  train_every_months: 1,
  train_history_months: 6,
  calibrate_months: 2,
  calibrate_on: 'other_households',
  splits_at_most: 12,
};

function configOf(changes: Partial<TemporalConfig>, horizon = 6): Pick<CountyConfig, 'label' | 'temporal'> {
  return {
    label: {
      ...{ kind: 'take_up', horizon_months: horizon, also_months: [], known_after_months: 1 },
      ...{ zh: '', en: '' },
    },
    temporal: { ...temporal, ...changes },
  };
}

describe('temporal splits', () => {
  it('go back from the last test date, each model tested until the next one', () => {
    const splits = splitsOf('t.yaml', configOf({}));

    expect(splits.at(-1)).toEqual({
      train: ['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31', '2024-06-30'],
      // Six months and one of lag before the first test date.
      calibrate: ['2024-07-31', '2024-08-31'],
      test: ['2025-03-31', '2025-04-30', '2025-05-31'],
      keepsHouseholdsApart: true,
    });
    expect(splits.at(-2)?.test.at(-1)).toBe('2025-02-28');
    expect(splits[0]?.train[0]).toBe('2022-12-31');
  });

  it('leave the gap of a label before calibration where it is asked for', () => {
    const last = splitsOf('t.yaml', configOf({ calibrate_on: 'after_gap' })).at(-1);

    expect(last?.calibrate[0]).toBe('2024-07-31');
    expect(last?.train.at(-1)).toBe('2023-12-31');
  });

  it('are refused when there is no room, saying which last test date would do', () => {
    const last = isoDate('2023-09-30');
    const config = configOf({ last_test: last });
    const attempt = (): unknown => splitsOf('t.yaml', config);

    expect(attempt).toThrow(/t\.yaml/);
    const needed = isoDate('2023-11-30');
    expect(attempt).toThrow(needed);
    expect(splitsOf('t.yaml', configOf({ last_test: needed }))).toHaveLength(1);
    expect(() => splitsOf('t.yaml', configOf({ last_test: isoDate('2023-10-31') }))).toThrow(needed);
  });

  it('never learn from an outcome that is known after the first test date, whatever the settings', () => {
    const settings = fc.record({
      update_every_months: fc.integer({ min: 1, max: 6 }),
      train_every_months: fc.integer({ min: 1, max: 4 }),
      train_history_months: fc.integer({ min: 1, max: 24 }),
      calibrate_months: fc.integer({ min: 1, max: 4 }),
      calibrate_on: fc.constantFrom('after_gap' as const, 'other_households' as const),
    });
    fc.assert(
      fc.property(settings, fc.constantFrom(1, 3, 6), (changes, horizon) => {
        const config = configOf({ ...changes, last_test: isoDate('2026-05-31') }, horizon);
        const splits = splitsOf('t.yaml', config);
        refuseLeaks('t.yaml', config, splits);
        for (const { train, calibrate, test, keepsHouseholdsApart } of splits) {
          for (const asOf of [...train, ...calibrate])
            expect(labelWindow(config, asOf).knownOn <= test[0]!).toBe(true);
          const before = keepsHouseholdsApart ? train.at(-1)! : labelWindow(config, train.at(-1)!).knownOn;
          expect(before <= calibrate[0]!).toBe(true);
          expect(train[0]! >= temporal.first_as_of).toBe(true);
        }
      }),
      { seed: 20261123 },
    );
  });
});

it('about a fifth of the households is held out, always the same', () => {
  const ids = Array.from({ length: 5000 }, (_, i) => `h${i}`);
  const out = ids.filter((id) => isHeldOut('1', id));

  expect(out.length / ids.length).toBeGreaterThan(0.18);
  expect(out.length / ids.length).toBeLessThan(0.22);
  expect(ids.filter((id) => isHeldOut('1', id))).toEqual(out);
  expect(ids.filter((id) => isHeldOut('2', id))).not.toEqual(out);
});
