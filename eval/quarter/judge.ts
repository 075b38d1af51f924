/**
 * A quarter of warnings against the hidden truth: who was rightly visited, how early, and how other queues of the same
 * length would have done.
 */
import { addMonths, daysBetween, monthOf, type IsoDate } from '../../src/core/dates.ts';
import type { Rng } from '../../src/core/rng.ts';
import { quantileOfSorted } from '../metrics/scores/quantile-of-sorted.ts';
import type { CountyTruth } from '../county/truth.ts';

/** A household that a round could have visited. */
export interface Visitable {
  readonly household: string;
  readonly area: string;
  /** Strongest single signal: 0 none, 1 blue … 4 red. */
  readonly signal: number;
  /** Day it last reported or applied itself, before the round; null = never. */
  readonly cameOn: IsoDate | null;
}

/** One round: who could be visited, who was, and what came of it. */
export interface QuarterRound {
  readonly asOf: IsoDate;
  readonly pool: readonly Visitable[];
  /** Households warned of, in the order raised; random draws apart. */
  readonly warned: readonly string[];
  readonly drawn: readonly string[];
}

/** A queue of visits judged by the truth. */
export interface QueueMeasures {
  readonly queue: string;
  readonly visits: number;
  /** In need in the month of the visit or within the horizon. */
  readonly inNeed: number;
  readonly precision: number;
  /** Of those not in need on the day of the warning: fell within the horizon. */
  readonly falls: number;
  /** Of all falls among households that could be visited. */
  readonly shareOfFalls: number;
  /** Days from warning to fall, of those that fell; null when none did. */
  readonly medianLeadDays: number | null;
}

/** The quarter. */
export interface QuarterMeasures {
  readonly horizonMonths: number;
  readonly rounds: readonly {
    readonly asOf: IsoDate;
    readonly pool: number;
    readonly warned: number;
    readonly drawn: number;
  }[];
  readonly baseRate: number;
  readonly queues: readonly QueueMeasures[];
}

/** Judges the warnings and, at the same number of visits a township and round, three other queues. */
export function judgeQuarter(
  rounds: readonly QuarterRound[],
  truth: Pick<CountyTruth, 'needIn'>,
  { horizonMonths, rng }: { readonly horizonMonths: number; readonly rng: Rng },
): QuarterMeasures {
  const futures = rounds.map(
    ({ asOf, pool }) =>
      new Map(pool.map(({ household }) => [household, futureOf(truth, household, asOf, horizonMonths)])),
  );
  const everywhere = rounds.flatMap(({ pool }, i) =>
    pool.map(({ household }) => futures[i]!.get(household)!),
  );
  const allFalls = new Set(
    rounds.flatMap(({ pool }, i) =>
      pool
        .filter(({ household }) => futures[i]!.get(household)!.fallsOn !== null)
        .map(({ household }) => household),
    ),
  ).size;
  const measure = (queue: string, lists: readonly (readonly string[])[]): QueueMeasures =>
    measureQueue(queue, rounds, lists, { futures, allFalls });
  return {
    horizonMonths,
    rounds: rounds.map(({ asOf, pool, warned, drawn }) => ({
      asOf,
      pool: pool.length,
      warned: warned.length,
      drawn: drawn.length,
    })),
    baseRate: everywhere.filter(({ isNeedy }) => isNeedy).length / Math.max(1, everywhere.length),
    queues: [
      measure(
        'warnings',
        rounds.map(({ warned }) => warned),
      ),
      measure(
        'single_trigger',
        otherQueue(rounds, ({ signal }) => signal, rng.fork('trigger')),
      ),
      measure(
        'first_come',
        otherQueue(rounds, ({ cameOn }) => (cameOn === null ? 0 : Date.parse(cameOn)), rng.fork('come')),
      ),
      measure(
        'random',
        otherQueue(rounds, () => 0, rng.fork('random')),
      ),
      measure(
        'audit_draws',
        rounds.map(({ drawn }) => drawn),
      ),
    ],
  };
}

interface Future {
  readonly isNeedy: boolean;
  /** First day of the first month in need, of a household not in need on the day. */
  readonly fallsOn: IsoDate | null;
}

function futureOf(
  truth: Pick<CountyTruth, 'needIn'>,
  household: string,
  asOf: IsoDate,
  horizonMonths: number,
): Future {
  const isNow = truth.needIn(household, monthOf(asOf)) === true;
  for (let ahead = 1; ahead <= horizonMonths; ahead++) {
    const month = monthOf(addMonths(asOf, ahead));
    if (truth.needIn(household, month) !== true) continue;
    return { isNeedy: true, fallsOn: isNow ? null : (`${month}-01` as IsoDate) };
  }
  return { isNeedy: isNow, fallsOn: null };
}

/**
 * As many visits a township and round as were made of warnings, to the households with the highest key; nobody twice.
 */
function otherQueue(
  rounds: readonly QuarterRound[],
  keyOf: (one: Visitable) => number,
  rng: Rng,
): string[][] {
  const visited = new Set<string>();
  return rounds.map(({ pool, warned }) => {
    const isWarned = new Set(warned);
    const visits = new Map<string, number>();
    for (const { household, area } of pool)
      if (isWarned.has(household)) visits.set(area, (visits.get(area) ?? 0) + 1);
    const order = pool
      .filter(({ household }) => !visited.has(household))
      .map((one) => ({ ...one, key: keyOf(one), tie: rng.next() }))
      .sort((a, b) => b.key - a.key || a.tie - b.tie);
    const chosen = order.filter(({ area }) => {
      const left = visits.get(area) ?? 0;
      visits.set(area, left - 1);
      return left > 0;
    });
    for (const { household } of chosen) visited.add(household);
    return chosen.map(({ household }) => household);
  });
}

function measureQueue(
  queue: string,
  rounds: readonly QuarterRound[],
  lists: readonly (readonly string[])[],
  {
    futures,
    allFalls,
  }: { readonly futures: readonly ReadonlyMap<string, Future>[]; readonly allFalls: number },
): QueueMeasures {
  const seen = lists.flatMap((list, i) =>
    list.map((household) => ({ asOf: rounds[i]!.asOf, future: futures[i]!.get(household) })),
  );
  const inNeed = seen.filter(({ future }) => future?.isNeedy).length;
  const leads = seen
    .flatMap(({ asOf, future }) => (future?.fallsOn ? [daysBetween(asOf, future.fallsOn)] : []))
    .sort((a, b) => a - b);
  return {
    queue,
    visits: seen.length,
    inNeed,
    precision: seen.length === 0 ? 0 : inNeed / seen.length,
    falls: leads.length,
    shareOfFalls: allFalls === 0 ? 0 : leads.length / allFalls,
    medianLeadDays: leads.length === 0 ? null : quantileOfSorted(Float64Array.from(leads), 0.5),
  };
}
