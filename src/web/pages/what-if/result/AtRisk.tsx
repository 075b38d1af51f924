import type { WhatIfResult } from '../../../../api/types-analysis.ts';
import { BandTag } from '../../../components/BandTag.tsx';
import { formatCount, formatWholePercent } from '../../../format/numbers.ts';
import { useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';

interface AtRiskProps {
  readonly rows: WhatIfResult['at_risk'];
  readonly modelId: string | null;
  readonly smallest: number;
}

/** Whether the scenario reaches the households that the model expects to fall. */
export function AtRisk({ rows, modelId, smallest }: AtRiskProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const isHidden = rows?.some(({ households }) => households === null) === true;
  return (
    <section className="card" aria-labelledby="at-risk-title">
      <h2 id="at-risk-title">{text.atRisk}</h2>
      {rows === null ? (
        <p className="hint">{text.atRiskNone}</p>
      ) : (
        <>
          <p className="hint">{text.atRiskHint(modelId ?? '–')}</p>
          <table className="at-risk">
            <thead>
              <tr>
                <th scope="col">{text.band}</th>
                <th scope="col" className="number">
                  {text.holdingNow}
                </th>
                <th scope="col" className="number">
                  {text.entitledBefore}
                </th>
                <th scope="col" className="number">
                  {text.entitledAfter}
                </th>
                <th scope="col" className="at-risk-bar">
                  {text.reach}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <RiskRow key={row.band} row={row} />
              ))}
            </tbody>
          </table>
          {isHidden ? <p className="hint">{text.hiddenNote(String(smallest))}</p> : null}
        </>
      )}
    </section>
  );
}

type Row = NonNullable<WhatIfResult['at_risk']>[number];

function RiskRow({ row }: { readonly row: Row }) {
  const text = useWords(whatIfZh, whatIfEn);
  const { households, entitled_before: before, entitled_after: after, holding_now: now } = row;
  const count = (value: number | null): string => (value === null ? text.hiddenShort : formatCount(value));
  const share = households === null || after === null || households === 0 ? null : after / households;
  return (
    <tr>
      <th scope="row">
        <BandTag band={row.band} />
        <span className="hint">
          {households === null ? text.hiddenShort : text.householdsOf(count(households))}
        </span>
      </th>
      <td className="number">{count(now)}</td>
      <td className="number">{count(before)}</td>
      <td className="number">
        <strong>{count(after)}</strong>
      </td>
      <td className="at-risk-bar">
        {share === null ? null : (
          <span className="share-bar" role="img" aria-label={text.reachBar(formatWholePercent(share))}>
            <span style={{ width: `${100 * share}%` }} />
          </span>
        )}
      </td>
    </tr>
  );
}
