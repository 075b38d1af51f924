import type { ReactNode } from 'react';

/** What an input needs to be joined to its label and its error. */
export interface Described {
  readonly id: string;
  readonly 'aria-invalid'?: true;
  readonly 'aria-describedby'?: string;
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly error: string | undefined;
  readonly children: (described: Described) => ReactNode;
}

/** A labelled input with what is wrong about it below. */
export function Field({ id, label, error, children }: FieldProps) {
  const described: Described =
    error === undefined ? { id } : { id, 'aria-invalid': true, 'aria-describedby': `${id}-error` };
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      {children(described)}
      {error === undefined ? null : (
        <span className="form-error" id={`${id}-error`}>
          {error}
        </span>
      )}
    </div>
  );
}
