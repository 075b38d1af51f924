import type { AlertResponse } from '../../../../api/types.ts';
import { formatMoment } from '../../../format/days.ts';
import { actionWord, useAlertWords } from '../../../hooks/use-alert-words.ts';
import { useHouseholdText } from '../use-household-text.ts';

interface ConflictProps {
  readonly file: AlertResponse;
  /** Number of the last entry the reader had seen. */
  readonly known: number;
}

/** That somebody else acted first, and what they did; the form below keeps what was typed. */
export function Conflict({ file, known }: ConflictProps) {
  const text = useHouseholdText();
  const words = useAlertWords();
  const newer = file.history.filter(({ number }) => number > known);
  const visit = file.visits.at(-1);
  return (
    <section className="news-late" role="alert">
      <strong>{text.conflictTitle}</strong>
      <ul>
        {newer.map(({ number, actor, action, at }) => (
          <li key={number}>{text.entry(actor, actionWord(action, words), formatMoment(at))}</li>
        ))}
        {visit === undefined ? null : (
          <li>
            {text.visitLine(
              visit.visited_on,
              visit.visitor,
              visit.outcome === null ? text.noOutcome : text.outcomeWords[visit.outcome],
            )}
          </li>
        )}
      </ul>
      <p>{text.conflictNow(words.states[file.alert.state])}</p>
      <p>{text.conflictHint}</p>
    </section>
  );
}
