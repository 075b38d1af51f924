/**
 * One round from ledger and model to alerts: the scored list is published, then the alerts that stand on it.
 */
import type { IsoDate } from '../core/dates.ts';
import { silent } from '../core/progress.ts';
import { seededRng } from '../core/rng.ts';
import { findRun, publishScores, roundRow } from '../store/index.ts';
import type { ScoredList } from '../scoring/score-households.ts';
import { areaOf } from './plan.ts';
import { gather, type Gathered, type GatherRequest } from './gather.ts';
import { raiseAlerts, type RaiseCounts, type RaiseResult } from './raise.ts';

/** What a round is made of. */
export interface RoundRequest extends GatherRequest {
  readonly ledger: GatherRequest['ledger'] & { readonly currency: string };
  /** The caller's clock. */
  readonly at: string;
  readonly actor: string;
  /** Of the random draws. */
  readonly seed: string;
  /** Gets what the round is planned from before alerts are raised on it, for example to write the list to a file. */
  readonly onGathered?: (gathered: Gathered) => Promise<void>;
}

/** The id of the list a round stands on. */
export function runIdOf({ scorer, ledger, asOf }: Pick<RoundRequest, 'scorer' | 'ledger' | 'asOf'>): string {
  return `${scorer.info.id}/${ledger.generation}/${asOf}`;
}

/**
 * Raises the round of a date. The same model, ledger and date raise once; a repeat gives what the first one did.
 *
 * @throws as `gather`, `publishScores` and `raiseAlerts`
 */
export async function raiseRound(request: RoundRequest): Promise<RaiseResult> {
  const { store, asOf, at, actor, settings, seed } = request;
  const runId = runIdOf(request);
  const known = knownRound(request, runId, asOf);
  if (known) return known;
  const gathered = await gather({ ...request, progress: request.progress ?? silent });
  await request.onGathered?.(gathered);
  if (!(await findRun(store, runId))) publishList(request, runId, gathered.list);
  const rng = seededRng(`${seed}/${asOf}`);
  return raiseAlerts(store, { asOf, at, actor, runId, settings, rng, ...gathered });
}

function knownRound({ store }: RoundRequest, runId: string, asOf: IsoDate): RaiseResult | null {
  const round = `${asOf}/${runId}`;
  const row = roundRow(store, round);
  return row ? { ...(JSON.parse(row.counts) as RaiseCounts), round, isRepeat: true } : null;
}

function publishList({ store, ledger, asOf }: RoundRequest, id: string, list: ScoredList): void {
  const { model, dataDate, households } = list;
  const { generation: generationId, currency } = ledger;
  publishScores(
    store,
    { id, model, asOf, generationId, dataDate, currency, sourceTitles: {} },
    households.map((one) => ({ ...one, area: areaOf(one.area), region: one.area })),
    [],
  );
}
