import { useState, type SyntheticEvent } from 'react';
import type { Account, NewAccountRequest } from '../../../api/types-analysis.ts';
import { accountsPath } from '../../api/analysis-paths.ts';
import { sendJson } from '../../api/client.ts';
import type { Failure } from '../../api/failure.ts';
import { FailureLine } from '../../components/FailureLine.tsx';
import { Field } from '../../components/Field.tsx';
import { useText } from '../../hooks/use-text.ts';
import { PasswordField } from './PasswordField.tsx';
import { useFieldErrors } from '../../hooks/use-field-errors.ts';
import { useAccountsText } from './use-accounts-text.ts';

type Role = Account['role'];

const roles: readonly Role[] = ['caseworker', 'data_team', 'analyst', 'auditor', 'administrator'];

interface Draft {
  readonly name: string;
  readonly role: Role;
  readonly areas: string;
  readonly password: string;
}

const empty: Draft = { name: '', role: 'caseworker', areas: '', password: '' };

/** The form of an account to make. */
export function NewAccount({ done }: { readonly done: (words: string) => void }) {
  const text = useAccountsText();
  const { draft, change, failure, submit } = useNewAccount((name) => {
    done(text.added(name));
  });
  const { errorOf, rest } = useFieldErrors(failure, ['name', 'role', 'areas', 'password']);
  return (
    <section className="card" aria-labelledby="new-account-title">
      <h2 id="new-account-title">{text.add}</h2>
      <p className="hint">{text.addHint}</p>
      <form className="account-form" onSubmit={submit}>
        <div className="form-row form-row-wide">
          <TextField
            id="account-name"
            label={text.name}
            error={errorOf('name')}
            example={text.nameExample}
            value={draft.name}
            required
            change={(name) => {
              change({ name });
            }}
          />
          <RoleField role={draft.role} change={change} error={errorOf('role')} />
          <TextField
            id="account-areas"
            label={text.areas}
            error={errorOf('areas')}
            example={text.areasExample}
            hint={text.areasHint}
            value={draft.areas}
            change={(areas) => {
              change({ areas });
            }}
          />
          <PasswordField
            id="account-password"
            label={text.firstPassword}
            error={errorOf('password')}
            value={draft.password}
            change={(password) => {
              change({ password });
            }}
          />
        </div>
        {rest === null ? null : <FailureLine failure={rest} />}
        <div className="form-foot">
          <button type="submit" className="button button-primary">
            {text.addDo}
          </button>
        </div>
      </form>
    </section>
  );
}

interface TextFieldProps {
  readonly id: string;
  readonly label: string;
  readonly error: string | undefined;
  readonly example: string;
  readonly value: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly change: (value: string) => void;
}

function TextField({ id, label, error, hint, example, value, required = false, change }: TextFieldProps) {
  return (
    <Field id={id} label={label} error={error}>
      {(described) => (
        <>
          <input
            {...described}
            className="field"
            autoComplete="off"
            maxLength={1024}
            required={required}
            placeholder={example}
            value={value}
            onChange={(event) => {
              change(event.target.value);
            }}
          />
          {hint === undefined ? null : <span className="hint">{hint}</span>}
        </>
      )}
    </Field>
  );
}

interface RoleFieldProps {
  readonly role: Role;
  readonly change: (part: Partial<Draft>) => void;
  readonly error: string | undefined;
}

function RoleField({ role, change, error }: RoleFieldProps) {
  const text = useAccountsText();
  const common = useText();
  return (
    <Field id="account-role" label={text.role} error={error}>
      {(described) => (
        <>
          <select
            {...described}
            className="field"
            value={role}
            onChange={(event) => {
              change({ role: roles.find((one) => one === event.target.value) ?? empty.role });
            }}
          >
            {roles.map((one) => (
              <option key={one} value={one}>
                {common.roles[one]}
              </option>
            ))}
          </select>
          <span className="hint">{text.roleMeanings[role]}</span>
        </>
      )}
    </Field>
  );
}

function useNewAccount(added: (name: string) => void) {
  const [draft, setDraft] = useState(empty);
  const [failure, setFailure] = useState<Failure | null>(null);
  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
  };
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = requestOf(draft);
    void sendJson<Account>(accountsPath, { method: 'POST', body }).then((answer) => {
      setFailure(answer.ok ? null : answer.failure);
      if (!answer.ok) return;
      setDraft(empty);
      added(body.name);
    });
  };
  return { draft, change, failure, submit };
}

function requestOf({ name, role, areas, password }: Draft): NewAccountRequest {
  const codes = areas.split(/[\s,，、;；]+/).filter((code) => code !== '');
  return { name: name.trim(), role, areas: codes.length === 0 ? null : codes, password };
}
