import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boostingDefaults } from '../../models/boosting/options.ts';
import { fitHazard } from '../../models/boosting/hazard.ts';
import { hazardLogOddsByHorizon } from '../../models/boosting/hazard-model.ts';
import { calibrate, type Calibrator } from '../../models/calibration/calibrator.ts';
import type { Stack } from '../../models/stack/model.ts';
import { seededRng } from '../core/rng.ts';
import { readHouseholdModel, writeHouseholdModel, type HouseholdModel } from './household-bundle.ts';
import { loadScorer, scorerOf } from './load.ts';
import { scoreRows } from './score-rows.ts';
import { householdModel, householdsOf } from './test-support.ts';

const { X, y } = householdsOf(400, 'horizons');
const months = Float64Array.from(y, (label, i) => (label === 1 ? ([3, 6, 12][i % 3] ?? 12) : 12));
const options = { ...boostingDefaults, rounds: 12 };
const hazard = fitHazard(X, { months, happened: y }, [3, 6, 12], options, seededRng(1));
const later = householdsOf(300, 'later').X;

function modelAsked(asked: number, calibrators: readonly Calibrator[]): HouseholdModel {
  const stack: Stack = {
    ...{ family: 'stack', format: 1, features: X.names, intercept: 0.1 },
    members: [{ weight: 0.9, model: { ...hazard, asked } }],
  };
  const further = [3, 6, 12].filter((_, k) => k !== asked);
  const horizons = further.map((end, k) => ({
    months: end,
    calibrator: calibrators[k] ?? { kind: 'identity' as const },
  }));
  return { ...householdModel(), stack, calibrator: { kind: 'identity' }, horizons };
}

const calibrator = fc.oneof(
  fc.constant<Calibrator>({ kind: 'identity' }),
  fc.record({
    kind: fc.constant('platt' as const),
    slope: fc.double({ min: 0, max: 3, noNaN: true }),
    intercept: fc.double({ min: -4, max: 4, noNaN: true }),
  }),
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiuzhu-horizons-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('probabilities by several horizons', () => {
  it('never fall with a longer horizon, whatever the calibrators, and keep the one asked for', () => {
    let held = 0;
    fc.assert(
      fc.property(fc.nat(2), calibrator, calibrator, (asked, one, two) => {
        const model = modelAsked(asked, [one, two]);
        const raw = hazardLogOddsByHorizon(hazard, later);
        for (const [row, { probability, horizons = [] }] of scorerOf('m', model).score(later, 0).entries()) {
          expect(horizons.map((own) => own.months)).toEqual([3, 6, 12]);
          expect(horizons[asked]?.probability).toBe(probability);
          for (const [k, own] of horizons.entries()) {
            expect(own.probability).toBeGreaterThanOrEqual(horizons[k - 1]?.probability ?? 0);
            const further = model.horizons?.find((it) => it.months === own.months);
            if (further && own.probability !== calibrate(further.calibrator, raw[k]![row]!)) held++;
          }
        }
      }),
      { seed: 7, numRuns: 30 },
    );
    // The calibrators did cross: else nothing was held.
    expect(held).toBeGreaterThan(100);
  });

  it('are the same for many rows on several threads as one by one', async () => {
    const many = householdsOf(17_000, 'many').X;
    const model = modelAsked(1, []);
    const rows = [...Array(many.nRows).keys()];

    const { byHorizon } = await scoreRows({
      ...{
        model,
        matrix: many,
        rows,
        topReasons: 0,
        threads: 2,
        rowsAThread: 8192,
        progress: () => undefined,
      },
    });

    const alone = scorerOf('m', model).score(many, 0);
    expect(Array.from(byHorizon)).toEqual(
      alone.flatMap(({ horizons = [] }) => horizons.map(({ probability }) => probability)),
    );
  });

  it('survive being saved, and are told of the model', async () => {
    const model = modelAsked(1, [{ kind: 'platt', slope: 0.8, intercept: -0.2 }]);
    const id = await writeHouseholdModel(folder, model, {});

    const scorer = await loadScorer(join(folder, id));

    expect(scorer.info).toMatchObject({ family: 'gbdt-hazard', horizons: [3, 6, 12] });
    expect(scorer.score(later, 3)).toEqual(scorerOf(id, model).score(later, 3));
  });

  it.each<[string, (model: HouseholdModel) => HouseholdModel]>([
    ['of a stack that knows one', (model) => ({ ...householdModel(), horizons: model.horizons })],
    [
      'that its model does not know',
      (model) => ({ ...model, horizons: [{ months: 9, calibrator: { kind: 'identity' } }] }),
    ],
    [
      'that is the one asked for',
      (model) => ({ ...model, horizons: [{ months: 6, calibrator: { kind: 'identity' } }] }),
    ],
    ['that do not rise', (model) => ({ ...model, horizons: model.horizons?.toReversed() })],
    [
      'asked for beyond those it has',
      (model) => ({
        ...model,
        stack: { ...model.stack, members: [{ weight: 1, model: { ...hazard, asked: 3 } }] },
      }),
    ],
  ])('are refused in a bundle: horizons %s', async (_, damaged) => {
    const id = await writeHouseholdModel(folder, damaged(modelAsked(1, [])), {});

    await expect(readHouseholdModel(join(folder, id))).rejects.toMatchObject({ code: 'JZ_MODEL_INVALID' });
  });
});
