import { useId, useState } from 'react';
import { useWords } from '../../../hooks/use-text.ts';
import { whatIfEn } from '../../../i18n/en/what-if.ts';
import { whatIfZh } from '../../../i18n/zh/what-if.ts';

interface NumberControlProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly words: (value: number) => string;
  readonly unit: string;
  /** What the service said against this value. */
  readonly problem: string | null;
  readonly change: (value: number) => void;
}

/** A slider and beside it the number itself, which may lie outside the slider's range. */
export function NumberControl(props: NumberControlProps) {
  const { label, value, min, max, step, words, unit, change } = props;
  return (
    <>
      <div className="number-control">
        <input
          type="range"
          aria-label={label}
          aria-valuetext={words(value)}
          min={Math.min(min, value)}
          max={Math.max(max, value)}
          step={step}
          value={value}
          onChange={(event) => {
            change(event.target.valueAsNumber);
          }}
        />
        <NumberBox {...props} />
        <span className="number-unit">{unit}</span>
      </div>
    </>
  );
}

function NumberBox({ label, value, problem, change }: NumberControlProps) {
  const text = useWords(whatIfZh, whatIfEn);
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  const wrong = typed !== null && !isNumber(typed) ? text.notNumber : problem;
  return (
    <>
      <input
        className="field number-box"
        inputMode="decimal"
        aria-label={text.valueOf(label)}
        aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? undefined : id}
        value={typed ?? String(value)}
        onChange={(event) => {
          setTyped(event.target.value);
          if (isNumber(event.target.value)) change(Number(event.target.value));
        }}
        onBlur={() => {
          setTyped(null);
        }}
      />
      {wrong === null ? null : (
        <p className="field-error" id={id} role="alert">
          {wrong}
        </p>
      )}
    </>
  );
}

function isNumber(typed: string): boolean {
  return typed.trim() !== '' && Number.isFinite(Number(typed));
}
