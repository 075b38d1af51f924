/**
 * From the store's and the scorer's words to the wire's.
 */
import { JzError } from '../core/errors/index.ts';
import type { ModelInfo } from '../scoring/types.ts';
import {
  findRun,
  latestRun,
  scoreAtRank,
  type HouseholdPeriod,
  type PublishedRun,
  type RankedScore,
} from '../store/index.ts';
import type { Store, Wording } from '../store/index.ts';
import { sees, type Account } from './roles.ts';
import { band } from './schemas/common.ts';
import type * as wire from './types.ts';

/**
 * The run a reader asked for, or the newest.
 *
 * @throws JZ_RUN_NOT_FOUND for an unknown run, JZ_NOT_PUBLISHED when there is none at all
 */
export async function readRun(store: Store, id: string | undefined): Promise<PublishedRun> {
  const run = id === undefined ? await latestRun(store) : await findRun(store, id);
  if (run) return run;
  if (id === undefined) throw new JzError('JZ_NOT_PUBLISHED');
  throw new JzError('JZ_RUN_NOT_FOUND', { run: id });
}

/** What every answer from a published list carries. */
export function publicationOf(
  run: PublishedRun,
): Pick<wire.ScoresResponse, 'run_id' | 'model' | 'as_of' | 'data_date' | 'generation'> {
  return {
    run_id: run.id,
    model: { id: run.model.id, family: run.model.family, label: run.model.label },
    as_of: run.asOf,
    data_date: run.dataDate,
    generation: run.generationId,
  };
}

/** One row of the ranked list. */
export function rankedHousehold(score: RankedScore): wire.RankedHousehold {
  return {
    rank: score.rank,
    household_id: score.householdId,
    area: score.area,
    region: score.region,
    probability: score.probability,
    lower: score.lower,
    upper: score.upper,
    band: band.parse(score.band),
    is_uncertain: score.isUncertain,
    ...(score.horizons ? { horizons: [...score.horizons] } : {}),
    reasons: [...score.reasons],
  };
}

function neighbour(score: RankedScore | null): wire.HouseholdResponse['neighbours']['next'] {
  if (!score) return null;
  const { rank, householdId, probability } = score;
  return { rank, household_id: householdId, probability, band: band.parse(score.band) };
}

/** The households before and after one in its list, of the areas an account may see. */
export async function neighboursOf(
  store: Store,
  account: Account,
  run: PublishedRun,
  score: RankedScore | null,
): Promise<wire.HouseholdResponse['neighbours']> {
  const at = async (rank: number): Promise<ReturnType<typeof neighbour>> => {
    const other = await scoreAtRank(store, run.id, rank);
    return neighbour(other && sees(account, other.region) ? other : null);
  };
  if (!score) return { previous: null, next: null };
  return { previous: await at(score.rank - 1), next: await at(score.rank + 1) };
}

/** One period with its income sources in words. */
export function periodOf(
  period: HouseholdPeriod,
  titles: Readonly<Record<string, Wording>>,
): wire.HouseholdPeriod {
  const sources = period.facts.sources.map((code) => ({ code, ...(titles[code] ?? { zh: code, en: code }) }));
  return { period: period.period, ...period.facts, sources };
}

/** The model's card. */
export function modelCard(info: ModelInfo, hasReport: boolean): wire.ModelResponse {
  return {
    id: info.id,
    family: info.family,
    label: info.label,
    features: [...info.features],
    trained_on: [...info.trainedOn],
    calibrated_on: [...info.calibratedOn],
    tested_on: [...info.testedOn],
    metrics: { ...info.metrics },
    band_thresholds: info.bandThresholds,
    has_report: hasReport,
  };
}
