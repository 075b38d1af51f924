import type { AlertResponse } from '../../../../api/types.ts';
import { useSession } from '../../../session/use-session.ts';
import { useHouseholdText } from '../use-household-text.ts';
import type { Handling } from './use-handling.ts';

/** Taking and accepting: one press each. */
export function QuickActions({
  file,
  handling,
}: {
  readonly file: AlertResponse;
  readonly handling: Handling;
}) {
  const text = useHouseholdText();
  const { name } = useSession();
  const { alert } = file;
  const take = alert.actions.includes('assign') && alert.assignee !== name;
  const accept = alert.actions.includes('accept') && alert.assignee === name;
  return (
    <>
      {take ? (
        <button
          type="button"
          className="button"
          disabled={handling.busy}
          onClick={() => {
            void handling.perform([{ action: 'assign', body: { to: name } }], text.take);
          }}
        >
          {text.take}
        </button>
      ) : null}
      {accept ? (
        <button
          type="button"
          className="button"
          disabled={handling.busy}
          onClick={() => {
            void handling.perform([{ action: 'accept', body: {} }], text.accept);
          }}
        >
          {text.accept}
        </button>
      ) : null}
    </>
  );
}
