import { useState } from 'react';
import type { Reason } from '../../api/types.ts';
import { useText } from '../hooks/use-text.ts';
import { ReasonRow } from './ReasonRow.tsx';

const reasonsShown = 10;

/** What raised and what lowered the score, strongest first, around a common middle. */
export function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  const text = useText();
  const [all, setAll] = useState(false);
  const [codes, setCodes] = useState(false);
  const strongest = Math.max(...reasons.map((r) => Math.abs(r.contribution)), 1e-9);
  return (
    <section className="card" aria-labelledby="reasons-title">
      <h2 id="reasons-title">{text.reasonsTitle}</h2>
      <p className="hint">{text.reasonsHint}</p>
      <ReasonsHead />
      <ol className="reasons">
        {(all ? reasons : reasons.slice(0, reasonsShown)).map((reason) => (
          <ReasonRow key={reason.feature} reason={reason} strongest={strongest} withCode={codes} />
        ))}
      </ol>
      <div className="reasons-foot">
        {reasons.length > reasonsShown ? (
          <button
            type="button"
            className="button-quiet"
            aria-expanded={all}
            onClick={() => {
              setAll(!all);
            }}
          >
            {all ? text.reasonsLess : text.reasonsMore(String(reasons.length))}
          </button>
        ) : null}
        <label className="check">
          <input
            type="checkbox"
            checked={codes}
            onChange={() => {
              setCodes(!codes);
            }}
          />
          {text.reasonsCodes}
        </label>
      </div>
    </section>
  );
}

function ReasonsHead() {
  const text = useText();
  return (
    <div className="reasons-head" aria-hidden="true">
      <span />
      <span className="reasons-axis">
        <span className="lowers">← {text.lowers}</span>
        <span className="raises">{text.raises} →</span>
      </span>
      <span />
    </div>
  );
}
