import type { Cell, GroupChange } from '../groups.ts';
import type { WhatifReport } from './types.ts';

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
