/**
 * Raises a round of alerts: planned and written in one transaction, every alert with its evidence and audit entry.
 */
import type { IsoDate } from '../core/dates.ts';
import { canonicalJson } from '../core/json.ts';
import type { Rng } from '../core/rng.ts';
import {
  inTransaction,
  latestRound,
  nextAlertSequence,
  openAlertRows,
  roundRow,
  type AlertRoundTable,
  type AlertTable,
  type Store,
} from '../store/index.ts';
import { evidenceOf, freshEvidence } from './evidence.ts';
import { roundWriters } from './write-round.ts';
import { areaOf, planRound, type Candidate, type Chosen, type RoundPlan, type Suppression } from './plan.ts';
import { dueDay, type AlertSettings } from './settings.ts';

/** What to raise from. */
export interface RaiseRequest {
  readonly asOf: IsoDate;
  /** The caller's clock; limits run from its day. */
  readonly at: string;
  readonly actor: string;
  /** Score run the round stands on. */
  readonly runId: string;
  readonly candidates: readonly Candidate[];
  readonly suppressed: ReadonlyMap<string, Suppression>;
  /** All households of the county, by township. */
  readonly households: ReadonlyMap<string, number>;
  readonly settings: AlertSettings;
  readonly rng: Rng;
}

/** How a round ended. */
export interface RaiseCounts {
  readonly raised: number;
  readonly audit: number;
  /** Open alerts that got new evidence. */
  readonly appended: number;
  /** Qualified, beyond their township's capacity. */
  readonly cut: number;
  readonly suppressed: number;
  /** Red ones among those cut: capacity is too small for them. */
  readonly redCut: number;
}

/** A finished round. */
export interface RaiseResult extends RaiseCounts {
  readonly round: string;
  /** The same round had been raised before: nothing was done. */
  readonly isRepeat: boolean;
}

/** States in which a visit is still to come. */
const unvisited = ['new', 'assigned', 'accepted'];

/**
 * Raises the round of a score run and date, once.
 *
 * @throws JZ_CALENDAR_YEAR when a limit leaves the years whose working days are known; JZ_STORE_BUSY: nothing is raised
 */
export function raiseAlerts(store: Store, request: RaiseRequest): RaiseResult {
  const round = `${request.asOf}/${request.runId}`;
  return inTransaction(store, () => {
    const earlier = roundRow(store, round);
    if (earlier) return { ...(JSON.parse(earlier.counts) as RaiseCounts), round, isRepeat: true };
    const open = openAlertRows(store);
    const plan = planRound({
      ...request,
      open: new Set(open.map((row) => row.household_id)),
      backlog: countBy(open.filter(({ state }) => unvisited.includes(state)).map(({ area }) => area)),
    });
    return writeRound(store, request, { round, open, plan });
  });
}

interface Round {
  readonly round: string;
  readonly open: readonly AlertTable[];
  readonly plan: RoundPlan;
}

function writeRound(store: Store, request: RaiseRequest, { round, open, plan }: Round): RaiseResult {
  const fresh = freshEvidence(store, open, plan.known, request);
  const cut = plan.skipped.filter(({ reason }) => reason === 'capacity');
  const counts: RaiseCounts = {
    raised: plan.chosen.length,
    audit: plan.chosen.filter(({ source }) => source === 'audit').length,
    appended: fresh.length,
    cut: cut.length,
    suppressed: plan.skipped.length - cut.length,
    redCut: cut.filter(({ details }) => details['band'] === 'red').length,
  };
  const write = roundWriters(store, request);
  const settings = {
    areas: [...plan.areas],
    raise: request.settings.raise,
    audit_share: request.settings.audit_share,
  };
  const row: AlertRoundTable = {
    id: round,
    sequence: (latestRound(store)?.sequence ?? 0) + 1,
    as_of: request.asOf,
    run_id: request.runId,
    settings: canonicalJson(settings),
    counts: canonicalJson(counts),
  };
  write.round(row, { ...counts });
  for (const { household, reason, details } of [...plan.skipped, ...others(request, plan)])
    write.skip({ round_id: round, household_id: household, reason, details: canonicalJson(details) });
  let sequence = nextAlertSequence(store);
  for (const chosen of plan.chosen)
    write.alert(newRow(request, round, chosen, sequence++), evidenceOf(chosen, request.asOf));
  for (const one of fresh) write.append(one);
  return { round, isRepeat: false, ...counts };
}

/** Suppressed households that were not even scored: held, waiting. */
function others(
  { suppressed, candidates }: RaiseRequest,
  { skipped }: RoundPlan,
): { household: string; reason: string; details: Suppression['details'] }[] {
  const told = new Set([
    ...skipped.map(({ household }) => household),
    ...candidates.map(({ household }) => household),
  ]);
  return [...suppressed]
    .filter(([household]) => !told.has(household))
    .map(([household, why]) => ({ household, ...why }));
}

function newRow({ at, settings }: RaiseRequest, round: string, chosen: Chosen, sequence: number): AlertTable {
  const { candidate, level, source, areaRank } = chosen;
  const day = at.slice(0, 10) as IsoDate;
  return {
    id: `A${day.replaceAll('-', '')}-${String(sequence).padStart(6, '0')}`,
    sequence,
    household_id: candidate.household,
    area: areaOf(candidate.region),
    region: candidate.region,
    state: 'new',
    is_open: 1,
    outcome: null,
    level,
    source,
    round_id: round,
    probability: candidate.probability,
    area_rank: areaRank,
    raised_on: day,
    due_on: dueDay(settings, level, 'dispatch', day),
    assignee: null,
    escalation: 0,
    version: 1,
    updated_at: at,
  };
}

function countBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
