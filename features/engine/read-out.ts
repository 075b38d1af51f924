/**
 * Numbers of features from the running totals.
 */
import type { IsoDate } from '../../src/core/dates.ts';
import { agoOfMoment, type Block } from './block.ts';
import type { EventAggregate, EventFeature, MonthlySeries } from './declaration.ts';
import { readingOf, seriesKey } from './plan.ts';
import { scaleOf } from './scan-sql.ts';
import { blockOf, isNewestOnly, windowOf, type BlockName, type Tally, type TallyPlan } from './tally.ts';

/** Running totals of one table and as-of date. */
export interface Totals {
  readonly plan: TallyPlan;
  readonly blocks: Readonly<Record<BlockName, Block>>;
}

/**
 * A feature's number for each household or person of `places`, or for all when null; NaN = no row in its window.
 */
export function readTally(
  totals: Totals,
  feature: EventFeature,
  asOf: IsoDate,
  places: Int32Array | null,
): Float64Array {
  const tally = totals.plan.ofFeature.get(feature)!;
  const block = totals.blocks[blockOf(tally.entity)];
  const window = windowOf(feature, asOf);
  const result = new Float64Array(places?.length ?? block.values.length / block.stride);
  if (isNewestOnly(feature.aggregate)) readNewest(block, tally, window, { places, result });
  else readSegments(block, tally, window, { places, result });
  const isScaled = ['sum', 'max', 'min', 'last'].includes(feature.aggregate);
  const scale = isScaled ? scaleOf(feature.source, feature.value?.columns ?? []) : 1;
  if (scale !== 1) for (let i = 0; i < result.length; i++) result[i]! /= scale;
  return result;
}

/** Reads the months of one household into `months`, newest first, empty ones as the series says. */
export function seriesReader(
  totals: Totals,
  series: MonthlySeries,
): (household: number, months: Float64Array) => void {
  const { slot } = totals.plan.ofSeries.get(seriesKey(series))!;
  const { values, stride } = totals.blocks.household;
  const scale = scaleOf(series.source, readingOf(series).channel.columns);
  const none = series.empty === 'zero' ? 0 : Number.NaN;
  return (household, months) => {
    const from = household * stride + slot;
    for (let ago = 0; ago < months.length; ago++) {
      const value = values[from + ago]!;
      months[ago] = value === value ? value / scale : none;
    }
  };
}

interface Target {
  readonly places: Int32Array | null;
  readonly result: Float64Array;
}

type Window = readonly [from: number, to: number];

/** The newest row's number (or age), when that row lies inside the window. */
function readNewest(
  { values, stride }: Block,
  { aggregate, slot }: Tally,
  [, to]: Window,
  { places, result }: Target,
): void {
  for (let i = 0; i < result.length; i++) {
    const at = (places === null ? i : places[i]!) * stride + slot;
    const value = values[at]!;
    const ago = aggregate === 'days_since' ? value : agoOfMoment(values[at + 1]!);
    result[i] = ago < to ? value : Number.NaN;
  }
}

/** The segments of the window as one number. */
function readSegments(
  { values, stride }: Block,
  { aggregate, edges, slot }: Tally,
  [from, to]: Window,
  { places, result }: Target,
): void {
  const first = slot + edges.indexOf(from);
  const end = slot + edges.indexOf(to);
  const combine = combiners[aggregate];
  for (let i = 0; i < result.length; i++) {
    const start = (places === null ? i : places[i]!) * stride;
    let value = values[start + first]!;
    for (let at = start + first + 1; at < start + end; at++) {
      const own = values[at]!;
      if (own === own) value = value === value ? combine(value, own) : own;
    }
    result[i] = value;
  }
}

const larger = (a: number, b: number): number => (a >= b ? a : b);
const smaller = (a: number, b: number): number => (a <= b ? a : b);
const added = (a: number, b: number): number => a + b;

const combiners: Readonly<Record<EventAggregate, (a: number, b: number) => number>> = {
  sum: added,
  count: added,
  any: larger,
  max: larger,
  min: smaller,
  days_since: smaller,
  days_since_known: smaller,
  last: larger,
};
