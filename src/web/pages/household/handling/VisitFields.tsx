import { useHouseholdText } from '../use-household-text.ts';
import { Field } from '../../../components/Field.tsx';
import { OutcomeChoice } from './OutcomeChoice.tsx';
import { moneyFields, textFields, type DraftErrors, type VisitDraft } from './visit-draft.ts';

interface VisitFieldsProps {
  readonly draft: VisitDraft;
  readonly errors: DraftErrors | null;
  readonly change: (draft: VisitDraft) => void;
}

/** The fields of a visit: when, what it concludes, who lives here, money, cause, words. */
export function VisitFields({ draft, errors, change }: VisitFieldsProps) {
  const text = useHouseholdText();
  return (
    <>
      <div className="form-row">
        <Field id="visit-on" label={text.visitedOn} error={errors?.visitedOn}>
          {(described) => (
            <input
              {...described}
              type="date"
              className="field"
              value={draft.visitedOn}
              onChange={(event) => {
                change({ ...draft, visitedOn: event.target.value });
              }}
            />
          )}
        </Field>
        <Field id="visit-members" label={text.membersFound} error={errors?.members}>
          {(described) => (
            <input
              {...described}
              inputMode="numeric"
              className="field"
              value={draft.members}
              onChange={(event) => {
                change({ ...draft, members: event.target.value.trim() });
              }}
            />
          )}
        </Field>
        <CauseField draft={draft} change={change} />
      </div>
      <OutcomeChoice draft={draft} errors={errors} change={change} />
      <MoneyFields draft={draft} errors={errors} change={change} />
      <div className="form-row form-row-wide">
        {textFields.map((field) => (
          <Field key={field} id={`visit-${field}`} label={text.texts[field]} error={undefined}>
            {(described) => (
              <textarea
                {...described}
                className="field"
                rows={2}
                maxLength={2000}
                value={draft.texts[field]}
                onChange={(event) => {
                  change({ ...draft, texts: { ...draft.texts, [field]: event.target.value } });
                }}
              />
            )}
          </Field>
        ))}
      </div>
    </>
  );
}

function CauseField({ draft, change }: Omit<VisitFieldsProps, 'errors'>) {
  const text = useHouseholdText();
  return (
    <Field id="visit-cause" label={text.cause} error={undefined}>
      {(described) => (
        <select
          {...described}
          className="field"
          value={draft.cause}
          onChange={(event) => {
            change({ ...draft, cause: event.target.value });
          }}
        >
          <option value="">{text.causeNone}</option>
          {Object.entries(text.causes).map(([code, word]) => (
            <option key={code} value={code}>
              {word}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function MoneyFields({ draft, errors, change }: VisitFieldsProps) {
  const text = useHouseholdText();
  return (
    <fieldset className="form-group">
      <legend>{text.moneyTitle}</legend>
      <div className="form-row">
        {moneyFields.map((field) => (
          <Field key={field} id={`visit-${field}`} label={text.money[field]} error={errors?.[field]}>
            {(described) => (
              <input
                {...described}
                inputMode="decimal"
                className="field number-field"
                value={draft.money[field]}
                onChange={(event) => {
                  change({ ...draft, money: { ...draft.money, [field]: event.target.value } });
                }}
              />
            )}
          </Field>
        ))}
      </div>
    </fieldset>
  );
}
