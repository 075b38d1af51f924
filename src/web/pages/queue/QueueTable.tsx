import { useMemo, useRef, useState, type RefObject } from 'react';
import type { Alert } from '../../../api/types.ts';
import { householdAddress } from '../../app/routes.ts';
import { navigate } from '../../hooks/use-location.ts';
import { useKeys } from '../../hooks/use-keys.ts';
import { QueueRow } from './QueueRow.tsx';
import type { QueueActions } from './use-queue-actions.ts';
import { useQueueText } from './use-queue-text.ts';

const rowsAtOnce = 100;

interface QueueTableProps {
  readonly alerts: readonly Alert[];
  readonly actions: QueueActions;
  readonly reload: () => void;
}

/** The rows. j and k move, Enter opens (the first one when none is chosen), a takes, v goes to the visit form. */
export function QueueTable({ alerts, actions, reload }: QueueTableProps) {
  const text = useQueueText();
  const body = useRef<HTMLTableSectionElement>(null);
  const [shown, setShown] = useState(rowsAtOnce);
  useQueueKeys({ body, alerts, actions, reload });
  const rest = alerts.length - shown;
  return (
    <section className="card list-card">
      <table className="ranked queue">
        <caption className="visually-hidden">{text.title}</caption>
        <thead>
          <tr>
            <th scope="col">{text.columns.level}</th>
            <th scope="col">{text.columns.due}</th>
            <th scope="col">{text.columns.why}</th>
            <th scope="col">{text.columns.state}</th>
            <th scope="col">{text.columns.area}</th>
            <th scope="col">{text.columns.assignee}</th>
            {actions.may ? <th scope="col">{text.columns.act}</th> : null}
          </tr>
        </thead>
        <tbody ref={body}>
          {alerts.slice(0, shown).map((alert) => (
            <QueueRow key={alert.id} alert={alert} actions={actions} />
          ))}
        </tbody>
      </table>
      {rest > 0 ? (
        <button
          type="button"
          className="button-quiet"
          onClick={() => {
            setShown(shown + rowsAtOnce);
          }}
        >
          {text.showMore(String(Math.min(rest, rowsAtOnce)))}
        </button>
      ) : null}
    </section>
  );
}

interface QueueKeys extends QueueTableProps {
  readonly body: RefObject<HTMLTableSectionElement | null>;
}

function useQueueKeys({ body, alerts, actions, reload }: QueueKeys): void {
  useKeys(
    useMemo(() => {
      const chosen = () => chosenAlert(body.current, alerts);
      return {
        j: () => move(body.current, 1),
        k: () => move(body.current, -1),
        ArrowDown: () => move(body.current, 1),
        ArrowUp: () => move(body.current, -1),
        u: reload,
        a: () => {
          const alert = chosen();
          if (actions.may && alert?.actions.includes('assign') === true) actions.take(alert);
        },
        v: () => open(chosen(), '#visit'),
        Enter: () => open(chosen(), ''),
      };
    }, [body, alerts, actions, reload]),
  );
}

/** The alert under the keyboard, or the most urgent. */
function chosenAlert(body: HTMLElement | null, alerts: readonly Alert[]): Alert | undefined {
  const row = [...(body?.querySelectorAll<HTMLElement>('tr[data-alert]') ?? [])].find((one) =>
    one.contains(document.activeElement),
  );
  return row === undefined ? alerts[0] : alerts.find(({ id }) => id === row.dataset['alert']);
}

function open(alert: Alert | undefined, part: string): void {
  if (alert === undefined) return;
  navigate(`${householdAddress(alert.household_id)}${part}`);
  window.scrollTo(0, 0);
}

function move(body: HTMLElement | null, step: 1 | -1): void {
  const links = [...(body?.querySelectorAll<HTMLAnchorElement>('.queue-link') ?? [])];
  const here = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement));
  const next = here === -1 ? (step === 1 ? 0 : links.length - 1) : here + step;
  links[next]?.focus();
}
