import { beforeAll, describe, expect, it } from 'vitest';
import { chunkCount, openCounty, type CountyPlan } from '../world/county-plan.ts';
import { simulateChunk } from '../world/simulate-chunk.ts';
import { calibrationTable, calibrationText, loadTargets, type CalibrationLine } from './table.ts';
import { fifthsRatio } from './tally-income.ts';
import { addTallies, tallyChunk, type Tally } from './tally.ts';

let plan: CountyPlan;
let tallies: Tally[];
let lines: readonly CalibrationLine[];

beforeAll(async () => {
  plan = await openCounty({
    households: 1000,
    months: 48,
    seed: 3,
    start: '2022-01',
    region: '330199',
    chunkSize: 250,
  });
  tallies = Array.from({ length: chunkCount(plan) }, (_, chunk) =>
    tallyChunk(plan, simulateChunk(plan, chunk)),
  );
  lines = calibrationTable(tallies.reduce(addTallies), await loadTargets());
}, 120_000);

describe('calibrationTable', () => {
  it('names at least thirty quantities, each with target, band and source', () => {
    expect(lines.length).toBeGreaterThanOrEqual(30);
    expect(lines.every((line) => line.source !== '' && line.count >= 0)).toBe(true);
  });

  it.each([
    ['size_mean', 0.2],
    ['age_60', 0.05],
    ['age_under_15', 0.04],
    ['unemployment', 0.025],
    ['job_loss', 0.004],
    ['disabled', 0.02],
    ['certified', 0.012],
    ['cost_resident', 250_000],
    ['fund_employee', 0.04],
    ['death_rate', 0.003],
    ['income_mean', 900_000],
    ['dibao_share', 0.015],
    ['need_fall', 0.02],
  ])('comes near its target at 1,000 households: %s', (id, wide) => {
    const line = lines.find((one) => one.id === id)!;

    expect(Math.abs(line.achieved - line.target)).toBeLessThan(wide);
  });

  it('meets most of its targets even in a small county', () => {
    expect(lines.filter((line) => line.isOk).length).toBeGreaterThan(lines.length * 0.6);
  });

  it('prints one line a quantity', () => {
    const text = calibrationText(lines).split('\n');

    expect(text).toHaveLength(lines.length);
    expect(text[0]).toMatch(/^(ok|off) +size_1 +0\.3 /);
  });
});

describe('addTallies', () => {
  it('gives the same sums in any order', () => {
    const forward = tallies.reduce(addTallies);
    const backward = [...tallies].reverse().reduce(addTallies);

    for (const [id, [numerator, denominator]] of Object.entries(forward.fractions)) {
      expect(backward.fractions[id]![0]).toBeCloseTo(numerator, 6);
      expect(backward.fractions[id]![1]).toBeCloseTo(denominator, 6);
    }
    expect(backward.incomes).toEqual(forward.incomes);
  });
});

describe('fifthsRatio', () => {
  it('divides the mean of the top fifth by that of the bottom fifth', () => {
    expect(fifthsRatio({ persons: [5, 5, 5, 5, 5], sumYuan: [50, 100, 150, 200, 400] })).toBeCloseTo(8);
  });

  it('takes part of a class where the fifth ends inside it', () => {
    expect(fifthsRatio({ persons: [10, 10], sumYuan: [100, 300] })).toBeCloseTo(3);
  });
});
