import type { WhatIfResult } from '../../../../api/types-analysis.ts';
import { formatCount, formatPercent } from '../../../format/numbers.ts';
import { aYear, formatYuan, withSign } from '../../../format/yuan.ts';
import { usePreferences } from '../../../hooks/use-preferences.ts';
import { useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';

type Group = WhatIfResult['full_take_up']['deciles'][number];

interface GroupTableProps {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly groups: readonly Group[];
  readonly nameOf: (group: string) => { readonly name: string; readonly note: string | null };
  readonly smallest: number;
}

/** Winners and losers of each group: bars around a common middle, and the numbers beside them. */
export function GroupTable({ id, title, hint, groups, nameOf, smallest }: GroupTableProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const widest = Math.max(
    ...groups.flatMap((one) => [shareOf(one, 'winners'), shareOf(one, 'losers')]),
    1e-9,
  );
  const isHidden = groups.some(
    ({ households, winners, losers, change_fen_month }) =>
      households === null || winners === null || losers === null || change_fen_month === null,
  );
  return (
    <section className="card" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <p className="hint">{hint}</p>
      <table className="groups">
        <thead>
          <tr>
            <th scope="col">{text.group}</th>
            <th scope="col">
              <span className="groups-axis">
                <span>← {text.lose}</span>
                <span>{text.gain} →</span>
              </span>
            </th>
            <th scope="col" className="number">
              {text.yearChange}
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <GroupRow key={group.group} {...{ group, widest, smallest }} {...nameOf(group.group)} />
          ))}
        </tbody>
      </table>
      {isHidden ? <p className="hint">{text.hiddenNote(String(smallest))}</p> : null}
    </section>
  );
}

interface GroupRowProps {
  readonly group: Group;
  readonly name: string;
  readonly note: string | null;
  readonly widest: number;
  readonly smallest: number;
}

function GroupRow({ group, name, note, widest, smallest }: GroupRowProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const { language } = usePreferences();
  const { households, change_fen_month: change } = group;
  return (
    <tr>
      <th scope="row">
        {name}
        {note === null ? null : <span className="muted"> {note}</span>}{' '}
        <span className="hint">
          {households === null ? text.hidden(String(smallest)) : text.householdsOf(formatCount(households))}
        </span>
      </th>
      <td>
        <div className="both-ways">
          <Half group={group} side="losers" widest={widest} />
          <Half group={group} side="winners" widest={widest} />
        </div>
      </td>
      <td className="number">
        {change === null ? text.hiddenShort : withSign(aYear(change), (size) => formatYuan(size, language))}
      </td>
    </tr>
  );
}

interface HalfProps {
  readonly group: Group;
  readonly side: 'winners' | 'losers';
  readonly widest: number;
}

function Half({ group, side, widest }: HalfProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const count = group[side];
  const share = shareOf(group, side);
  const title = `${side === 'winners' ? text.gain : text.lose} ${formatPercent(share)}`;
  return (
    <span className={`half half-${side}`} title={count === null ? text.hiddenShort : title}>
      <span className="visually-hidden">{side === 'winners' ? text.gain : text.lose} </span>
      <span className={`half-count ${count === null ? 'muted' : ''}`}>
        {count === null ? text.hiddenShort : formatCount(count)}
      </span>
      <span className="half-bar" style={{ width: `${(60 * share) / widest}%` }} />
    </span>
  );
}

function shareOf(group: Group, side: 'winners' | 'losers'): number {
  return (group[side] ?? 0) / Math.max(1, group.households ?? 1);
}
