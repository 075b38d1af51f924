/**
 * What is ranked beside each other on the same rows: the model groups, and what a bureau could do without a model.
 */
import { auc, type Words } from '../../eval/index.ts';
import { fitScorecard, scorecardDefaults } from '../../models/scorecard/fit.ts';
import { scorecardLogOdds } from '../../models/scorecard/model.ts';
import { singleLogOdds, type SingleModel, type Stack } from '../../models/stack/model.ts';
import type { IsoDate } from '../../src/core/dates.ts';
import { selectColumns, type Matrix } from '../../src/core/matrix.ts';
import { seededRng } from '../../src/core/rng.ts';
import { COMPOSITE } from '../../features/signals/evaluate.ts';
import type { TrainingRows } from './collect.ts';
import { BLEND } from './model-grid.ts';
import { blended } from './scored-days.ts';

/** What a rival sees of a date. */
export interface RivalRows {
  readonly asOf: IsoDate;
  /** The model's columns. */
  readonly X: Matrix;
  /** Every shown feature. */
  readonly all: Matrix;
  readonly households: readonly string[];
  readonly signals: ReadonlyMap<string, Uint8Array>;
}

/** A ranking: `score` gives log-odds to be calibrated when `isModel`, else any number, higher = more at risk. */
export interface Rival {
  readonly id: string;
  readonly title: Words;
  readonly kind: 'model' | 'baseline';
  readonly isModel: boolean;
  readonly score: (rows: RivalRows) => Float64Array;
}

const ORANGE = 3;
/** What the office remembers of a household's dealings with it. */
const statusColumns = [
  'aid__left_24m_count',
  'aid__refused_12m_count',
  'aid__dibian_24m_flag',
  'aid__temporary_12m_count',
] as const;

const groupTitles: Readonly<Record<string, Words>> = {
  [BLEND]: { zh: '融合模型', en: 'blend' },
  gbdt: { zh: '梯度提升树', en: 'gradient-boosted trees' },
  'gbdt-small': { zh: '小型梯度提升树', en: 'small gradient-boosted trees' },
  hazard: { zh: '多期限提升树', en: 'boosted hazard over several horizons' },
  forest: { zh: '随机森林', en: 'random forest' },
  scorecard: { zh: '评分卡', en: 'scorecard' },
};

/** A model group's name for people. */
export function groupTitle(id: string): Words {
  return groupTitles[id] ?? { zh: `模型 ${id}`, en: `model ${id}` };
}

/** A fitted model group as a ranking. */
export function modelRival(id: string, stack: Stack): Rival {
  const title = groupTitle(id);
  return {
    id,
    title,
    kind: 'model',
    isModel: true,
    score: ({ X }) => blended(stack, X.nRows, (model) => toldOnce(model, X)),
  };
}

/** What a model said of rows it was shown last: a candidate stands alone and in the blend. */
const told = new WeakMap<SingleModel, { readonly X: Matrix; readonly logOdds: Float64Array }>();

/** Keeps what a model says of the rows it will be shown next. */
export function foretell(model: SingleModel, X: Matrix, logOdds: Float64Array): void {
  told.set(model, { X, logOdds });
}

function toldOnce(model: SingleModel, X: Matrix): Float64Array {
  const last = told.get(model);
  if (last?.X === X) return last.logOdds;
  const logOdds = singleLogOdds(model, X);
  foretell(model, X, logOdds);
  return logOdds;
}

/** What is always shown beside the models; the base rate, which ranks nobody, is added where scores are gathered. */
export function baselines(training: TrainingRows, seed: string): Rival[] {
  return [
    demographic(training),
    bestSignal(training),
    rule(
      'single_trigger',
      { zh: '现行做法：任一橙红信号', en: 'today’s practice: any orange or red signal' },
      ({ signals, X }) => anyAtLeast(signals, X.nRows, ORANGE),
    ),
    rule(
      'last_status',
      { zh: '既往记录：退出、被拒、低边、临时救助', en: 'last status: left, refused, Dibian, temporary' },
      ({ all }) => lastStatus(all),
    ),
    rule('random', { zh: '随机', en: 'random' }, ({ households, asOf }) =>
      Float64Array.from(households, (id) => seededRng(`${seed}/random/${asOf}/${id}`).next()),
    ),
  ];
}

function rule(id: string, title: Words, score: Rival['score']): Rival {
  return { id, title, kind: 'baseline', isModel: false, score };
}

/** A scorecard on who lives in the household alone. */
function demographic({ X, y }: TrainingRows): Rival {
  const names = X.names.filter((name) => name.startsWith('household__'));
  const card = fitScorecard(selectColumns(X, names), y, scorecardDefaults);
  return {
    id: 'demographic',
    title: { zh: '人口结构评分卡', en: 'scorecard of household composition' },
    kind: 'baseline',
    isModel: true,
    score: (rows) => scorecardLogOdds(card, rows.X),
  };
}

/** The signal whose level ranks the training rows best; the composite is several signals. */
function bestSignal({ signals, y }: TrainingRows): Rival {
  let best = { code: '', reached: 0 };
  for (const [code, level] of signals) {
    const reached = code === COMPOSITE ? 0 : auc(y, level);
    if (reached > best.reached) best = { code, reached };
  }
  const title = { zh: `最佳单个信号：${best.code}`, en: `best single signal: ${best.code}` };
  return rule('best_signal', title, ({ signals: levels, X }) =>
    Float64Array.from(levels.get(best.code) ?? new Uint8Array(X.nRows)),
  );
}

function anyAtLeast(signals: ReadonlyMap<string, Uint8Array>, rows: number, least: number): Float64Array {
  const any = new Float64Array(rows);
  for (const [code, level] of signals)
    if (code !== COMPOSITE) for (let i = 0; i < rows; i++) if (level[i]! >= least) any[i] = 1;
  return any;
}

function lastStatus(all: Matrix): Float64Array {
  const { columns } = selectColumns(all, statusColumns);
  const score = new Float64Array(all.nRows);
  for (const column of columns) for (let i = 0; i < score.length; i++) score[i]! += column[i]! > 0 ? 1 : 0;
  return score;
}
