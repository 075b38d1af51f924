/**
 * What each picture says, in plain words, with this report's own numbers.
 */
import { fixed, percent, whole } from '../../../src/io/page/text.ts';
import type { CandidateMeasures, ReportMeasures, SplitSpans, TimelineSpan, Words } from '../types.ts';
import { isRare } from '../charts/probability-scale.ts';
import { championMeasures } from './headline.ts';

/** The finding in one sentence: what a day of visits brings. */
export function mainFinding(measures: ReportMeasures): Words {
  const { precision, recall } = championMeasures(measures);
  const visits = Math.round(measures.n * measures.capacity);
  const found = Math.round((recall?.value ?? 0) * measures.positives);
  const random = Math.round(measures.base_rate * visits);
  const capacity = percent(measures.capacity, 0);
  return {
    zh: `在模型从未见过的 ${whole(measures.n)} 行数据上，若只能走访风险最高的 ${capacity}（${whole(visits)} 户次），会找到 ${whole(found)} 户目标家庭，占全部 ${whole(measures.positives)} 户的 ${percent(recall?.value ?? 0)}；随机走访同样多只会找到约 ${whole(random)} 户。每走访 100 户，约 ${whole((precision?.value ?? 0) * 100)} 户确为目标家庭。`,
    en: `On ${whole(measures.n)} rows the model never saw, visiting the ${capacity} at highest risk (${whole(visits)}) finds ${whole(found)} of ${whole(measures.positives)} target households (${percent(recall?.value ?? 0)}); as many random visits find about ${whole(random)}.`,
  };
}

export const timelineReading: Words = {
  zh: '深色：各阶段所站的日期（只使用该日期前已知的数据）；虚线框：其结果在之后多久才揭晓。',
  en: 'Solid: the as-of dates each stage stood on, knowing only what was known then. Dashed: the time until its outcomes were known.',
};

/** How models were made and tried, one after another. */
export function splitsReading(splits: readonly SplitSpans[]): Words {
  const apart = splits.some(({ keeps_households_apart: one }) => one);
  return {
    zh: `每一行是一次“训练、校准、检验”，从上到下、由早到晚。深色：模型学习的观察日；中色：校准概率的观察日；红色：检验的观察日。虚线：学习和校准所用的结果到哪一天才全部知道，都不晚于检验的第一天。检验结果不参与本次的任何选择。${apart ? '校准只用五分之一的家庭，这些家庭不参与任何模型的学习。' : ''}`,
    en: `Each row is one round of training, calibrating and testing, oldest first. Dark: as-of dates learnt from; middle: calibration dates; red: test dates. Dashed: until when the outcomes learnt from were known, never later than the first test date. Test rows choose nothing in their own round.${apart ? ' Calibration uses a fifth of the households; no model learns from those.' : ''}`,
  };
}

/** Said when the model learnt from outcomes that were not yet known on the first test date; else null. */
export function timelineWarning(spans: readonly TimelineSpan[]): Words | null {
  const tests = spans.filter(({ role }) => role === 'test').map(({ from }) => from);
  const testFrom = tests.sort()[0];
  const late = spans.filter(
    ({ role, labels_until }) => role !== 'test' && testFrom && labels_until > testFrom,
  );
  const until = late
    .map(({ labels_until }) => labels_until)
    .sort()
    .at(-1);
  if (testFrom === undefined || until === undefined) return null;
  return {
    zh: `训练或校准所用的结果最晚到 ${until} 才揭晓，晚于检验起点 ${testFrom}：真在 ${testFrom} 上线时还拿不到这些结果，实际成绩可能略低。`,
    en: `Outcomes used in training or calibration were known only by ${until}, after the test began on ${testFrom}: a system started that day would not have had them, and may do somewhat worse.`,
  };
}

export function rocReading(measures: ReportMeasures): Words {
  const auc = championMeasures(measures).auc?.value ?? null;
  return {
    zh: `曲线越靠左上越好，对角线等于随机。任取一户目标家庭和一户非目标家庭，模型把前者排在前面的机会是 ${auc === null ? '–' : percent(auc)}。`,
    en: `Higher and further left is better; the diagonal is chance. A random target household outranks a random other one ${auc === null ? '–' : percent(auc)} of the time.`,
  };
}

export function precisionRecallReading(measures: ReportMeasures): Words {
  return {
    zh: `向右：名单放宽，找到的更多；向下：名单里误报更多。点线是随机走访的命中率 ${percent(measures.base_rate)}。`,
    en: `Rightwards the list grows and finds more; downwards it holds more false alarms. The dotted line is random visits, ${percent(measures.base_rate)}.`,
  };
}

export function gainReading(measures: ReportMeasures): Words {
  const recall = championMeasures(measures).recall?.value ?? 0;
  return {
    zh: `竖线是走访能力。走访 ${percent(measures.capacity, 0)} 的家庭能找到 ${percent(recall)} 的目标家庭，其余 ${percent(1 - recall)} 会被漏掉。`,
    en: `The upright line is visit capacity: ${percent(measures.capacity, 0)} of visits find ${percent(recall)} of targets and miss the other ${percent(1 - recall)}.`,
  };
}

export function liftReading(measures: ReportMeasures): Words {
  const lift = championMeasures(measures).lift;
  return {
    zh: `同样的走访次数，名单命中是随机走访的几倍。走访能力处为 ${fixed(lift, 2)} 倍；全部走访时必然回到 1 倍。最左端户数很少，起伏大。`,
    en: `How many times more hits than random visits: ${fixed(lift, 2)} at capacity, necessarily 1 when everybody is visited. The far left rests on few rows.`,
  };
}

const LOGARITHMIC: Words = {
  zh: '发生得少，两轴为对数刻度：每格十倍。',
  en: 'The outcome is rare, so both axes are logarithmic: each step is ten times. ',
};

export function calibrationReading(measures: ReportMeasures): Words {
  const { ece, ece_noise, evaluation } = championMeasures(measures);
  const chance = verdict(ece, ece_noise);
  const groups = measures.calibration.length;
  const scale = isRare(measures.base_rate) ? LOGARITHMIC : { zh: '', en: '' };
  return {
    zh: `把家庭按预测概率从低到高分成 ${groups} 个等量的组。${scale.zh}点落在虚线上：说“20%”的家庭里确有 20% 发生；点在虚线之上说明低估，之下说明高估。竖线是每组的 95% 区间，下方是各概率的户数。平均差距（ECE）${fixed(ece, 3)}，${chance.zh}。校准斜率 ${fixed(evaluation?.calibration_slope ?? null, 2)}（理想为 1，小于 1 表示概率过于极端）。`,
    en: `Rows in ${groups} groups of equal size by predicted probability. ${scale.en}On the dashed line, “20%” comes true 20% of the time; above it the model says too little, below too much. ECE ${fixed(ece, 3)}: ${chance.en}. Calibration slope ${fixed(evaluation?.calibration_slope ?? null, 2)} (1 is ideal, below 1 too extreme).`,
  };
}

export const importanceReading: Words = {
  zh: '条越长，该项信息对风险高低的影响越大。这是模型用到的线索，不是致贫的原因，也不能据此认定或取消任何待遇。',
  en: 'A longer bar moved scores more. These are clues the model used, not causes, and no ground for granting or ending aid.',
};

export const groupsReading: Words = {
  zh: '同一张名单，各组的目标家庭有多少被找到？“低于全体”表示该组有需要的家庭更容易被漏掉：95% 区间（Wilson）整个在全体召回率之下。组数较多时，偶有一组低于全体也可能出于偶然。少于 30 行或只有一类结果的组不作评价。',
  en: 'On the one common list, how many of each group’s targets are found? “Below” means its whole 95% Wilson interval lies under the recall of all; among many groups one may do so by chance. Groups under 30 rows or of one class are not judged.',
};

function verdict(ece: number | null, noise: CandidateMeasures['ece_noise']): Words {
  if (ece === null || !noise) return { zh: '未估计抽样误差', en: 'its noise was not estimated' };
  const zh = `即使概率完全准确，仅因抽样也会有约 ${fixed(noise.mean, 3)}（95% 情况下不超过 ${fixed(noise.p95, 3)}）`;
  const en = `exact probabilities would show about ${fixed(noise.mean, 3)} by chance (95%: at most ${fixed(noise.p95, 3)})`;
  return ece <= noise.p95
    ? { zh: `${zh}，未见超出偶然的偏差`, en: `${en}, so no more than chance` }
    : { zh: `${zh}，偏差已超出偶然`, en: `${en}, so more than chance` };
}
