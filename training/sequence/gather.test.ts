import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { departmentLedger, family, together } from '../../features/testing/department-ledger.ts';
import type { SequencePart } from '../../models/sequence/fit.ts';
import { isoDate } from '../../src/core/dates.ts';
import { silent } from '../../src/core/progress.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { readCountyConfig } from '../county/config.ts';
import { computeFeatureDays, type FeatureDay } from '../county/days.ts';
import { gatherPart, sampleOf } from './gather.ts';

const dates = [isoDate('2024-05-31'), isoDate('2024-06-30')];
const wage = (person: string, day: string, fen: number): Record<string, string | number> => ({
  ...{ person_id: person, kind: 'wage', month: day.slice(0, 7), amount_fen: fen, occurred_on: day },
});
const applied = (household: string, day: string): Record<string, string> => ({
  ...{ household_id: household, item: 'dibao', action: 'applied', occurred_on: day },
});

describe('gathering months, features and outcomes', () => {
  let db: DuckDb;
  let part: SequencePart;

  beforeAll(async () => {
    db = await departmentLedger(
      together(
        family('h1', { p1: '1980-01-01' }),
        family('h2', { p2: '1990-01-01' }),
        family('h3', { p3: '1991-01-01' }),
        {
          income_month: [
            wage('p1', '2024-04-15', 100),
            wage('p2', '2024-05-15', 200),
            wage('p3', '2024-06-15', 7),
          ],
          assistance_application: [applied('h2', '2024-11-10'), applied('h3', '2024-08-10')],
        },
      ),
    );
    const config = await readCountyConfig(
      join(import.meta.dirname, '..', '..', 'data-samples', 'county', 'train.yaml'),
    );
    const days: FeatureDay[] = [];
    for await (const day of computeFeatureDays({ db, config }, dates)) days.push(day);
    const source = {
      ...{ db, config },
      featureDays: async function* () {
        yield* days;
        await Promise.resolve();
      },
    };
    const asked = { dates, months: 3, horizons: [3, 6], belongs: (id: string) => id !== 'h1' };
    part = await gatherPart(source, asked, silent);
  });
  afterAll(() => {
    db.close();
  });

  it('has a row for each household of each date that belongs', () => {
    expect(part.rows.nRows).toBe(4);
    expect(part.rows.statics.nRows).toBe(4);
  });

  it('tells by which horizon the event came', () => {
    expect([...part.histories.happened]).toEqual([1, 1, 1, 1]);
    expect([...part.histories.months]).toEqual([6, 3, 6, 3]);
  });

  it('keeps each household beside its own months', () => {
    const { values, mask, channels, months } = part.rows;
    const income = (row: number): (number | '-')[] =>
      Array.from({ length: months }, (_, month) => {
        const place = (row * months + month) * channels.length + channels.indexOf('income_all');
        return mask[place] === 1 ? values[place]! : '-';
      });

    expect([0, 1, 2, 3].map(income)).toEqual([
      ['-', 0, 200],
      ['-', 0, 0],
      [0, 200, 0],
      [0, 0, 7],
    ]);
  });
});

describe('the share of households looked at', () => {
  it('is the same households every time, and about so many', () => {
    const ids = Array.from({ length: 2000 }, (_, i) => `h${i}`);
    const taken = ids.filter(sampleOf('1', 0.25));

    expect(Math.abs(taken.length - 500)).toBeLessThan(80);
    expect(ids.filter(sampleOf('1', 0.25))).toEqual(taken);
    expect(ids.filter(sampleOf('1', 0.5))).toEqual(expect.arrayContaining(taken));
    expect(ids.filter(sampleOf('1', 1))).toHaveLength(2000);
  });
});
