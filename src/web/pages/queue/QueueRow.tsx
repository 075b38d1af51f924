import type { Alert } from '../../../api/types.ts';
import { householdAddress } from '../../app/routes.ts';
import { BandTag } from '../../components/BandTag.tsx';
import { DueWords } from '../../components/DueWords.tsx';
import { Link } from '../../components/Link.tsx';
import { formatPercent } from '../../format/numbers.ts';
import { shortId } from '../../format/short-id.ts';
import { useAlertWords } from '../../hooks/use-alert-words.ts';
import { usePlaceName } from '../../hooks/use-place-name.ts';
import { useWording } from '../../hooks/use-text.ts';
import { useSession } from '../../session/use-session.ts';
import type { QueueActions } from './use-queue-actions.ts';
import { useQueueText } from './use-queue-text.ts';

interface QueueRowProps {
  readonly alert: Alert;
  readonly actions: QueueActions;
}

/** One alert: how urgent, until when, why, where it stands and who has it. The keyboard stands on its link. */
export function QueueRow({ alert, actions }: QueueRowProps) {
  const text = useQueueText();
  const words = useAlertWords();
  const placeName = usePlaceName();
  return (
    <tr data-alert={alert.id}>
      <td className="col-level">
        <BandTag band={alert.level} />
      </td>
      <td className="col-due">
        <DueWords alert={alert} />
      </td>
      <td className="col-why">
        <Why alert={alert} />
      </td>
      <td className="col-state">{words.states[alert.state]}</td>
      <td className="col-area">{placeName(alert.area)}</td>
      <td className="col-assignee">
        <Assignee alert={alert} />
      </td>
      {actions.may ? (
        <td className="col-act">
          {alert.actions.includes('assign') && alert.assignee === null ? (
            <button
              type="button"
              className="button-small"
              onClick={() => {
                actions.take(alert);
              }}
            >
              {text.assignToMe}
            </button>
          ) : null}
          <Link to={`${householdAddress(alert.household_id)}#visit`} className="button-small">
            {text.visit}
          </Link>
        </td>
      ) : null}
    </tr>
  );
}

/** The reason in one line, over the household it speaks of. */
function Why({ alert }: { readonly alert: Alert }) {
  const text = useQueueText();
  const words = useAlertWords();
  const wording = useWording();
  const { why, probability } = alert;
  return (
    <>
      <Link to={householdAddress(alert.household_id)} className="queue-link">
        {why === null ? text.household(shortId(alert.household_id)) : wording(why)}
      </Link>
      <span className="muted queue-meta">
        <span>{text.household(shortId(alert.household_id))}</span>
        {probability === null ? null : <span>{text.probability(formatPercent(probability))}</span>}
        {alert.source === 'audit' ? <span>{words.randomDraw}</span> : null}
      </span>
    </>
  );
}

function Assignee({ alert: { assignee } }: { readonly alert: Alert }) {
  const text = useQueueText();
  const { name } = useSession();
  if (assignee === null) return <span className="muted">{text.nobody}</span>;
  return assignee === name ? <strong>{text.me}</strong> : assignee;
}
