import { alertsOfHousehold } from '../../alerts/alert.ts';
import { JzError } from '../../core/errors/index.ts';
import type { Dossier } from '../../dossier/dossier.ts';
import type { Households } from '../../dossier/households.ts';
import { findScore, listReasons, type PublishedRun, type RankedScore } from '../../store/index.ts';
import { neighboursOf, publicationOf, rankedHousehold, readRun } from '../present.ts';
import { sees, type Account } from '../roles.ts';
import { householdParams } from '../schemas/common.ts';
import { dossierResponse } from '../schemas/dossier.ts';
import { recommendationsResponse } from '../schemas/recommendations.ts';
import type { ServedCounty } from '../served-county.ts';
import type * as types from '../types.ts';
import { wire } from '../wire-names.ts';
import { wireAlert } from './alerts.ts';
import { commonProblems, problems, type Api, type Sources } from './route.ts';

const answers = { 400: problems[400], 404: problems[404], ...commonProblems };

/** `GET /v1/households/{id}/dossier` and `…/recommendations`: a household of a county as the ledger knows it. */
export function addDossierRoutes(app: Api, sources: Sources): void {
  app.get(
    '/v1/households/:id/dossier',
    {
      config: { access: 'households' },
      schema: {
        operationId: 'getDossier',
        summary:
          '一户的全貌：成员、事件、信号、评分、预警 / a household in full: members, events, signals, score',
        description:
          'As of the day of the newest list and as known on it; no names. Noted in the audit chain.',
        tags: ['households'],
        params: householdParams,
        response: { 200: dossierResponse, ...answers },
      },
    },
    async ({ account, params: { id } }) => {
      const seen = await seenHousehold(sources, account, id);
      await sources.noteLook(account, { action: 'read_dossier', household: id });
      const isScored = seen.score !== null;
      return dossierOf(sources, { account, id, ...seen }, await seen.households.dossier(id, { isScored }));
    },
  );
  app.get(
    '/v1/households/:id/recommendations',
    {
      config: { access: 'households' },
      schema: {
        operationId: 'getRecommendations',
        summary: '一户可享受的救助：应享未享、差一点、叠加、一件事 / assistance that fits a household',
        description: 'By the rules in force on the day of the newest list; a score has no part in it.',
        tags: ['households'],
        params: householdParams,
        response: { 200: recommendationsResponse, ...answers },
      },
    },
    async ({ account, params: { id } }) => {
      const { run, households } = await seenHousehold(sources, account, id);
      await sources.noteLook(account, { action: 'read_advice', household: id });
      const { advice, lawRegion } = await households.advice(id);
      const { asOf: as_of, generationId: generation } = run;
      return { household_id: id, as_of, known_at: as_of, generation, region: lawRegion, ...wire(advice) };
    },
  );
}

/** A household of the served county. */
export interface SeenHousehold {
  readonly county: ServedCounty;
  readonly households: Households;
  readonly run: PublishedRun;
  /** `null` when it is not in the list. */
  readonly score: RankedScore | null;
  readonly region: string;
  /** Pseudonyms of those who live there. */
  readonly people: readonly string[];
}

/**
 * Finds a household one may see.
 *
 * @throws JZ_COUNTY_NOT_SERVED; JZ_HOUSEHOLD_NOT_FOUND, also for one of another area
 */
export async function seenHousehold(
  { store, county }: Sources,
  account: Account,
  id: string,
): Promise<SeenHousehold> {
  if (!county) throw new JzError('JZ_COUNTY_NOT_SERVED');
  const run = await readRun(store, undefined);
  const score = await findScore(store, run.id, id);
  if (score && !sees(account, score.region)) throw new JzError('JZ_HOUSEHOLD_NOT_FOUND', { household: id });
  const households = county.householdsOf(run);
  const home = await households.home(id);
  const region = score?.region ?? home?.region;
  if (region === undefined || !sees(account, region))
    throw new JzError('JZ_HOUSEHOLD_NOT_FOUND', { household: id });
  return { county, households, run, score, region, people: home?.people ?? [] };
}

const townshipDigits = 9;

async function dossierOf(
  { store }: Sources,
  {
    account,
    id,
    county,
    run,
    score,
    region,
  }: SeenHousehold & { readonly account: Account; readonly id: string },
  { members, channels, timeline, isHeld, ...dossier }: Dossier,
): Promise<types.DossierResponse> {
  const names = county.identities.masked(members.map(({ personId }) => personId));
  const ranked = score && {
    ...rankedHousehold(score),
    reasons: await listReasons(store, run.id, id),
  };
  return {
    ...publicationOf(run),
    ...{ household_id: id, area: region.slice(0, townshipDigits), region, known_at: run.asOf },
    ...{ scored: run.rows, score: ranked, neighbours: await neighboursOf(store, account, run, score) },
    not_scored: score ? null : isHeld ? 'held' : members.length === 0 ? 'empty' : 'waiting',
    alerts: alertsOfHousehold(store, id).map((alert) => wireAlert(store, alert)),
    members: members.map((member) => ({
      ...wire(member),
      name: names.get(member.personId)?.name ?? null,
      id_number: names.get(member.personId)?.idNumber ?? null,
    })),
    timeline: wire(timeline),
    channels: { months: [...channels.months], series: wire(channels.series) },
    ...wire(dossier),
  };
}
