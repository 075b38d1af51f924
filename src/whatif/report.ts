/**
 * The comparison as one page that works offline and prints, and as tables.
 */
import { ALERT, BARS, CHAMPION, drawSvg, INK, RULE, SOFT } from '../io/page/draw.ts';
import { STYLE } from '../io/page/style.ts';
import { both, escapeHtml, percent, whole } from '../io/page/text.ts';
import type { BudgetCurve } from './budget.ts';
import type { Comparison, ItemChange } from './compare.ts';
import type { Cell, GroupChange } from './groups.ts';
import type { Outcome } from './outcome.ts';
import type { RiskChange } from './risk.ts';
import type { Scenario } from './scenario.ts';
import type { StandardFamily } from './standard-families.ts';

/** What the page shows. */
export interface WhatifReport {
  readonly scenario: Scenario;
  readonly comparison: Comparison;
  /** Whose budget is drawn. */
  readonly family: StandardFamily;
  readonly curves: { readonly before: BudgetCurve; readonly after: BudgetCurve };
  /** As-of date, region, generation, hashes: what the figures stand on. */
  readonly origin: Readonly<Record<string, string>>;
}

const yuan = (fen: Cell): string => (fen === null ? hidden : whole(Math.round(fen / 100)));
const counted = (cell: Cell): string => (cell === null ? hidden : whole(cell));
/** In place of what would tell of too few households. */
const hidden = '*';

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
<p>${both({
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

/** CSV tables by file name. */
export function tablesOf({ comparison, curves }: WhatifReport): Readonly<Record<string, string>> {
  const { items, deciles, areas, taken } = comparison;
  const groups = (list: readonly GroupChange[]): string =>
    csv(
      ['group', 'households', 'winners', 'losers', 'change_fen_month'],
      list.map((one) => [one.group, one.households, one.winners, one.losers, rounded(one.change)]),
    );
  return {
    'items.csv': csv(
      [
        'item',
        'households_before',
        'households_after',
        'cost_before_fen_month',
        'cost_after_fen_month',
        'take_up',
      ],
      items.map((one) => [
        one.item,
        one.householdsBefore,
        one.householdsAfter,
        rounded(one.costBefore),
        rounded(one.costAfter),
        one.takeUp,
      ]),
    ),
    'deciles.csv': groups(deciles),
    'areas.csv': groups(areas),
    'deciles-taken.csv': groups(taken.deciles),
    'areas-taken.csv': groups(taken.areas),
    'budget.csv': csv(
      ['wage_fen_month', 'net_before_fen_month', 'net_after_fen_month'],
      Array.from(curves.before.wage, (wage, i) => [
        wage,
        Math.round(curves.before.net[i]!),
        Math.round(curves.after.net[i]!),
      ]),
    ),
  };
}

/** A cell that is not told stays empty. */
function csv(header: readonly string[], rows: readonly (readonly (string | Cell)[])[]): string {
  return `${[header, ...rows].map((row) => row.map((cell) => cell ?? '').join(',')).join('\n')}\n`;
}

function rounded(cell: Cell): Cell {
  return cell === null ? null : Math.round(cell);
}

function hasHidden({ deciles, areas, items }: Comparison): boolean {
  const cells = [...deciles, ...areas].flatMap((one) => [one.winners, one.losers, one.change]);
  return [...cells, ...items.flatMap((one) => [one.costBefore, one.costAfter])].includes(null);
}

function section(zh: string, en: string, body: string): string {
  return `<section><h2>${both({ zh, en })}</h2>${body}</section>`;
}

function takeUpTable({ taken, ...full }: Comparison): string {
  const rows: [zh: string, en: string, of: (side: Outcome, when: 'before' | 'after') => string][] = [
    ['领取救助的家庭', 'households that receive something', ({ reach }, when) => whole(reach[when])],
    ['每月支出（元）', 'a month, yuan', ({ cost }, when) => yuan(cost[when])],
    ['每年支出（元）', 'a year, yuan', ({ cost }, when) => yuan(12 * cost[when])],
    [
      '低于低保标准的人口',
      'persons below the Dibao standard',
      ({ poverty }, when) => percent(poverty[when].fgt0),
    ],
    ['贫困深度', 'poverty gap', ({ poverty }, when) => percent(poverty[when].fgt1, 2)],
  ];
  const cells = ({ of }: { of: (side: Outcome, when: 'before' | 'after') => string }): string =>
    [full, taken]
      .flatMap((side) => [of(side, 'before'), of(side, 'after')].map((cell) => `<td>${cell}</td>`))
      .join('');
  const heads: [string, string][] = [
    ['', ''],
    ['全部领取：现行', 'all take it up: before'],
    ['全部领取：情景', 'all: after'],
    ['现有领取率：现行', 'take-up as now: before'],
    ['现有领取率：情景', 'as now: after'],
  ];
  const body = rows.map(([zh, en, of]) => `<tr><td>${both({ zh, en })}</td>${cells({ of })}</tr>`).join('');
  return `<table><thead><tr>${heads.map(([zh, en]) => `<th>${zh && both({ zh, en })}</th>`).join('')}</tr></thead><tbody>${body}</tbody></table><p>${both({ zh: '现有领取率：已享受者在符合条件期间继续享受；新符合条件者按该事项现有的领取比例领取。', en: 'Take-up as now: who holds an item keeps it while entitled; of the newly entitled as large a share takes it as holds it now.' })}</p>`;
}

const bandWords: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  red: { zh: '红', en: 'red' },
  orange: { zh: '橙', en: 'orange' },
  yellow: { zh: '黄', en: 'yellow' },
  blue: { zh: '蓝', en: 'blue' },
};

function riskTable(risk: readonly RiskChange[]): string {
  const rows = risk.map(
    (one) =>
      `<tr><td>${both(bandWords[one.group] ?? { zh: one.group, en: one.group })}</td><td>${counted(one.households)}</td><td>${counted(one.holdingNow)}</td><td>${counted(one.entitledBefore)}</td><td>${counted(one.entitledAfter)}</td></tr>`,
  );
  return `<table><thead><tr><th>${both({ zh: '预警等级', en: 'band' })}</th><th>${both({ zh: '户数', en: 'households' })}</th><th>${both({ zh: '现享任一救助', en: 'hold something now' })}</th><th>${both({ zh: '现行应得户数', en: 'entitled before' })}</th><th>${both({ zh: '情景应得户数', en: 'entitled after' })}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function itemTable(items: readonly ItemChange[]): string {
  const rows = items
    .filter((item) => item.householdsBefore !== 0 || item.householdsAfter !== 0)
    .map(
      (item) =>
        `<tr><td>${both(item.title)}</td><td>${counted(item.householdsBefore)}</td><td>${counted(item.householdsAfter)}</td><td>${yuan(item.costBefore)}</td><td>${yuan(item.costAfter)}</td><td>${item.takeUp === null ? '–' : percent(item.takeUp)}</td></tr>`,
    );
  return `<table><thead><tr><th>${both({ zh: '事项', en: 'item' })}</th><th>${both({ zh: '现行户数', en: 'households before' })}</th><th>${both({ zh: '情景户数', en: 'after' })}</th><th>${both({ zh: '现行月支出（元）', en: 'a month before, yuan' })}</th><th>${both({ zh: '情景月支出（元）', en: 'after' })}</th><th>${both({ zh: '现有领取率', en: 'take-up now' })}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function groupTable(groups: readonly GroupChange[], zh: string, en: string): string {
  const rows = groups.map(
    (one) =>
      `<tr><td>${one.group}</td><td>${counted(one.households)}</td><td>${counted(one.winners)}</td><td>${counted(one.losers)}</td><td>${yuan(one.change)}</td></tr>`,
  );
  return `<table><thead><tr><th>${both({ zh, en })}</th><th>${both({ zh: '户数', en: 'households' })}</th><th>${both({ zh: '得益', en: 'gain' })}</th><th>${both({ zh: '受损', en: 'lose' })}</th><th>${both({ zh: '每月合计变化（元）', en: 'change a month, yuan' })}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function povertyTable({ poverty: { before, after } }: Comparison): string {
  const rows = [
    [
      '低于低保标准的人口',
      'persons below the Dibao standard (FGT0)',
      percent(before.fgt0),
      percent(after.fgt0),
    ],
    ['贫困深度', 'poverty gap (FGT1)', percent(before.fgt1, 2), percent(after.fgt1, 2)],
    ['贫困强度', 'severity (FGT2)', percent(before.fgt2, 2), percent(after.fgt2, 2)],
    ['基尼系数', 'Gini', (before.gini ?? 0).toFixed(4), (after.gini ?? 0).toFixed(4)],
  ].map(
    ([zh = '', en = '', one = '', two = '']) =>
      `<tr><td>${both({ zh, en })}</td><td>${one}</td><td>${two}</td></tr>`,
  );
  return `<table><thead><tr><th></th><th>${both({ zh: '现行', en: 'before' })}</th><th>${both({ zh: '情景', en: 'after' })}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

const axis = (name: string): Record<string, unknown> => ({
  type: 'value',
  name,
  nameLocation: 'middle',
  nameGap: 34,
  axisLabel: { color: SOFT },
  splitLine: { lineStyle: { color: RULE } },
});

function decilePicture(deciles: readonly GroupChange[]): string {
  const shares = (which: 'winners' | 'losers', sign: number): number[] =>
    deciles.map((one) => (sign * 100 * (one[which] ?? 0)) / Math.max(1, one.households ?? 1));
  return drawSvg({
    id: 'deciles',
    width: 860,
    height: 300,
    label: '各十分组得益与受损家庭占比 / share of households that gain and lose, by tenth',
    option: {
      grid: { left: 60, right: 20, top: 34, bottom: 40 },
      legend: { top: 0, textStyle: { color: INK } },
      xAxis: {
        type: 'category',
        data: deciles.map((one) => String(Number(one.group))),
        axisLabel: { color: SOFT },
      },
      yAxis: { ...axis('%') },
      series: [
        {
          name: '得益 / gain',
          type: 'bar',
          stack: 'all',
          data: shares('winners', 1),
          itemStyle: { color: CHAMPION },
        },
        {
          name: '受损 / lose',
          type: 'bar',
          stack: 'all',
          data: shares('losers', -1),
          itemStyle: { color: ALERT, decal: { symbol: 'rect' } },
        },
      ],
    },
  });
}

function curvePicture({ before, after }: WhatifReport['curves']): string {
  const points = (curve: BudgetCurve): [number, number][] =>
    Array.from(curve.wage, (wage, i) => [wage / 100, Math.round(curve.net[i]!) / 100]);
  return drawSvg({
    id: 'budget',
    width: 860,
    height: 340,
    label: '标准家庭月收入曲线 / a standard family’s month by wage',
    option: {
      grid: { left: 70, right: 20, top: 34, bottom: 50 },
      legend: { top: 0, textStyle: { color: INK } },
      xAxis: axis('一人月工资（元） / one wage a month, yuan'),
      yAxis: { ...axis('工资加救助（元） / wage and assistance'), nameGap: 52 },
      series: [
        {
          name: '现行 / before',
          type: 'line',
          showSymbol: false,
          data: points(before),
          lineStyle: { color: BARS, width: 2, type: 'dashed' },
          itemStyle: { color: BARS },
        },
        {
          name: '情景 / after',
          type: 'line',
          showSymbol: false,
          data: points(after),
          lineStyle: { color: CHAMPION, width: 2 },
          itemStyle: { color: CHAMPION },
        },
      ],
    },
  });
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
