import { useState, type SyntheticEvent } from 'react';
import type { Alert, AlertResponse } from '../../../../api/types.ts';
import { useSession } from '../../../session/use-session.ts';
import { useHouseholdText } from '../use-household-text.ts';
import { Conflict } from './Conflict.tsx';
import { emptyDraft, errorsOf, stepsOf, type DraftErrors, type VisitDraft } from './visit-draft.ts';
import { VisitFields } from './VisitFields.tsx';
import type { Handling } from './use-handling.ts';

interface VisitFormProps {
  readonly file: AlertResponse;
  readonly handling: Handling;
}

/** Drafts not yet saved, so that looking at another page loses nothing; gone when the tab is. */
const drafts = new Map<string, VisitDraft>();

/** What the visit found. The form keeps what was typed until it is saved, whatever others do meanwhile. */
export function VisitForm({ file, handling }: VisitFormProps) {
  const text = useHouseholdText();
  const { name } = useSession();
  const form = useVisitForm(file.alert, handling);
  const isPossible = canVisit(file.alert);
  const { news } = handling;
  if (!isPossible && !form.isTouched) return null;
  return (
    <form className="visit-form" onSubmit={form.submit} noValidate aria-label={text.visitTitle}>
      {news?.kind === 'late' ? <Conflict file={file} known={news.known} /> : null}
      <VisitFields draft={form.draft} errors={form.errors} change={form.change} />
      {form.errors === null || Object.keys(form.errors).length === 0 ? null : (
        <p className="field-error" role="alert">
          {text.checkFields}
        </p>
      )}
      {isPossible ? null : (
        <p className="rule-inline" role="status">
          {text.visitNotNow}
        </p>
      )}
      <div className="form-foot">
        <button type="submit" className="button button-primary" disabled={handling.busy || !isPossible}>
          {handling.busy ? text.visitSaving : text.visitSave}
        </button>
        <span className="muted">{name}</span>
      </div>
    </form>
  );
}

/** Whether a visit can be written down now, be it after taking the alert. */
export function canVisit({ state }: Alert): boolean {
  return state === 'new' || state === 'assigned' || state === 'accepted' || state === 'visited';
}

function useVisitForm(alert: Alert, handling: Handling) {
  const text = useHouseholdText();
  const { name, today } = useSession();
  const key = `${name} ${alert.id}`;
  const [draft, setDraft] = useState(() => drafts.get(key) ?? emptyDraft(today));
  const [errors, setErrors] = useState<DraftErrors | null>(null);
  const change = (next: VisitDraft) => {
    drafts.set(key, next);
    setDraft(next);
    if (errors !== null) setErrors(errorsOf(next, today, text));
  };
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = errorsOf(draft, today, text);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    void handling.perform(stepsOf(draft, alert, name), text.visitTitle).then((isDone) => {
      if (!isDone) return;
      drafts.delete(key);
      setDraft(emptyDraft(today));
      setErrors(null);
    });
  };
  return { draft, errors, change, submit, isTouched: drafts.has(key) };
}
