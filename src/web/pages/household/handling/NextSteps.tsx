import { useState, type SyntheticEvent } from 'react';
import type { AlertResponse, RecommendationsResponse } from '../../../../api/types.ts';
import { useWording } from '../../../hooks/use-text.ts';
import { useSession } from '../../../session/use-session.ts';
import { useHouseholdText } from '../use-household-text.ts';
import { Field } from '../../../components/Field.tsx';
import { missingOf, nextSteps, stepBody, type NextDraft, type NextStep } from './next-step.ts';
import type { Handling } from './use-handling.ts';

interface NextStepsProps {
  readonly file: AlertResponse;
  readonly handling: Handling;
  readonly advice: RecommendationsResponse | null;
}

/** What can be done with the alert now, apart from a visit. */
export function NextSteps({ file, handling, advice }: NextStepsProps) {
  const text = useHouseholdText();
  const { role } = useSession();
  const possible = nextSteps.filter((step) => file.alert.actions.includes(step));
  const [chosen, setChosen] = useState<NextStep | null>(null);
  const step = possible.find((one) => one === chosen) ?? possible.find((one) => one !== 'assign') ?? null;
  if (possible.length === 0 || (role !== 'caseworker' && role !== 'demo')) return null;
  return (
    <section className="next-steps" aria-labelledby="next-title">
      <h3 id="next-title">{text.nextTitle}</h3>
      <div className="choices">
        {possible.map((one) => (
          <button
            key={one}
            type="button"
            className="filter-choice"
            aria-pressed={one === step}
            onClick={() => {
              setChosen(one);
            }}
          >
            {text.next[one]}
          </button>
        ))}
      </div>
      {step === null ? null : (
        <StepForm key={`${step} ${file.alert.version}`} step={step} handling={handling} advice={advice} />
      )}
    </section>
  );
}

interface StepFormProps {
  readonly step: NextStep;
  readonly handling: Handling;
  readonly advice: RecommendationsResponse | null;
}

function StepForm({ step, handling, advice }: StepFormProps) {
  const text = useHouseholdText();
  const { name } = useSession();
  const [draft, setDraft] = useState<NextDraft>({ to: name, items: [], department: '', words: '' });
  const [tried, setTried] = useState(false);
  const missing = tried ? missingOf(step, draft, text) : {};
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(missingOf(step, draft, text)).length > 0) return;
    void handling.perform([{ action: step, body: stepBody(step, draft) }], text.next[step]);
  };
  const takesItems = step === 'match' || step === 'refer' || step === 'aid';
  const takesReason = step === 'refuse' || step === 'reopen';
  return (
    <form onSubmit={submit} noValidate>
      {step === 'assign' ? (
        <TextField
          id="next-to"
          label={text.assignTo}
          value={draft.to}
          error={missing.to}
          change={(to) => {
            setDraft({ ...draft, to });
          }}
        />
      ) : null}
      {step === 'refer' ? (
        <TextField
          id="next-department"
          label={text.department}
          value={draft.department}
          error={missing.department}
          change={(department) => {
            setDraft({ ...draft, department });
          }}
        />
      ) : null}
      {takesItems ? (
        <ItemChoice draft={draft} advice={advice} error={missing.items} change={setDraft} />
      ) : null}
      <TextField
        id="next-words"
        label={takesReason ? text.why : text.note}
        value={draft.words}
        error={missing.words}
        change={(words) => {
          setDraft({ ...draft, words });
        }}
      />
      <button type="submit" className="button button-primary" disabled={handling.busy}>
        {text.next[step]}
      </button>
    </form>
  );
}

interface TextFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly change: (value: string) => void;
}

function TextField({ id, label, value, error, change }: TextFieldProps) {
  return (
    <Field id={id} label={label} error={error}>
      {(described) => (
        <input
          {...described}
          className="field"
          maxLength={2000}
          value={value}
          onChange={(event) => {
            change(event.target.value);
          }}
        />
      )}
    </Field>
  );
}

interface ItemChoiceProps {
  readonly draft: NextDraft;
  readonly advice: RecommendationsResponse | null;
  readonly error: string | undefined;
  readonly change: (draft: NextDraft) => void;
}

/** The items the rules found, to be ticked. */
function ItemChoice({ draft, advice, error, change }: ItemChoiceProps) {
  const text = useHouseholdText();
  const wording = useWording();
  const items = new Map(advice?.lines.map(({ item }) => [item.id, item]));
  return (
    <fieldset className="form-group" aria-describedby={error === undefined ? undefined : 'next-items-error'}>
      <legend>{text.items}</legend>
      {items.size === 0 ? <p className="muted">{text.itemsNone}</p> : null}
      <div className="radio-row">
        {[...items.values()].map((item) => (
          <label key={item.id} className="check">
            <input
              type="checkbox"
              checked={draft.items.includes(item.id)}
              onChange={() => {
                const others = draft.items.filter((id) => id !== item.id);
                const isChosen = others.length < draft.items.length;
                change({ ...draft, items: isChosen ? others : [...others, item.id] });
              }}
            />
            {wording(item)}
          </label>
        ))}
      </div>
      {error === undefined ? null : (
        <span className="form-error" id="next-items-error">
          {error}
        </span>
      )}
    </fieldset>
  );
}
