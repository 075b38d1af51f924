import type { WhatIfResult } from '../../../../api/types-analysis.ts';
import { formatCount, formatPercent } from '../../../format/numbers.ts';
import { aYear, formatYuan } from '../../../format/yuan.ts';
import { usePreferences } from '../../../hooks/use-preferences.ts';
import { useWording, useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';

interface ItemTableProps {
  readonly items: WhatIfResult['items'];
  readonly smallest: number;
}

/** Every item somebody is entitled to: households and cost on both sides. */
export function ItemTable({ items, smallest }: ItemTableProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const wording = useWording();
  const { language } = usePreferences();
  const shown = items.filter((one) => one.households_before !== 0 || one.households_after !== 0);
  const count = (value: number | null): string => (value === null ? text.hiddenShort : formatCount(value));
  const money = (fen: number | null): string =>
    fen === null ? text.hiddenShort : formatYuan(aYear(fen), language);
  const isHidden = shown.some((one) => one.households_before === null || one.households_after === null);
  return (
    <section className="card" aria-labelledby="items-title">
      <h2 id="items-title">{text.items}</h2>
      <p className="hint">{text.itemsHint}</p>
      <table className="wide items">
        <thead>
          <tr>
            <th scope="col">{text.item}</th>
            <th scope="col" className="number">
              {text.entitled}
            </th>
            <th scope="col" className="number">
              {text.yearCost}
            </th>
            <th scope="col" className="number">
              {text.takeUpNow}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <tr key={one.item}>
              <th scope="row">{wording(one.title)}</th>
              <td className="number" data-label={text.entitled}>
                {fromTo(count(one.households_before), count(one.households_after))}
              </td>
              <td className="number" data-label={text.yearCost}>
                {fromTo(money(one.cost_before_fen_month), money(one.cost_after_fen_month))}
              </td>
              <td className="number" data-label={text.takeUpNow}>
                {one.take_up === null ? '–' : formatPercent(one.take_up)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {isHidden ? <p className="hint">{text.hiddenNote(String(smallest))}</p> : null}
    </section>
  );
}

function fromTo(before: string, after: string) {
  if (before === after) return before;
  return (
    <>
      {before} → <strong>{after}</strong>
    </>
  );
}
