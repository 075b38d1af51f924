/**
 * From ledger and model to what a round is planned from: scores, signals, whom to leave alone.
 */
import { buildCounty } from '../../features/county/build.ts';
import { countyFeatures } from '../../features/county/index.ts';
import type { DayFeatures } from '../../features/engine/compute.ts';
import { loadSignals } from '../../features/signals/config.ts';
import { fireSignals } from '../../features/signals/evaluate.ts';
import { signalRows, type SignalRow } from '../../features/signals/list.ts';
import type { IsoDate } from '../core/dates.ts';
import { JzError } from '../core/errors/index.ts';
import { silent, type Progress } from '../core/progress.ts';
import type { DuckDb } from '../io/duckdb.ts';
import { countyCohortOn } from '../scoring/county-cohort.ts';
import { scoreHouseholds, type ScoredList, type ScoreRequest } from '../scoring/score-households.ts';
import type { Store } from '../store/index.ts';
import { areaOf, type Candidate, type Suppression } from './plan.ts';
import type { AlertSettings } from './settings.ts';
import { suppressedAt } from './suppress.ts';

/** What to gather from. */
export interface GatherRequest {
  readonly ledger: { readonly db: DuckDb; readonly generation: string };
  readonly scorer: ScoreRequest['scorer'];
  /** Earlier visits are remembered here besides the ledger. */
  readonly store: Store;
  readonly asOf: IsoDate;
  readonly settings: AlertSettings;
  /** GB/T 2260 code whose law holds; absent: the county most households are registered in. */
  readonly region?: string | undefined;
  /** Local thresholds of signals. */
  readonly preset?: string | undefined;
  readonly progress?: Progress;
}

/** Everything a round is planned from, and the scored list it stands on. */
export interface Gathered {
  readonly day: DayFeatures;
  readonly list: ScoredList;
  readonly candidates: readonly Candidate[];
  readonly suppressed: ReadonlyMap<string, Suppression>;
  readonly households: ReadonlyMap<string, number>;
}

/** Reasons kept for each household. */
const reasonsKept = 10;

/**
 * Scores the households at risk; fires the signals; finds whom to leave alone.
 *
 * @throws JZ_USAGE for a model of another catalogue; JZ_FEATURES_NO_HOUSEHOLDS, JZ_SIGNALS_INVALID, JZ_POLICY_*
 */
export async function gather(request: GatherRequest): Promise<Gathered> {
  const { ledger, scorer, asOf, region, progress = silent } = request;
  if (scorer.catalogue !== 'county')
    throw new JzError('JZ_USAGE', { problem: `${scorer.info.id} is no county model`, command: 'alerts' });
  for await (const day of buildCounty({ db: ledger.db, asOf: [asOf], ...(region ? { region } : {}) })) {
    const cohort = await countyCohortOn(ledger.db, day, region);
    const list = await scoreHouseholds({ ledger, scorer, asOf, cohort, topReasons: reasonsKept, progress });
    const signals = await signalsOf(day, request.preset);
    return {
      day,
      list,
      candidates: list.households.map(({ householdId, area, probability, band, reasons }) => ({
        household: householdId,
        region: area,
        probability,
        band,
        reasons,
        signals: (signals.get(householdId) ?? []).map(({ code, level, says }) => ({ code, level, ...says })),
      })),
      suppressed: new Map([...notAtRisk(day, list), ...(await suppressedAt(request))]),
      households: townships(day.regions),
    };
  }
  throw new JzError('JZ_FEATURES_NO_HOUSEHOLDS', { asOf, first: '-', last: '-' });
}

async function signalsOf(day: DayFeatures, preset: string | undefined): Promise<Map<string, SignalRow[]>> {
  const catalogue = await loadSignals({ asOf: day.asOf, ...(preset === undefined ? {} : { preset }) });
  const fired = fireSignals(catalogue, day.matrix);
  const found = new Map<string, SignalRow[]>();
  for (const row of signalRows(fired, catalogue, { ...day, features: countyFeatures })) {
    const own = found.get(row.household);
    if (own) own.push(row);
    else found.set(row.household, [row]);
  }
  return found;
}

/** Households that are not scored, because they are on assistance or wait for a decision. */
function notAtRisk({ households, matrix }: DayFeatures, list: ScoredList): Map<string, Suppression> {
  const scored = new Set(list.households.map(({ householdId }) => householdId));
  const held = matrix.columns[matrix.names.indexOf('aid__any_held_flag')];
  return new Map(
    households.flatMap((household, row) => {
      if (scored.has(household)) return [];
      return [[household, { reason: held?.[row] === 1 ? 'held' : 'waiting', details: {} }] as const];
    }),
  );
}

function townships(regions: readonly (string | null)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const region of regions) {
    const area = areaOf(region ?? '');
    counts.set(area, (counts.get(area) ?? 0) + 1);
  }
  return counts;
}
