/**
 * An audit as sections of a page: who is missed first, every other metric after.
 */
import type { Block, Cell, Section } from '../../src/io/page/document.ts';
import { percent, whole, type Words } from '../../src/io/page/text.ts';
import type { MitigationStep } from './mitigate.ts';
import {
  fairnessMetrics,
  type FairnessColumn,
  type FairnessReport,
  type Rate,
  type RecallVerdict,
} from './types.ts';

/** Sections of the audit. */
export function fairnessSections(report: FairnessReport): Section[] {
  const plain = report.columns.filter(({ crossed }) => !crossed);
  const crossed = report.columns.filter((column) => column.crossed);
  return [
    {
      title: { zh: '谁被漏掉：分组召回率', en: 'Who is missed: recall by group' },
      blocks: [{ kind: 'text', words: howToRead(report) }],
    },
    ...plain.map((column) => recallSection(column, report)),
    ...(crossed.length > 0 ? [crossedSection(crossed, report)] : []),
    {
      title: { zh: '分组指标全表', en: 'Every group metric' },
      blocks: [{ kind: 'text', words: metricWords }, ...plain.map(metricTable)],
    },
  ];
}

function howToRead({ rules, overall, listed, rows }: FairnessReport): Words {
  const margin = percent(rules.margin, 0);
  return {
    zh: `名单占 ${percent(listed / rows)} 的户次，找到全部目标家庭的 ${share(overall.tpr).zh}。救助名额少于需要时，首先看召回率：哪一组的困难家庭更容易被漏掉。每组与其余家庭相比；${rules.tests} 个检验合用 Holm 校正，若名单对各组一视同仁，整页出现任何一处误报的概率不超过 ${percent(rules.alpha, 0)}。“相近”指差异的 95% 区间整个落在 ±${margin} 之内；“不能判断”不等于公平；“样本不足”指有效户数少于 ${rules.least_effective_n} 或区间宽于 ${percent(rules.widest_interval, 0)}。`,
    en: `The list holds ${percent(listed / rows)} of the rows and finds ${share(overall.tpr).en} of all target households. Where help is scarcer than need, recall comes first: whose needy are missed. Each group is compared with all other households; the ${rules.tests} tests are Holm-adjusted: were the list even-handed, the chance of any false accusation on this page is at most ${percent(rules.alpha, 0)}. "Similar" means that the whole 95 % interval of the difference lies within ±${margin}; "cannot tell" is not "fair"; "not estimable": fewer than ${rules.least_effective_n} effective rows, or an interval wider than ${percent(rules.widest_interval, 0)}.`,
  };
}

const recallHead: readonly Words[] = [
  { zh: '组别', en: 'group' },
  { zh: '户次', en: 'rows' },
  { zh: '目标', en: 'targets' },
  { zh: '上名单比例', en: 'listed' },
  { zh: '召回率（95% 区间）', en: 'recall' },
  { zh: '与其余家庭之差', en: 'difference' },
  { zh: '校正后 p', en: 'adjusted p' },
  { zh: '结论', en: 'finding' },
  { zh: '漏掉', en: 'missed' },
];

function recallSection({ title, groups }: FairnessColumn, report: FairnessReport): Section {
  return { title, level: 3, blocks: [recallTable(groups, report)] };
}

function recallTable(groups: FairnessColumn['groups'], { overall }: FairnessReport): Block {
  return {
    kind: 'table',
    head: recallHead,
    rows: groups.map((group): Cell[] => [
      group.name,
      whole(group.rows),
      whole(group.positives),
      share(group.rates.pprev),
      share(group.rates.tpr),
      gapCell(group.recall.difference, group.recall.low, group.recall.high),
      group.recall.p_adjusted === null ? '–' : pText(group.recall.p_adjusted),
      verdicts[group.recall.verdict],
      whole(group.missed),
    ]),
    note: {
      zh: `全体召回率 ${share(overall.tpr).zh}`,
      en: `recall of all ${share(overall.tpr).en}`,
    },
  };
}

/** Crossings that are listed at most: a page is read to its end only when it has one. */
const MOST_LISTED = 20;

/** Of the crossings those missed more, worst first, and how many cells nobody can judge. */
function crossedSection(columns: readonly FairnessColumn[], report: FairnessReport): Section {
  const cells = columns.flatMap(({ groups }) => groups);
  const count = (verdict: RecallVerdict): number =>
    cells.filter(({ recall }) => recall.verdict === verdict).length;
  const [unknown, more, less] = [count('not_estimable'), count('missed_more'), count('missed_less')];
  const worst = cells.filter(({ recall }) => recall.verdict === 'missed_more');
  worst.sort((a, b) => a.recall.difference! - b.recall.difference!);
  const listed = worst.slice(0, MOST_LISTED);
  const which: Words =
    more > listed.length
      ? { zh: `；下面是漏得最多的 ${listed.length} 个`, en: `; the ${listed.length} worst are listed below` }
      : { zh: more > 0 ? '，列在下面' : '', en: more > 0 ? ', listed below' : '' };
  const summary: Words = {
    zh: `两两交叉共 ${cells.length} 个小组：${unknown} 个样本不足；与其余家庭有显著差异的，${less} 个较少被漏掉，${more} 个更易被漏掉${which.zh}。`,
    en: `Every two columns crossed: ${cells.length} cells; ${unknown} not estimable; significantly different from all other households: ${less} missed less, ${more} missed more${which.en}.`,
  };
  return {
    title: { zh: '交叉分组', en: 'Intersections' },
    level: 3,
    blocks: [{ kind: 'text', words: summary }, ...(more > 0 ? [recallTable(listed, report)] : [])],
  };
}

function metricTable({ title, groups }: FairnessColumn): Block {
  return {
    kind: 'table',
    head: [title, ...fairnessMetrics.map((name) => name.toUpperCase())],
    rows: groups.map(({ name, rates }): Cell[] => [
      name,
      ...fairnessMetrics.map((metric): Cell => share(rates[metric])),
    ]),
  };
}

const metricWords: Words = {
  zh: 'TPR 召回率，FNR 漏报率，FPR 误报率，TNR 特异度，PRECISION 精确率，FDR 误选率，FOR 未选中的漏报率，NPV 阴性预测值，PPREV 组内上名单比例，PPR 占名单比例，PREV 目标发生率，ACCURACY 准确率（名称与 Aequitas 一致）。',
  en: 'Names as in Aequitas: TPR recall, FNR missed, FPR and TNR of those without the outcome, FDR and PRECISION of the listed, FOR and NPV of the unlisted, PPREV share of the group listed, PPR share of the list, PREV base rate.',
};

/** What evening out recall by group thresholds would cost. */
export function mitigationBlocks(steps: readonly MitigationStep[]): Block[] {
  const [first] = steps;
  if (!first) return [];
  return [
    {
      kind: 'table',
      head: [
        { zh: '力度', en: 'strength' },
        ...first.groups.map(({ name }): Cell => ({ zh: `召回率：${name.zh}`, en: `recall: ${name.en}` })),
        { zh: '最大差距', en: 'widest gap' },
        { zh: '找到', en: 'found' },
        { zh: '少找到（95% 区间）', en: 'lost' },
      ],
      rows: steps.map((step): Cell[] => [
        percent(step.strength, 0),
        ...step.groups.map(({ recall }) => percent(recall)),
        percent(step.gap),
        whole(step.found),
        `${step.lost.toFixed(1)} (${step.lost_low.toFixed(1)} … ${step.lost_high.toFixed(1)})`,
      ]),
      note: {
        zh: '走访总数不变，各组用各自的分数线；分数线在另一半家庭上选定，在这一半上计量。是否采用由人决定并写明理由。',
        en: 'The same number of visits, a threshold for each group, chosen on one half of the households and measured on the other. Whether to use it is a written human decision.',
      },
    },
  ];
}

const verdicts: Readonly<Record<RecallVerdict, Words>> = {
  missed_more: { zh: '▼ 更易被漏掉', en: 'missed more' },
  missed_less: { zh: '▲ 较少被漏掉', en: 'missed less' },
  similar: { zh: '相近', en: 'similar' },
  inconclusive: { zh: '不能判断', en: 'cannot tell' },
  not_estimable: { zh: '样本不足', en: 'not estimable' },
};

function share({ value, low, high, estimable }: Rate): Words {
  if (!estimable || value === null || low === null || high === null) return verdicts.not_estimable;
  const text = `${percent(value)} (${percent(low)}–${percent(high)})`;
  return { zh: text, en: text };
}

function gapCell(difference: number | null, low: number | null, high: number | null): string {
  if (difference === null || low === null || high === null) return '–';
  const points = (value: number): string => `${value >= 0 ? '+' : ''}${(value * 100).toFixed(1)}`;
  return `${points(difference)} (${points(low)} … ${points(high)})`;
}

function pText(p: number): string {
  return p < 0.001 ? '<0.001' : p.toFixed(3);
}
