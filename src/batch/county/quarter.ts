/**
 * Some rounds in turn, each worked by a caseworker: what a bureau would live through in a quarter.
 */
import { actAllOnAlert, type ActRequest, type OfficerAction } from '../../alerts/act.ts';
import { listAlerts, type Alert } from '../../alerts/alert.ts';
import type { VisitFindings } from '../../alerts/findings.ts';
import type { Gathered } from '../../alerts/gather.ts';
import type { VisitOutcome } from '../../alerts/lifecycle.ts';
import { areaOf } from '../../alerts/plan.ts';
import { raiseRound, type RoundRequest } from '../../alerts/round.ts';
import { alertLevels } from '../../alerts/settings.ts';
import { addWorkingDays } from '../../core/calendar/working-days.ts';
import type { IsoDate } from '../../core/dates.ts';
import type { DuckDb } from '../../io/duckdb.ts';
import { loadPolicy, type Policy } from '../../policy/index.ts';
import { amountUnit } from '../../policy/rules/rule.ts';
import { countyOf, populationAt } from '../../population/population.ts';
import { withVisits, type VisitFacts } from '../../population/visited.ts';
import { matchInput } from '../../recommend/all.ts';
import type { Recommendation } from '../../recommend/finding.ts';
import { holdingsAt } from '../../recommend/held.ts';
import { matchAll } from '../../recommend/match.ts';
import { withSavings } from '../../whatif/shock.ts';

/** What a visit finds. */
export interface Found {
  readonly outcome: VisitOutcome;
  readonly findings: Partial<VisitFindings>;
}

/** A quarter to live through. */
export interface QuarterRequest extends Omit<RoundRequest, 'asOf' | 'at' | 'actor' | 'onGathered'> {
  readonly dates: readonly IsoDate[];
  /** What the caseworker finds at a household on a day. */
  readonly visit: (household: string, day: IsoDate) => Found;
  /** Working days from order to visit. */
  readonly visitAfter: number;
}

/** A recommendation with what it pays in a year: a single payment once, a ceiling in full; 0 where it pays nothing. */
export type Advised = Recommendation & { readonly yearFen: number };

/** One round lived through. */
export interface LivedRound {
  readonly asOf: IsoDate;
  readonly pool: readonly { household: string; area: string; signal: number; cameOn: IsoDate | null }[];
  readonly warned: readonly string[];
  readonly drawn: readonly string[];
  readonly outcomes: Readonly<Record<VisitOutcome, number>>;
  /** Confirmed alerts for which something was recommended and given. */
  readonly aided: number;
  /** Day of the visit of each alert, and its first three recommendations. */
  readonly visits: readonly {
    household: string;
    day: IsoDate;
    outcome: VisitOutcome;
    advice: readonly Advised[];
  }[];
}

/** Recommendations a caseworker reads first. */
const READ = 3;
const manyAlerts = 1_000_000;

/** Raises each date's round, visits every alert, aids the confirmed, closes. */
export async function liveQuarter(request: QuarterRequest): Promise<LivedRound[]> {
  const policy = await loadPolicy();
  const lived: LivedRound[] = [];
  for (const asOf of request.dates) lived.push(await liveRound(request, asOf, policy));
  return lived;
}

async function liveRound(request: QuarterRequest, asOf: IsoDate, policy: Policy): Promise<LivedRound> {
  const { store, ledger, visitAfter } = request;
  const came = await lastCame(ledger.db, asOf);
  let pool: LivedRound['pool'] = [];
  await raiseRound({
    ...request,
    ...{ asOf, at: asOf, actor: 'quarter' },
    onGathered: (gathered) => {
      pool = poolOf(gathered, came);
      return Promise.resolve();
    },
  });
  const alerts = (await listAlerts(store, { isOpen: true, state: 'new' }, { limit: manyAlerts })).filter(
    ({ raisedOn }) => raisedOn === asOf,
  );
  const day = addWorkingDays(asOf, visitAfter);
  const seen = alerts.map((alert) => ({ alert, found: request.visit(alert.household, day) }));
  const findings = new Map(seen.map(({ alert, found }) => [alert.household, visitFactsOf(found.findings)]));
  const advice = await adviceFor(request, policy, asOf, findings);
  const outcomes = {
    confirmed: 0,
    false_alarm: 0,
    already_aided: 0,
    out_of_jurisdiction: 0,
    declined_by_citizen: 0,
  };
  let aided = 0;
  const visits = seen.map(({ alert, found }) => {
    const { household } = alert;
    const own = advice.get(household) ?? [];
    outcomes[found.outcome]++;
    if (work(request, alert, { day, found, items: own.map(({ item }) => item) })) aided++;
    return { household, day, outcome: found.outcome, advice: own };
  });
  const of = (source: Alert['source']): string[] =>
    alerts.filter((alert) => alert.source === source).map(({ household }) => household);
  return { asOf, pool, warned: of('list'), drawn: of('audit'), outcomes, aided, visits };
}

/** Households that could be visited: scored, not left alone. */
function poolOf(
  { candidates, suppressed }: Gathered,
  came: ReadonlyMap<string, IsoDate>,
): LivedRound['pool'] {
  return candidates
    .filter(({ household }) => !suppressed.has(household))
    .map(({ household, region, signals }) => ({
      household,
      area: areaOf(region),
      signal: Math.max(0, ...signals.map(({ level }) => alertLevels.indexOf(level) + 1)),
      cameOn: came.get(household) ?? null,
    }));
}

/** The last day in three months on which a household itself, or somebody for it, reported. */
async function lastCame(db: DuckDb, asOf: IsoDate): Promise<Map<string, IsoDate>> {
  const { columns } = await db.texts(
    `WITH home AS (SELECT person_id, household_id FROM members_at(CAST($as_of AS DATE), CAST($as_of AS DATE)))
     SELECT coalesce(r.household_id, h.household_id) AS household_id, max(r.occurred_on)::VARCHAR
     FROM report AS r LEFT JOIN home AS h ON h.person_id = r.person_id
     WHERE r.recorded_at <= CAST($as_of AS DATE) AND r.occurred_on > CAST($as_of AS DATE) - INTERVAL 3 MONTH
       AND coalesce(r.household_id, h.household_id) IS NOT NULL GROUP BY 1`,
    { as_of: asOf },
  );
  const [households = [], days = []] = columns;
  return new Map(households.map((household, i) => [household ?? '', (days[i] ?? '') as IsoDate]));
}

/** The first recommendations of each household after its visit, what is reviewed or overlaps left out. */
async function adviceFor(
  { ledger }: QuarterRequest,
  policy: Policy,
  asOf: IsoDate,
  visits: ReadonlyMap<string, VisitFacts>,
): Promise<Map<string, Advised[]>> {
  const known = await populationAt(ledger.db, asOf);
  // The visit brings the authorisation: savings are looked up, and taken as within the limits.
  const verified = withVisits(known.population, known.households, visits);
  const population = withSavings(verified, { unverified_savings: 'within_limits' });
  const people = { ...known, population };
  const holdings = await holdingsAt(ledger.db, asOf);
  const told = new Map<string, Advised[]>();
  const monthly = new Set(
    policy.items.flatMap(({ id, kind }) => (amountUnit(kind) === 'fen_month' ? id : [])),
  );
  for (const line of matchAll(await matchInput({ policy, people, region: countyOf(people), holdings }))) {
    if (!visits.has(line.household) || !['entitled', 'near', 'ask'].includes(line.finding)) continue;
    const own = told.get(line.household) ?? [];
    if (own.length < READ)
      told.set(line.household, [
        ...own,
        { ...line, yearFen: (line.amountFen ?? 0) * (monthly.has(line.item) ? 12 : 1) },
      ]);
  }
  return told;
}

function visitFactsOf(findings: Partial<VisitFindings>): VisitFacts {
  return {
    wageFen: findings.wage_fen ?? null,
    businessFen: findings.business_fen ?? null,
    propertyFen: findings.property_fen ?? null,
    transferFen: findings.transfer_fen ?? null,
    medicalFen: findings.medical_self_paid_fen ?? null,
    educationFen: findings.education_fen ?? null,
  };
}

/** From order to closing; true when aid was given. */
function work(
  { store, settings }: QuarterRequest,
  { id }: Alert,
  { day, found, items }: { readonly day: IsoDate; readonly found: Found; readonly items: readonly string[] },
): boolean {
  const { outcome, findings } = found;
  const isAided = outcome === 'confirmed' && items.length > 0;
  const end: [OfficerAction, unknown][] =
    outcome !== 'confirmed'
      ? []
      : isAided
        ? [
            ['match', { items }],
            ['aid', { items }],
            ['feed_back', {}],
          ]
        : [
            ['refuse', { reason: '没有可匹配的事项 / nothing fits' }],
            ['feed_back', {}],
          ];
  const steps: [OfficerAction, unknown][] = [
    ['assign', { to: '网格员' }],
    ['visit', { visited_on: day, findings }],
    ['conclude', { outcome }],
    ...end,
    ['close', {}],
  ];
  const told = ([action, details]: [OfficerAction, unknown]): ActRequest => ({
    alert: id,
    action,
    actor: '民政助理员',
    at: day,
    details,
  });
  actAllOnAlert(store, settings, steps.map(told));
  return isAided;
}
