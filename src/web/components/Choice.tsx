import { useId } from 'react';

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly change: (value: T) => void;
}

/** One of a few, side by side; arrows move between them. */
export function Choice<T extends string>({ label, options, value, change }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={option.value === value ? 'is-chosen' : ''}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => {
              change(option.value);
            }}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
