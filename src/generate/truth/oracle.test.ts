import { describe, expect, it } from 'vitest';
import { openCounty } from '../world/county-plan.ts';
import { simulateChunk } from '../world/simulate-chunk.ts';
import { oracleHazard } from './oracle.ts';

const plan = await openCounty({
  households: 120,
  months: 20,
  seed: 9,
  start: '2022-01',
  region: '330199',
  chunkSize: 120,
});
const lineages = Array.from({ length: 120 }, (_, i) => i);
const AS_OF = 12;
const rows = oracleHazard(plan, lineages, AS_OF, 8);

describe('oracleHazard', () => {
  it('gives the same answer again, family by family', () => {
    expect(oracleHazard(plan, lineages.slice(40, 45), AS_OF, 8)).toEqual(
      rows.filter((row) => Math.floor(row.household / 16) >= 40 && Math.floor(row.household / 16) < 45),
    );
  });

  it('never crosses: a longer horizon is not safer', () => {
    for (const { probabilities } of rows) {
      const [three, six, twelve] = probabilities;
      expect(three).toBeGreaterThanOrEqual(0);
      expect(six).toBeGreaterThanOrEqual(three);
      expect(twelve).toBeGreaterThanOrEqual(six);
      expect(twelve).toBeLessThanOrEqual(1);
    }
    expect(rows.some((row) => row.isAtRisk && row.probabilities[2] > 0 && row.probabilities[2] < 1)).toBe(
      true,
    );
  });

  it('starts from the state the history tells', () => {
    const { truth, households } = simulateChunk(plan, 0);
    const inNeed = new Set<number>();
    const lives = new Set<number>();
    for (let i = 0; i < truth.count; i++) {
      if (truth.month[i] !== AS_OF) continue;
      const number = households[truth.household[i]!]!.number;
      lives.add(number);
      if (truth.need[i] === 1) inNeed.add(number);
    }

    for (const row of rows)
      if (lives.has(row.household)) expect(row.isAtRisk).toBe(!inNeed.has(row.household));
  });
});
