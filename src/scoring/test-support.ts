/**
 * A small household model of every family, really fitted, for tests.
 */
import { boostingDefaults } from '../../models/boosting/options.ts';
import { gbdt } from '../../models/boosting/model.ts';
import { chooseCalibrator } from '../../models/calibration/calibrator.ts';
import { fitVennAbers } from '../../models/calibration/venn-abers.ts';
import { forestDefaults } from '../../models/forest/fit.ts';
import { forest } from '../../models/forest/model.ts';
import { scorecardDefaults } from '../../models/scorecard/fit.ts';
import { scorecard } from '../../models/scorecard/model.ts';
import { fitStack, singleLogOdds, stackLogOdds } from '../../models/stack/model.ts';
import { matrix, type Matrix } from '../core/matrix.ts';
import { normal, seededRng } from '../core/rng.ts';
import type { HouseholdModel } from './household-bundle.ts';

/** Features of the panel that the model knows. */
export const features = [
  'income__per_capita_month_fen',
  'household__size_members',
  'source__pension_flag',
] as const;

/** Households: income that matters and is sometimes missing, members, and a flag that does not matter. */
export function householdsOf(count: number, seed: string): { X: Matrix; y: Uint8Array } {
  const rng = seededRng(seed);
  const income = Float64Array.from({ length: count }, () => Math.round(2e5 * Math.exp(normal(rng) / 2)));
  const members = Float64Array.from({ length: count }, () => 1 + rng.int(6));
  const pension = Float64Array.from({ length: count }, () => rng.int(2));
  const y = Uint8Array.from(income, (fen, i) =>
    Number(rng.next() < 1 / (1 + Math.exp((fen - 4e4 * (members[i] ?? 0)) / 5e4))),
  );
  const seen = income.map((fen) => (rng.next() < 0.1 ? Number.NaN : fen));
  return { X: matrix(features, [seen, members, pension]), y };
}

/** Trees, a forest and a scorecard, blended and calibrated on other households. */
export function householdModel(): HouseholdModel {
  const { X, y } = householdsOf(400, 'train');
  const members = [
    gbdt.fit(X, y, { ...boostingDefaults, rounds: 4 }, seededRng(1)),
    forest.fit(X, y, { ...forestDefaults, trees: 5 }, seededRng(2)),
    scorecard.fit(X, y, scorecardDefaults, seededRng(3)),
  ];
  const later = householdsOf(300, 'calibrate');
  const stack = fitStack(
    members,
    members.map((model) => singleLogOdds(model, later.X)),
    later.y,
  );
  const logOdds = stackLogOdds(stack, later.X);
  return {
    kind: 'household',
    catalogue: 'panel',
    label: { zh: '试验', en: 'test' },
    stack,
    calibrator: chooseCalibrator(logOdds, later.y, [...later.y.keys()]).calibrator,
    interval: fitVennAbers(logOdds, later.y),
    bandThresholds: { red: 0.7, orange: 0.5, yellow: 0.3 },
    trainedOn: ['2012-12-31'],
    calibratedOn: ['2013-03-31'],
    testedOn: ['2013-06-30'],
    metrics: { auc: 0.8 },
  };
}
