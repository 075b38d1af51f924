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

/** A feature's number for each household or person, `[entities]`; NaN = no row in its window. */
export function readTally(totals: Totals, feature: EventFeature, asOf: IsoDate): Float64Array {
  const tally = totals.plan.ofFeature.get(feature)!;
  const { values, stride } = totals.blocks[blockOf(tally.entity)];
  const window = windowOf(feature, asOf);
  const isScaled = ['sum', 'max', 'min', 'last'].includes(feature.aggregate);
  const scale = isScaled ? scaleOf(feature.source, feature.value?.columns ?? []) : 1;
  const read = isNewestOnly(feature.aggregate) ? newestReader(tally, window) : segmentReader(tally, window);
  const result = new Float64Array(values.length / stride);
  for (let i = 0; i < result.length; i++) result[i] = read(values, i * stride) / scale;
  return result;
}

/** Months of a series, newest first: `[rows × months]`, empty ones as the series says. */
export function readSeries(totals: Totals, series: MonthlySeries, rows: Int32Array): Float64Array {
  const { slot } = totals.plan.ofSeries.get(seriesKey(series))!;
  const { values, stride } = totals.blocks.household;
  const scale = scaleOf(series.source, readingOf(series).channel.columns);
  const result = new Float64Array(rows.length * series.months);
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * stride + slot;
    for (let ago = 0; ago < series.months; ago++) {
      const value = values[from + ago]!;
      result[i * series.months + ago] = value !== value && series.empty === 'zero' ? 0 : value / scale;
    }
  }
  return result;
}

type Reader = (values: Float64Array, entity: number) => number;

/** The newest row's number (or age), when that row lies inside the window. */
function newestReader(tally: Tally, [, to]: readonly [number, number]): Reader {
  const { slot } = tally;
  if (tally.aggregate === 'days_since')
    return (values, entity) => (values[entity + slot]! < to ? values[entity + slot]! : Number.NaN);
  return (values, entity) =>
    agoOfMoment(values[entity + slot + 1]!) < to ? values[entity + slot]! : Number.NaN;
}

function segmentReader(tally: Tally, [from, to]: readonly [number, number]): Reader {
  const first = tally.slot + tally.edges.indexOf(from);
  const end = tally.slot + tally.edges.indexOf(to);
  const combine = combiners[tally.aggregate];
  return (values, entity) => {
    let result = Number.NaN;
    for (let slot = first; slot < end; slot++) {
      const own = values[entity + slot]!;
      if (own === own) result = result === result ? combine(result, own) : own;
    }
    return result;
  };
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
