import { useEffect, useMemo } from 'react';
import type { Alert, OverviewResponse } from '../../../api/types.ts';
import { overviewPath } from '../../api/paths.ts';
import { rememberList } from '../../app/last-list.ts';
import { householdAddress, listAddress } from '../../app/routes.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Link } from '../../components/Link.tsx';
import { Loading } from '../../components/Loading.tsx';
import { formatCount } from '../../format/numbers.ts';
import { navigate, useLocation } from '../../hooks/use-location.ts';
import { usePageTitle } from '../../hooks/use-page-title.ts';
import { useResource } from '../../hooks/use-resource.ts';
import { useSession } from '../../session/use-session.ts';
import { QueueFilters } from './QueueFilters.tsx';
import { QueueNewsLine } from './QueueNewsLine.tsx';
import { QueueTable } from './QueueTable.tsx';
import { alertsOf, queueAddressOf, queueQueryOf, type QueueQuery } from './queue-query.ts';
import { useQueueActions } from './use-queue-actions.ts';
import { useQueue, type Queue } from './use-queue.ts';
import { useQueueText } from './use-queue-text.ts';

/** The alerts to be worked, the most urgent first. */
export function QueuePage() {
  const text = useQueueText();
  const { today } = useSession();
  const { search } = useLocation();
  const query = useMemo(() => queueQueryOf(new URLSearchParams(search)), [search]);
  const queue = useQueue(query.area);
  usePageTitle(text.title);
  useEffect(() => {
    rememberList(queueAddressOf(query));
  }, [query]);
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{text.title}</h1>
          <p className="page-subtitle">{text.subtitle(today)}</p>
        </div>
      </div>
      {queue.failure === null ? null : <FailureNotice failure={queue.failure} retry={queue.reload} />}
      {queue.alerts === null ? (
        queue.failure === null && <Loading rows={12} />
      ) : queue.total === 0 && query.area === null ? (
        <NothingToDo />
      ) : (
        <QueueBody queue={queue} alerts={queue.alerts} query={query} />
      )}
    </div>
  );
}

interface QueueBodyProps {
  readonly queue: Queue;
  readonly alerts: readonly Alert[];
  readonly query: QueueQuery;
}

function QueueBody({ queue, alerts, query }: QueueBodyProps) {
  const text = useQueueText();
  const session = useSession();
  const actions = useQueueActions(queue.reload);
  const shown = useMemo(() => alertsOf(alerts, query, session), [alerts, query, session]);
  const areas = useAreas(queue, alerts);
  const change = (part: Partial<QueueQuery>) => {
    navigate(queueAddressOf({ ...query, ...part }), { replace: true });
  };
  return (
    <>
      <QueueFilters alerts={alerts} areas={areas} query={query} change={change} />
      <div className="queue-head">
        <p aria-live="polite">
          {text.found(formatCount(shown.length), formatCount(queue.total))}
          {alerts.length < queue.total ? (
            <span> {text.more(formatCount(alerts.length), formatCount(queue.total))}</span>
          ) : null}
        </p>
        <p className="keyboard-help">{text.keys}</p>
        {shown[0] === undefined ? null : (
          <Link to={householdAddress(shown[0].household_id)} className="button button-primary">
            {text.start} <kbd>{text.startKey}</kbd>
          </Link>
        )}
      </div>
      <QueueNewsLine news={actions.news} />
      {shown.length === 0 ? (
        <NoneMatches query={query} change={change} />
      ) : (
        <QueueTable key={queueAddressOf(query)} alerts={shown} actions={actions} reload={queue.reload} />
      )}
    </>
  );
}

/** Townships with an alert, or all of them when not every alert was read. */
function useAreas({ isCut }: Queue, alerts: readonly Alert[]): readonly string[] {
  const overview = useResource<OverviewResponse>(isCut ? overviewPath : null);
  const known = isCut ? overview.value?.areas : null;
  return useMemo(() => [...new Set((known ?? alerts).map(({ area }) => area))].sort(), [known, alerts]);
}

function NothingToDo() {
  const text = useQueueText();
  return (
    <section className="card notice" role="status">
      <h2>{text.emptyTitle}</h2>
      <p>{text.emptyHint}</p>
      <Link to={listAddress} className="button">
        {text.toList}
      </Link>
    </section>
  );
}

interface NoneMatchesProps {
  readonly query: QueueQuery;
  readonly change: (part: Partial<QueueQuery>) => void;
}

function NoneMatches({ query, change }: NoneMatchesProps) {
  const text = useQueueText();
  const isMine = query.scope === 'mine';
  return (
    <section className="card notice" role="status">
      <h2>{text.noneTitle}</h2>
      {isMine ? <p>{text.noneMine}</p> : null}
      <button
        type="button"
        className="button"
        onClick={() => {
          change({ stage: null, level: null, area: null, scope: isMine ? 'unassigned' : 'all' });
        }}
      >
        {isMine ? text.toUnassigned : text.clear}
      </button>
    </section>
  );
}
