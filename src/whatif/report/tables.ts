import { both, percent, whole } from '../../io/page/text.ts';
import type { Comparison, ItemChange } from '../compare.ts';
import type { GroupChange } from '../groups.ts';
import type { Outcome } from '../outcome.ts';
import type { RiskChange } from '../risk.ts';
import { counted, yuan } from './cells.ts';

export function takeUpTable({ taken, ...full }: Comparison): string {
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

export function riskTable(risk: readonly RiskChange[]): string {
  const rows = risk.map(
    (one) =>
      `<tr><td>${both(bandWords[one.group] ?? { zh: one.group, en: one.group })}</td><td>${counted(one.households)}</td><td>${counted(one.holdingNow)}</td><td>${counted(one.entitledBefore)}</td><td>${counted(one.entitledAfter)}</td></tr>`,
  );
  return `<table><thead><tr><th>${both({ zh: '预警等级', en: 'band' })}</th><th>${both({ zh: '户数', en: 'households' })}</th><th>${both({ zh: '现享任一救助', en: 'hold something now' })}</th><th>${both({ zh: '现行应得户数', en: 'entitled before' })}</th><th>${both({ zh: '情景应得户数', en: 'entitled after' })}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

export function itemTable(items: readonly ItemChange[]): string {
  const rows = items
    .filter((item) => item.householdsBefore !== 0 || item.householdsAfter !== 0)
    .map(
      (item) =>
        `<tr><td>${both(item.title)}</td><td>${counted(item.householdsBefore)}</td><td>${counted(item.householdsAfter)}</td><td>${yuan(item.costBefore)}</td><td>${yuan(item.costAfter)}</td><td>${item.takeUp === null ? '–' : percent(item.takeUp)}</td></tr>`,
    );
  return `<table><thead><tr><th>${both({ zh: '事项', en: 'item' })}</th><th>${both({ zh: '现行户数', en: 'households before' })}</th><th>${both({ zh: '情景户数', en: 'after' })}</th><th>${both({ zh: '现行月支出（元）', en: 'a month before, yuan' })}</th><th>${both({ zh: '情景月支出（元）', en: 'after' })}</th><th>${both({ zh: '现有领取率', en: 'take-up now' })}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

export function groupTable(groups: readonly GroupChange[], zh: string, en: string): string {
  const rows = groups.map(
    (one) =>
      `<tr><td>${one.group}</td><td>${counted(one.households)}</td><td>${counted(one.winners)}</td><td>${counted(one.losers)}</td><td>${yuan(one.change)}</td></tr>`,
  );
  return `<table><thead><tr><th>${both({ zh, en })}</th><th>${both({ zh: '户数', en: 'households' })}</th><th>${both({ zh: '得益', en: 'gain' })}</th><th>${both({ zh: '受损', en: 'lose' })}</th><th>${both({ zh: '每月合计变化（元）', en: 'change a month, yuan' })}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

export function povertyTable({ poverty: { before, after } }: Comparison): string {
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
