/**
 * Which model group was taken over time, by which rule, and what other rules would have cost.
 */
import { percent, type Words } from '../../../src/io/page/text.ts';
import type { SelectionRule } from '../../selection/rules.ts';
import type { RuleResult, Selection } from '../../selection/types.ts';
import { drawLines } from './lines.ts';
import { picture, row, section, table } from './parts.ts';

const metrics: Readonly<Record<Selection['metric'], Words>> = {
  recall: { zh: '走访能力内的召回率', en: 'recall at capacity' },
  precision: { zh: '走访能力内的精确率', en: 'precision at capacity' },
  auc: { zh: 'AUC', en: 'AUC' },
  average_precision: { zh: '平均精确率', en: 'average precision' },
};

/** The section; nothing when there was one split and so no choice. */
export function selectionSection(selection: Selection): string {
  if (selection.history.length < 2) return '';
  const { metric, from, groups, titles, history, taken } = selection;
  const chart = drawLines({
    id: 'selection',
    label: '各模型组随时间的表现 model groups over time',
    places: from.map((day) => day.slice(0, 7)),
    xName: '检验起始月 first test month',
    yName: `${metrics[metric].zh} ${metrics[metric].en}`,
    asPercent: metric !== 'auc',
    lines: groups.map((id, g) => ({
      name: titles[g]!.zh,
      values: history.map((values) => values[g] ?? null),
      isMain: id === taken.at(-1),
    })),
  });
  return section(
    { zh: '用哪个模型，为什么', en: 'Which model, and why' },
    reading(selection),
    picture(chart, chartReading) + ruleTable(selection),
  );
}

const chartReading: Words = {
  zh: '粗线：最后一轮采用的模型组。线在中途断掉的，是明显落后、不再训练的组。各轮样本不多，短线之间的交叉多半是偶然。',
  en: 'Heavy: the group taken in the last round. A line that ends early was clearly behind and not fitted again. Rounds are small: crossings are mostly chance.',
};

function reading(selection: Selection): Words {
  const { metric, taken, rule, rules, pruned } = selection;
  const name = titleOf(selection, taken.at(-1) ?? '');
  const regret = rules[0]?.meanRegret ?? null;
  const words = ruleWords(rule);
  const left = pruned.map(({ group }) => titleOf(selection, group).zh).join('、');
  const leftEn = pruned.map(({ group }) => titleOf(selection, group).en).join(', ');
  return {
    zh: `规则“${words.zh}”只看过去各轮的${metrics[metric].zh}，最后一轮采用：${name.zh}。若每轮都事后挑最好的组，平均只会多 ${regretText(selection, regret)}（遗憾值）。${left === '' ? '' : `早早落后而停训：${left}。`}`,
    en: `The rule “${words.en}” sees past rounds alone (${metrics[metric].en}); in the last round it took: ${name.en}. Picking the best group of each round with hindsight would have gained ${regretText(selection, regret)} on average (the regret).${leftEn === '' ? '' : ` Left out early: ${leftEn}.`}`,
  };
}

function ruleTable(selection: Selection): string {
  const heads: Words[] = [
    { zh: '选择规则', en: 'rule' },
    { zh: '平均遗憾', en: 'mean regret ↓' },
    { zh: '现在会选', en: 'takes now' },
    { zh: '各轮所选', en: 'took in each round' },
  ];
  const rows = selection.rules.map((one, i) =>
    row(
      ruleWords(one.rule),
      [regretText(selection, one.meanRegret), nameOf(selection, one.now), chosenText(selection, one)],
      i === 0,
    ),
  );
  return table(heads, rows);
}

function chosenText(selection: Selection, { chosen }: RuleResult): string {
  return chosen.map((id) => nameOf(selection, id)).join(' → ');
}

function nameOf(selection: Selection, id: string | null): string {
  return id === null ? '–' : titleOf(selection, id).zh;
}

function titleOf({ groups, titles }: Selection, id: string): Words {
  return titles[groups.indexOf(id)] ?? { zh: id, en: id };
}

function regretText({ metric }: Selection, regret: number | null): string {
  if (regret === null) return '–';
  return metric === 'auc' ? regret.toFixed(4) : percent(regret, 2);
}

/** A rule in words. */
export function ruleWords(rule: SelectionRule): Words {
  switch (rule.rule) {
    case 'best_current':
      return { zh: '上一轮最好', en: 'best in the latest round' };
    case 'best_average':
      return { zh: '历轮平均最好', en: 'best average' };
    case 'most_stable':
      return { zh: '历轮波动最小', en: 'most stable' };
    case 'most_often_near_best':
      return {
        zh: `最常与最好者相差不超过 ${rule.within}`,
        en: `most often within ${rule.within} of the best`,
      };
    case 'steady_average':
      return {
        zh: `平均减 ${rule.penalty} 倍标准差最高`,
        en: `best average less ${rule.penalty} standard deviations`,
      };
    case 'recent_average':
      return {
        zh: `近期加权平均最好（每 ${rule.half_life} 轮减半）`,
        en: `best average, halved every ${rule.half_life} rounds back`,
      };
  }
}
