/**
 * What the model is compared with on the same test rows: each family alone and rules of one line.
 */
import { calibrate, chooseCalibrator } from '../../models/calibration/calibrator.ts';
import { boostingDefaults } from '../../models/boosting/options.ts';
import { gbdt } from '../../models/boosting/model.ts';
import { forestDefaults } from '../../models/forest/fit.ts';
import { forest } from '../../models/forest/model.ts';
import { slowForest, slowForestDefaults } from '../../models/forest/reference.ts';
import { logit } from '../../models/link.ts';
import { scorecardDefaults } from '../../models/scorecard/fit.ts';
import { scorecard } from '../../models/scorecard/model.ts';
import { auc } from '../../eval/index.ts';
import type { Candidate as ReportCandidate, Words } from '../../eval/index.ts';

export type { ReportCandidate };
import type { Matrix } from '../../src/core/matrix.ts';
import type { Progress } from '../../src/core/progress.ts';
import { seededRng, type Rng } from '../../src/core/rng.ts';
import { panelWording } from '../../features/index.ts';
import type { PanelData } from './dataset.ts';

const RELATIVE_INCOME = 'income__relative_to_median_ratio';
/** Rounds of the lone booster: about where early stopping ends on this panel. */
const LONE_ROUNDS = 100;

interface Rival {
  readonly id: string;
  readonly title: Words;
  readonly fit: (rng: Rng) => (X: Matrix) => Float64Array;
}

/** Rankings of the test rows by rules and by single families, each calibrated like the model. */
export function compareOnTest(data: PanelData, seed: string, progress: Progress): ReportCandidate[] {
  const all = rivals(data);
  const models = all.map((rival, i): ReportCandidate => {
    progress('比较 / comparing', i, all.length);
    const predict = rival.fit(seededRng(`${seed}/${rival.id}`));
    const calibrated = calibrateRival(predict, data);
    return { id: rival.id, title: rival.title, kind: 'model', is_probability: true, p: calibrated };
  });
  progress('比较 / comparing', all.length, all.length);
  return [...models, ...rules(data)];
}

function rivals({ train: { X, y } }: PanelData): Rival[] {
  return [
    {
      id: 'gbdt',
      title: { zh: '梯度提升树', en: 'gradient-boosted trees' },
      fit: (rng) => {
        const fitted = gbdt.fit(X, y, { ...boostingDefaults, rounds: LONE_ROUNDS }, rng);
        return (rows) => gbdt.predict(fitted, rows);
      },
    },
    {
      id: 'forest',
      title: { zh: '随机森林', en: 'random forest' },
      fit: (rng) => {
        const fitted = forest.fit(X, y, { ...forestDefaults, trees: 100 }, rng);
        return (rows) => forest.predict(fitted, rows);
      },
    },
    {
      id: 'scorecard',
      title: { zh: '评分卡', en: 'scorecard' },
      fit: (rng) => {
        const fitted = scorecard.fit(X, y, scorecardDefaults, rng);
        return (rows) => scorecard.predict(fitted, rows);
      },
    },
    {
      id: 'ml-random-forest',
      title: { zh: 'ml-random-forest（1,000 行）', en: 'ml-random-forest (1,000 rows)' },
      fit: (rng) => {
        const fitted = slowForest.fit(X, y, slowForestDefaults, rng);
        return (rows) => slowForest.predict(fitted, rows);
      },
    },
  ];
}

function calibrateRival(
  predict: (X: Matrix) => Float64Array,
  { calibrate: later, test }: PanelData,
): Float64Array {
  const { calibrator } = chooseCalibrator(predict(later.X).map(logit), later.y, later.groups);
  return predict(test.X).map((p) => calibrate(calibrator, logit(p)));
}

/** The practice of ranking by income, and the best single column found on the training rows. */
function rules(data: PanelData): ReportCandidate[] {
  const best = bestColumn(data);
  return [
    {
      id: 'naive',
      title: { zh: '按相对收入由低到高', en: 'lowest relative income first' },
      kind: 'baseline',
      is_probability: false,
      p: ranked(data.test.X, { name: RELATIVE_INCOME, sign: -1 }),
    },
    {
      id: 'best-single',
      title: {
        zh: `最佳单项：${panelWording.featureTitle(best.name).zh}`,
        en: `best single feature: ${panelWording.featureTitle(best.name).en}`,
      },
      kind: 'baseline',
      is_probability: false,
      p: ranked(data.test.X, best),
    },
  ];
}

interface SignedColumn {
  readonly name: string;
  readonly sign: 1 | -1;
}

function bestColumn({ train: { X, y } }: PanelData): SignedColumn {
  let best: SignedColumn = { name: RELATIVE_INCOME, sign: -1 };
  let bestAuc = 0;
  for (const name of X.names) {
    for (const sign of [1, -1] as const) {
      const reached = auc(y, ranked(X, { name, sign }));
      if (reached > bestAuc) {
        bestAuc = reached;
        best = { name, sign };
      }
    }
  }
  return best;
}

/** A column as a ranking; a missing value stands at the column's mean. */
function ranked(X: Matrix, { name, sign }: SignedColumn): Float64Array {
  const column = X.columns[X.names.indexOf(name)]!;
  const present = column.filter((value) => !Number.isNaN(value));
  const mean = present.reduce((sum, value) => sum + value, 0) / Math.max(1, present.length);
  return column.map((value) => sign * (Number.isNaN(value) ? mean : value));
}
