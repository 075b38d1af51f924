import { describe, expect, it } from 'vitest';
import { countyFeatures } from '../../features/county/index.ts';
import { gbdt } from '../../models/boosting/model.ts';
import { boostingDefaults } from '../../models/boosting/options.ts';
import { matrix, matrixFromRows, takeRows, type Matrix } from '../core/matrix.ts';
import { seededRng } from '../core/rng.ts';
import { bands } from './bands.ts';
import { countyDerived } from './county-derived.ts';
import { levers, movableOf } from './levers.ts';
import { scorerOf } from './load.ts';
import { householdModel } from './test-support.ts';
import { derivedOf, whatWouldLower } from './what-if.ts';

const law = { dibao_standard_year: 1_000_000, disposable_income_per_capita: 4_000_000 };

/** A day of households of two: every feature 1 but income and medical costs. */
function dayOf(income: readonly number[], borne: readonly number[]): { matrix: Matrix } {
  const columns = countyFeatures.map(({ name }) => {
    if (name === 'income__all_sum_12m_fen') return Float64Array.from(income);
    if (name.startsWith('medical__borne_sum')) return Float64Array.from(borne);
    return new Float64Array(income.length).fill(name === 'household__size_members' ? 2 : 1);
  });
  return {
    matrix: matrix(
      countyFeatures.map(({ name }) => name),
      columns,
    ),
  };
}

describe('what follows from other features', () => {
  const { features, complete } = countyDerived(dayOf([6_000_000], [1_200_000]), law);
  const names = [
    'medical__borne_sum_12m_fen',
    'medical__borne_to_income_12m_ratio',
    'medical__borne_12m_fen_per_member',
    'medical__catastrophic_10_percent_flag',
    'medical__catastrophic_discretionary_flag',
  ];

  it('is computed from the rows tried and, for what they lack, from the household', () => {
    const rows = [
      [1_200_000, 9, 9, 9, 9],
      [600_000, 9, 9, 9, 9],
      [3_000_000, 9, 9, 9, 9],
    ];

    const { columns } = complete(0, matrixFromRows(names, rows));

    expect(columns.map((column) => [...column])).toEqual([
      [1_200_000, 600_000, 3_000_000],
      [0.2, 0.1, 0.5],
      [600_000, 300_000, 1_500_000],
      [1, 0, 1],
      // 40 % of what is left above the standard of two: 1,600,000.
      [0, 0, 1],
    ]);
    expect(features).toContain('medical__borne_to_income_12m_ratio');
    expect(features).not.toContain('medical__borne_sum_12m_fen');
  });
});

describe('levers', () => {
  it('are measured features that models see, and no part of one is another', () => {
    const measured = new Set(
      countyFeatures
        .filter(({ kind, role }) => kind !== 'derived' && role === 'feature')
        .map(({ name }) => name),
    );
    const named = levers.county.flatMap(({ feature, alongside = [] }) => [feature, ...alongside]);

    expect(named.filter((name) => !measured.has(name))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
  });

  it('go with the direction in which risk falls, never against the catalogue', () => {
    const directionOf = new Map(countyFeatures.map(({ name, direction }) => [name, direction]));
    for (const { feature, direction } of levers.county) {
      const risk = directionOf.get(feature);
      if (risk !== 'either') expect(risk, feature).toBe(direction === 'down' ? 'rises' : 'falls');
    }
  });

  it('end at twice the value, or one step up, or at nothing; unknown ones are left out', () => {
    const movable = movableOf(
      levers.county,
      ['income__all_sum_12m_fen', 'work__unemployed_now_members'],
      [500, 2],
    );

    expect(movable).toEqual([
      {
        feature: 'income__all_sum_12m_fen',
        direction: 'up',
        low: 0,
        high: 10_500,
        step: 10_000,
        alongside: [],
      },
      { feature: 'work__unemployed_now_members', direction: 'down', low: 0, high: 2, step: 1 },
    ]);
  });
});

describe('what would lower a band', () => {
  const names = [
    'medical__borne_sum_12m_fen',
    'medical__borne_to_income_12m_ratio',
    'household__size_members',
  ];
  const rng = seededRng('burden');
  const income = Array.from({ length: 600 }, () => 2_000_000 + rng.int(6_000_000));
  const borne = income.map(() => rng.int(4_000_000));
  const rows = income.map((yearly, i) => [borne[i]!, borne[i]! / yearly, 2]);
  const X = matrixFromRows(names, rows);
  const y = Uint8Array.from(rows, ([, ratio]) => Number(rng.next() < Math.min(0.95, ratio!)));
  const trees = gbdt.fit(X, y, { ...boostingDefaults, rounds: 25 }, seededRng(1));
  const model = {
    ...householdModel(),
    ...{ catalogue: 'county' as const, calibrator: { kind: 'identity' as const } },
    stack: {
      family: 'stack' as const,
      format: 1 as const,
      features: names,
      intercept: 0,
      members: [{ weight: 1, model: trees }],
    },
  };
  const scorer = scorerOf('test', model);
  const derived = countyDerived(dayOf(income, borne), law);

  it('is told in sentences, each true of the model and of what follows', () => {
    let told = 0;
    for (const [i, row] of rows.entries()) {
      const [score] = scorer.score(takeRows(X, [i]), 0);
      if (score!.band === 'blue' || i % 4 > 0) continue;
      const { lowerings } = whatWouldLower(scorer, {
        row,
        band: score!.band,
        derived: derivedOf(derived, i, names),
      });
      for (const { band, probability, changes, zh, en } of lowerings) {
        told++;
        const [{ feature, to }] = changes as [(typeof changes)[number]];
        const [again] = scorer.score(matrixFromRows(names, [[to, to / income[i]!, 2]]), 0);
        expect(feature).toBe('medical__borne_sum_12m_fen');
        expect(again).toMatchObject({ band, probability });
        expect(bands.indexOf(band)).toBeGreaterThan(bands.indexOf(score!.band));
        expect(zh).toMatch(
          /^若近 12 个月个人负担医疗费由 [\d,.]+ 元降到 [\d,]+\.00 元，等级由[红橙黄]降为[橙黄蓝]。$/,
        );
        expect(en).toMatch(/ fell from [\d,.]+ to [\d,]+\.00 yuan, the band would fall from \w+ to \w+\.$/);
      }
      const reached = lowerings.map(({ band }) => bands.indexOf(band));
      expect(reached).toEqual([...new Set(reached)].sort());
    }
    expect(told).toBeGreaterThan(30);
  });

  it('is nothing for a household in the lowest band', () => {
    const whatIf = whatWouldLower(scorer, { row: [0, 0, 2], band: 'blue' });

    expect(whatIf).toEqual({ lowerings: [], isCertain: true });
  });
});
