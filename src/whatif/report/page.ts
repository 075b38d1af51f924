/**
 * The comparison as one page that works offline and prints.
 */
import { STYLE } from '../../io/page/style.ts';
import { both, escapeHtml, whole, type Words } from '../../io/page/text.ts';
import type { BudgetCurve } from '../budget.ts';
import type { Comparison } from '../compare.ts';
import { yuan } from './cells.ts';
import { curvePicture, decilePicture } from './pictures.ts';
import { groupTable, itemTable, povertyTable, riskTable, takeUpTable } from './tables.ts';
import type { WhatifReport } from './types.ts';

/** The page. */
export function renderWhatif(report: WhatifReport): string {
  const { scenario, comparison, origin } = report;
  const { items, cost } = comparison;
  const title = scenario.title;
  return `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>${escapeHtml(title.zh)}</title>
<style>${STYLE}</style></head><body><main>
<h1>${both(title)}</h1>${scenario.note ? `<p>${both(scenario.note)}</p>` : ''}
<p>${both({
    zh: `${whole(comparison.households)} 户、${whole(comparison.persons)} 人。应得救助的家庭由 ${whole(comparison.reach.before)} 户变为 ${whole(comparison.reach.after)} 户；如全部领取，每月支出由 ${yuan(cost.before)} 元变为 ${yuan(cost.after)} 元。`,
    en: `${whole(comparison.households)} households, ${whole(comparison.persons)} persons. Entitled: ${whole(comparison.reach.before)} before, ${whole(comparison.reach.after)} after; if all is taken up, a month costs ${yuan(cost.before)} before and ${yuan(cost.after)} yuan after.`,
  })}</p>
${unchangedNote(report)}<p>${both({
    zh: `口径：收入只计部门登记的部分，未登记的务农、零工收入不在内，应得户数因此偏高；未核对的存款${scenario.unverified_savings === 'within_limits' ? '按未超限计' : '按未知计'}；只计每月、每年固定发放的现金，不计酌情上限和服务。`,
    en: `How counted: recorded income only, so that more households look entitled than are; savings nobody verified ${scenario.unverified_savings === 'within_limits' ? 'count as within the limits' : 'leave a household undecided'}; money paid every month or year only, no ceilings within which an officer decides.`,
  })}</p>
${section('谁得谁失', 'Who gains, who loses', decilePicture(comparison.deciles) + groupTable(comparison.deciles, '十分组（1 最穷）', 'tenth of persons, 1 the poorest'))}
${section('全部领取与现有领取率', 'If all take it up, and as many as now', takeUpTable(comparison))}
${section('各项救助', 'Item by item', itemTable(items))}
${comparison.risk ? section('预计会陷入困难的家庭', 'Households predicted to fall', riskTable(comparison.risk)) : ''}
${section('家庭预算与陡坡', 'A household’s budget and its cliffs', curvePicture(report.curves) + cliffText(report))}
${section('贫困与不平等', 'Poverty and inequality', povertyTable(comparison))}
${section('各乡镇', 'By township', groupTable(comparison.areas, '乡镇代码', 'township'))}
${hasHidden(comparison) ? `<p>${both({ zh: '* 户数过少，为保护隐私不列出；由合计可推出的也不列出。', en: '* too few households to be told, or what would give their number away.' })}</p>` : ''}
${section('情景与依据', 'The scenario and what it stands on', `<pre>${escapeHtml(JSON.stringify({ scenario, ...origin }, null, 2))}</pre>`)}
</main></body></html>\n`;
}

/** A value that is the law already changes nothing: better said than wondered at. */
function unchangedNote({ unchanged }: WhatifReport): string {
  if (unchanged.length === 0) return '';
  const names = (language: keyof Words): string => unchanged.map((title) => title[language]).join('、');
  return `<p><strong>${both({
    zh: `与现行规定相同、没有改动的参数：${names('zh')}。`,
    en: `Already the law, so nothing changes: ${names('en')}.`,
  })}</strong></p>`;
}

function hasHidden({ deciles, areas, items }: Comparison): boolean {
  const cells = [...deciles, ...areas].flatMap((one) => [one.winners, one.losers, one.change]);
  return [...cells, ...items.flatMap((one) => [one.costBefore, one.costAfter])].includes(null);
}

function section(zh: string, en: string, body: string): string {
  return `<section><h2>${both({ zh, en })}</h2>${body}</section>`;
}

function cliffText({ family, curves: { before, after } }: WhatifReport): string {
  const largest = ({ cliffs }: BudgetCurve): { zh: string; en: string } => {
    const [deepest] = [...cliffs].sort((a, b) => b.depth - a.depth);
    if (!deepest) return { zh: '没有陡坡', en: 'no cliff' };
    return {
      zh: `最大陡坡：月工资 ${yuan(deepest.wage)} 元处再多挣 20 元，每月少 ${yuan(deepest.depth)} 元`,
      en: `largest cliff: 20 yuan more at a wage of ${yuan(deepest.wage)} leave ${yuan(deepest.depth)} less`,
    };
  };
  const [one, two] = [largest(before), largest(after)];
  return `<p>${both({ zh: `标准家庭：${family.title.zh}，一人工作，只计每月、每年发放的现金。现行${one.zh}；情景${two.zh}。`, en: `Standard family: ${family.title.en}, one works; money paid every month or year only. Before: ${one.en}; after: ${two.en}.` })}</p>`;
}
