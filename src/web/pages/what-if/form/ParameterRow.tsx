import { usePreferences } from '../../../hooks/use-preferences.ts';
import { useWording, useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';
import type { Parameter, ParameterValue } from './draft.ts';
import { LawNote } from './LawNote.tsx';
import { NumberControl } from './NumberControl.tsx';
import { valueWords } from './value-words.ts';

interface ParameterRowProps {
  readonly parameter: Parameter;
  readonly value: ParameterValue;
  readonly problem: string | null;
  readonly change: (value: ParameterValue) => void;
  readonly reset: () => void;
}

/** One parameter of the law: what it is now, what it is to be, where it is written. */
export function ParameterRow({ parameter, value, problem, change, reset }: ParameterRowProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const wording = useWording();
  const { language } = usePreferences();
  const { unit, verified, law, from } = parameter;
  const title = wording(parameter.title);
  const isChanged = value !== parameter.value;
  return (
    <li className={`change-row ${isChanged ? 'is-changed' : ''}`}>
      <div className="change-head">
        <strong>{title}</strong>
        <span className="muted">
          {isChanged ? <em className="changed-word">{text.changed}</em> : null}{' '}
          {text.now(valueWords(parameter.value, unit, language))}
        </span>
      </div>
      <Control
        {...{ parameter, title, value, problem, change }}
        words={(one) => valueWords(one, unit, language)}
      />
      <div className="change-foot">
        <LawNote {...{ law, verified, from }} />
        {isChanged ? (
          <button type="button" className="button-text" onClick={reset}>
            {text.reset}
            <span className="visually-hidden"> {title}</span>
          </button>
        ) : null}
      </div>
    </li>
  );
}

interface ControlProps extends Omit<ParameterRowProps, 'reset'> {
  readonly title: string;
  readonly words: (value: ParameterValue) => string;
}

function Control({ parameter, title, value, problem, words, change }: ControlProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const wording = useWording();
  if (typeof value === 'number')
    return (
      <NumberControl
        label={title}
        value={value}
        min={parameter.min ?? 0}
        max={parameter.max ?? value * 2}
        step={parameter.step ?? 1}
        words={words}
        unit={wording(parameter.unit)}
        problem={problem}
        change={change}
      />
    );
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          aria-label={title}
          checked={value}
          onChange={(event) => {
            change(event.target.checked);
          }}
        />
        {value ? text.yes : text.no}
      </label>
      {problem === null ? null : (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
