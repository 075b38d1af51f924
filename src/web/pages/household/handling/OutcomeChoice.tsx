import { useHouseholdText } from '../use-household-text.ts';
import { Field } from '../../../components/Field.tsx';
import { visitOutcomes, type DraftErrors, type VisitDraft, type VisitOutcome } from './visit-draft.ts';

interface OutcomeChoiceProps {
  readonly draft: VisitDraft;
  readonly errors: DraftErrors | null;
  readonly change: (draft: VisitDraft) => void;
}

/** What the visit concludes, or that it will later; a false alarm says why. */
export function OutcomeChoice({ draft, errors, change }: OutcomeChoiceProps) {
  const text = useHouseholdText();
  const choices: readonly (VisitOutcome | null)[] = [...visitOutcomes, null];
  return (
    <fieldset className="form-group">
      <legend>{text.outcome}</legend>
      <div className="radio-row">
        {choices.map((outcome) => (
          <label key={outcome ?? 'later'} className="check">
            <input
              type="radio"
              name="outcome"
              checked={draft.outcome === outcome}
              onChange={() => {
                change({ ...draft, outcome });
              }}
            />
            {outcome === null ? text.outcomeLater : text.outcomeWords[outcome]}
          </label>
        ))}
      </div>
      {draft.outcome === 'false_alarm' ? (
        <Field id="visit-reason" label={text.falseReason} error={errors?.reason}>
          {(described) => (
            <input
              {...described}
              className="field"
              maxLength={2000}
              value={draft.reason}
              onChange={(event) => {
                change({ ...draft, reason: event.target.value });
              }}
            />
          )}
        </Field>
      ) : null}
    </fieldset>
  );
}
