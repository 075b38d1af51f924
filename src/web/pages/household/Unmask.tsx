import { useRef, useState, type SyntheticEvent } from 'react';
import type { UnmaskResponse } from '../../../api/types.ts';
import { sendJson } from '../../api/client.ts';
import type { Failure } from '../../api/failure.ts';
import { unmaskPath } from '../../api/paths.ts';
import { FailureLine } from '../../components/FailureLine.tsx';
import { Field } from '../../components/Field.tsx';
import { useHouseholdText } from './use-household-text.ts';

const shortestReason = 4;

interface UnmaskProps {
  readonly id: string;
  readonly show: (persons: UnmaskResponse) => void;
}

/** Asks why names and numbers are needed, has that recorded, and shows them. */
export function Unmask({ id, show }: UnmaskProps) {
  const text = useHouseholdText();
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button type="button" className="button-quiet" onClick={() => dialog.current?.showModal()}>
        {text.unmask}
      </button>
      <dialog ref={dialog} className="dialog" aria-labelledby="unmask-title">
        <UnmaskForm
          id={id}
          show={show}
          close={() => {
            dialog.current?.close();
          }}
        />
      </dialog>
    </>
  );
}

function UnmaskForm({ id, show, close }: UnmaskProps & { readonly close: () => void }) {
  const text = useHouseholdText();
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [tried, setTried] = useState(false);
  const isShort = reason.trim().length < shortestReason;
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (isShort) return;
    const asked = sendJson<UnmaskResponse>(unmaskPath(id), {
      method: 'POST',
      body: { reason: reason.trim() },
    });
    void asked.then((answer) => {
      if (!answer.ok) {
        setFailure(answer.failure);
        return;
      }
      close();
      show(answer.value);
    });
  };
  return (
    <form onSubmit={submit} noValidate>
      <h2 id="unmask-title">{text.unmaskTitle}</h2>
      <p className="hint">{text.unmaskHint}</p>
      <Field
        id="unmask-reason"
        label={text.unmaskReason}
        error={tried && isShort ? text.unmaskShort : undefined}
      >
        {(described) => (
          <textarea
            {...described}
            className="field"
            rows={3}
            maxLength={500}
            placeholder={text.unmaskReasonExample}
            value={reason}
            onChange={(event) => {
              setReason(event.target.value);
            }}
          />
        )}
      </Field>
      {failure === null ? null : <FailureLine failure={failure} />}
      <div className="form-foot">
        <button type="submit" className="button button-primary">
          {text.unmaskDo}
        </button>
        <button type="button" className="button" onClick={close}>
          {text.cancel}
        </button>
      </div>
    </form>
  );
}
