import type { Alert, AlertResponse, RecommendationsResponse } from '../../../../api/types.ts';
import { BandTag } from '../../../components/BandTag.tsx';
import { DueWords } from '../../../components/DueWords.tsx';
import { FailureLine } from '../../../components/FailureLine.tsx';
import { useAlertWords } from '../../../hooks/use-alert-words.ts';
import { useWording } from '../../../hooks/use-text.ts';
import { useSession } from '../../../session/use-session.ts';
import { useHouseholdText } from '../use-household-text.ts';
import { AlertHistory } from './AlertHistory.tsx';
import { HandlingNewsLine } from './HandlingNewsLine.tsx';
import { NextSteps } from './NextSteps.tsx';
import { VisitPart } from './VisitPart.tsx';
import { useHandling } from './use-handling.ts';

interface AlertSectionProps {
  /** Newest first; `null` until they are read. */
  readonly alerts: readonly Alert[] | null;
  readonly advice: RecommendationsResponse | null;
  /** Something was done: the alerts are to be read again. */
  readonly changed: () => void;
}

/** The alert of the household: the open one, or the last one, with everything that can be done about it. */
export function AlertSection({ alerts, advice, changed }: AlertSectionProps) {
  const text = useHouseholdText();
  if (alerts === null) return null;
  const shown = alerts.find((alert) => alert.is_open) ?? alerts[0];
  return (
    <section className="card alert-card" aria-labelledby="alert-title" id="alert">
      <h2 id="alert-title">{text.alertTitle}</h2>
      {shown?.is_open === true ? null : <p className="hint">{text.alertNone}</p>}
      {shown === undefined ? null : (
        <OneAlert key={shown.id} id={shown.id} advice={advice} changed={changed} />
      )}
      <PastAlerts alerts={alerts.filter((alert) => alert !== shown)} />
    </section>
  );
}

interface OneAlertProps {
  readonly id: string;
  readonly advice: RecommendationsResponse | null;
  readonly changed: () => void;
}

function OneAlert({ id, advice, changed }: OneAlertProps) {
  const handling = useHandling(id, changed);
  const { file, failure } = handling;
  if (failure !== null) return <FailureLine failure={failure} />;
  if (file === null) return null;
  return (
    <>
      <AlertFacts file={file} />
      <VisitPart file={file} handling={handling} />
      <NextSteps file={file} handling={handling} advice={advice} />
      <HandlingNewsLine news={handling.news} />
      <AlertHistory file={file} />
    </>
  );
}

function AlertFacts({ file: { alert } }: { readonly file: AlertResponse }) {
  const text = useHouseholdText();
  const words = useAlertWords();
  const wording = useWording();
  const { name } = useSession();
  return (
    <div className="alert-facts">
      <BandTag band={alert.level} size="large" />
      <p className="alert-why">{alert.why === null ? alert.id : wording(alert.why)}</p>
      <dl>
        <div>
          <dt>{text.due}</dt>
          <dd>{alert.is_open ? <DueWords alert={alert} /> : '–'}</dd>
        </div>
        <div>
          <dt>{text.state}</dt>
          <dd>{words.states[alert.state]}</dd>
        </div>
        <div>
          <dt>{text.assignee}</dt>
          <dd>
            {alert.assignee === null ? text.nobody : alert.assignee === name ? text.me : alert.assignee}
          </dd>
        </div>
        <div>
          <dt>{text.raisedOn}</dt>
          <dd>
            {alert.raised_on} <span className="muted">{alert.id}</span>
          </dd>
        </div>
      </dl>
    </div>
  );
}

function PastAlerts({ alerts }: { readonly alerts: readonly Alert[] }) {
  const text = useHouseholdText();
  const words = useAlertWords();
  if (alerts.length === 0) return null;
  return (
    <details className="fold">
      <summary>{text.alertPast(String(alerts.length))}</summary>
      <ul>
        {alerts.map((alert) => (
          <li key={alert.id}>
            {text.closedAlert(
              alert.id,
              alert.raised_on,
              alert.outcome === null ? words.states[alert.state] : text.outcomeWords[alert.outcome],
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
