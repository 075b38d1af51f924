import type { AlertResponse } from '../../../../api/types.ts';
import { formatMoment } from '../../../format/days.ts';
import { actionWord, useAlertWords } from '../../../hooks/use-alert-words.ts';
import { useHouseholdText } from '../use-household-text.ts';

/** Every step of an alert, newest first, and the visits it led to. */
export function AlertHistory({ file }: { readonly file: AlertResponse }) {
  const text = useHouseholdText();
  const words = useAlertWords();
  return (
    <details className="fold">
      <summary>
        {text.historyTitle} <span className="muted">{file.history.length}</span>
      </summary>
      <p className="hint">{text.historyHint}</p>
      <ol className="history">
        {[...file.history].reverse().map(({ number, actor, action, at, hash }) => (
          <li key={number}>
            {text.entry(actor, actionWord(action, words), formatMoment(at))}{' '}
            <code className="muted" title={hash}>
              #{number} {text.historyHash} {hash.slice(0, 12)}
            </code>
          </li>
        ))}
      </ol>
      {file.visits.length === 0 ? null : (
        <>
          <h3>{text.visitsTitle}</h3>
          <ul>
            {file.visits.map((visit) => (
              <li key={visit.sequence}>
                {text.visitLine(
                  visit.visited_on,
                  visit.visitor,
                  visit.outcome === null ? text.noOutcome : text.outcomeWords[visit.outcome],
                )}
                {visit.findings.note === null ? null : <span className="muted"> {visit.findings.note}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}
