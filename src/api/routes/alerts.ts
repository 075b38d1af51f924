import type { FastifyReply, FastifyRequest } from 'fastify';
import { actionForms, actOnAlert, officerActions, type OfficerAction } from '../../alerts/act.ts';
import { reasonInOneLine } from '../../alerts/evidence.ts';
import { alertOf, listAlerts, readAlert, type Alert, type AlertFile } from '../../alerts/alert.ts';
import { allowedActions, alertStates, transitions } from '../../alerts/lifecycle.ts';
import { JzError } from '../../core/errors/index.ts';
import type { Json } from '../../core/json.ts';
import { alertRow, countAlerts, oncePerKey, type AlertFilter, type Store } from '../../store/index.ts';
import { chinaMoment } from '../moment.ts';
import { sees, type Account } from '../roles.ts';
import {
  actionHeaders,
  alert as alertSchema,
  alertParams,
  alertResponse,
  alertsQuery,
  alertsResponse,
} from '../schemas/alerts.ts';
import type * as wire from '../types.ts';
import { commonProblems, problems, type Api, type Sources } from './route.ts';

/** `GET /v1/alerts`, `GET /v1/alerts/{id}`, and `POST /v1/alerts/{id}/ACTION` for every action of an officer. */
export function addAlertRoutes(app: Api, sources: Sources): void {
  const { store } = sources;
  app.get(
    '/v1/alerts',
    {
      config: { access: 'alerts' },
      schema: {
        operationId: 'listAlerts',
        summary: '预警列表，仅限本人辖区 / alerts of the areas one may see',
        tags: ['alerts'],
        querystring: alertsQuery,
        response: { 200: alertsResponse, 400: problems[400], ...commonProblems },
      },
    },
    (request) => page(sources, request.account, request.query),
  );
  app.get(
    '/v1/alerts/:id',
    {
      config: { access: 'alerts' },
      schema: {
        operationId: 'getAlert',
        summary: '一件预警：证据、走访、办理记录 / one alert with evidence, visits and history',
        tags: ['alerts'],
        params: alertParams,
        response: { 200: alertResponse, 400: problems[400], 404: problems[404], ...commonProblems },
      },
    },
    async (request, reply) => {
      checkSeen(sources, request.account, request.params.id);
      const file = await readAlert(store, request.params.id);
      reply.header('etag', etagOf(file.alert.version));
      return fileOf(store, file);
    },
  );
  for (const action of officerActions) addAction(app, sources, action);
}

function addAction(app: Api, sources: Sources, action: OfficerAction): void {
  app.post(
    `/v1/alerts/:id/${action}`,
    {
      config: { access: 'alert_actions' },
      bodyLimit: 65_536,
      schema: {
        operationId: `${camel(action)}Alert`,
        summary: `${transitions[action].zh} / ${action.replace('_', ' ')}`,
        description: 'Answered once it is on disk, with its entry in the audit chain.',
        tags: ['alerts'],
        params: alertParams,
        headers: actionHeaders,
        body: actionForms[action],
        response: {
          200: alertSchema,
          ...{ 400: problems[400], 404: problems[404], 409: problems[409], 412: problems[412] },
          ...{ 413: problems[413], 415: problems[415], 422: problems[422], 428: problems[428] },
          ...commonProblems,
        },
      },
    },
    (request, reply) => act(sources, action, request, reply),
  );
}

type ActionRequest = Pick<FastifyRequest, 'account' | 'body'> & {
  readonly params: { readonly id: string };
  readonly headers: {
    readonly 'if-match'?: string | undefined;
    readonly 'idempotency-key'?: string | undefined;
  };
};

async function act(
  sources: Sources,
  action: OfficerAction,
  { account, params: { id }, headers, body }: ActionRequest,
  reply: FastifyReply,
): Promise<wire.Alert> {
  checkSeen(sources, account, id);
  const { store, now } = sources;
  const expectedVersion = versionOf(headers['if-match']);
  const settings = await sources.alertSettings();
  const at = chinaMoment(now());
  const work = (): wire.Alert => {
    const request = { alert: id, action, actor: account.name, at, expectedVersion, details: body };
    return wireAlert(store, actOnAlert(store, settings, request));
  };
  const key = headers['idempotency-key'];
  const after = key === undefined ? work() : keyed(key);
  reply.header('etag', etagOf(after.version));
  return after;

  function keyed(given: string): wire.Alert {
    const asked = { alert: id, action, version: expectedVersion, details: body as Json };
    const answer = oncePerKey(store, { actor: account.name, key: given, request: asked, at }, work);
    if (answer.isRepeat) reply.header('idempotent-replayed', 'true');
    return alertSchema.parse(answer.response);
  }
}

async function page(
  { store }: Sources,
  account: Account,
  query: ReturnType<typeof alertsQuery.parse>,
): Promise<wire.AlertsResponse> {
  const { state, level, region, assignee, household, due_before: dueBefore, after, limit } = query;
  const own: AlertFilter = { state, level, region, assignee, household, dueBefore, within: account.areas };
  const filter = query.closed === 'true' || state === 'closed' ? own : { ...own, isOpen: true };
  const found = await listAlerts(store, filter, { afterSequence: after, limit: limit + 1 });
  const items = found.slice(0, limit);
  return {
    total: await countAlerts(store, filter),
    next: found.length > limit ? (items.at(-1)?.sequence ?? null) : null,
    items: items.map((one) => wireAlert(store, one)),
  };
}

/** An alert of another area is not there. */
function checkSeen({ store }: Sources, account: Account, id: string): void {
  const row = alertRow(store, id);
  if (!row || !sees(account, alertOf(row).region)) throw new JzError('JZ_ALERT_UNKNOWN', { alert: id });
}

function etagOf(version: number): string {
  return `"${version}"`;
}

function versionOf(tag: string | undefined): number {
  const version = /^"(\d{1,15})"$/.exec(tag ?? '')?.[1];
  if (version === undefined) throw new JzError('JZ_IF_MATCH_REQUIRED');
  return Number(version);
}

function camel(action: OfficerAction): string {
  return action.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** An alert on the wire, with its reason in one line. */
export function wireAlert(store: Store, one: Alert): wire.Alert {
  return {
    id: one.id,
    household_id: one.household,
    area: one.area,
    region: one.region,
    state: one.state,
    state_zh: alertStates[one.state].zh,
    is_open: one.isOpen,
    outcome: one.outcome,
    level: one.level,
    why: reasonInOneLine(store, one.id),
    source: one.source,
    round: one.round,
    probability: one.probability,
    area_rank: one.areaRank,
    raised_on: one.raisedOn,
    due_on: one.dueOn,
    assignee: one.assignee,
    escalation: one.escalation,
    version: one.version,
    updated_at: one.updatedAt,
    actions: officerActions.filter((action) => allowedActions(one.state).includes(action)),
  };
}

function fileOf(store: Store, { alert, evidence, visits, history }: AlertFile): wire.AlertResponse {
  return {
    alert: wireAlert(store, alert),
    evidence: evidence.map(({ asOf, ...one }) => ({ ...one, as_of: asOf })),
    visits: visits.map(({ visitedOn, concludedOn, ...one }) => ({
      ...one,
      visited_on: visitedOn,
      concluded_on: concludedOn,
    })),
    history: history.map(({ number, at, actor, action, hash }) => ({ number, at, actor, action, hash })),
  };
}
