import { Field } from '../../components/Field.tsx';
import { drawPassword } from './draw-password.ts';
import { useAccountsText } from './use-accounts-text.ts';

interface PasswordFieldProps {
  readonly id: string;
  readonly label: string;
  readonly error: string | undefined;
  readonly value: string;
  readonly change: (value: string) => void;
}

/** A password to be told to somebody: it can be read here, and drawn by chance. */
export function PasswordField({ id, label, error, value, change }: PasswordFieldProps) {
  const text = useAccountsText();
  return (
    <Field id={id} label={label} error={error}>
      {(described) => (
        <span className="password-field">
          <input
            {...described}
            className="field"
            type="text"
            autoComplete="off"
            spellCheck={false}
            maxLength={1024}
            required
            value={value}
            onChange={(event) => {
              change(event.target.value);
            }}
          />
          <button
            type="button"
            className="button-small"
            onClick={() => {
              change(drawPassword());
            }}
          >
            {text.draw}
          </button>
        </span>
      )}
    </Field>
  );
}
