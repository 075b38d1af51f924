/**
 * What is added up: rows of one channel, aggregated one way, for one as-of date. Windows of several lengths share a
 * tally: its time is cut into segments at every window's edge, a row goes into one segment, and a window is a run of
 * segments. Slots of all tallies of one table lie side by side, household by household, so that one row touches one
 * stretch of memory.
 */
import { addMonths, type IsoDate } from '../../src/core/dates.ts';
import { dayNumber } from '../days.ts';
import type { EventAggregate, EventFeature, MemberFilter, MonthlySeries } from './declaration.ts';
import { channelKey, readingOf, seriesKey, type Channel, type SourceReads } from './plan.ts';

/** Which number a row brings to a tally. */
export type RowNumber = 'value' | 'one' | 'end';

/** Whose slots a row goes to: the person's, or the present or last household of persons who pass a filter. */
export interface Entity {
  readonly of: 'person' | 'current' | 'last';
  readonly who: MemberFilter | null;
}

/** Households or persons: each kind has its own block of slots. */
export type BlockName = 'household' | 'person';

/** The block an entity's slots are in. */
export function blockOf(entity: Entity): BlockName {
  return entity.of === 'person' ? 'person' : 'household';
}

/** One tally of one as-of date. */
export interface Tally {
  readonly source: string;
  readonly aggregate: EventAggregate;
  readonly entity: Entity;
  /** Channels that feed it. */
  readonly feeds: readonly { readonly channel: Channel; readonly brings: RowNumber }[];
  /** Segment of a row by days before the as-of date; −1 = outside every window. */
  readonly segmentOfDay: Int16Array;
  /** Edges in days before the as-of date, ascending: segment `i` is [edges[i], edges[i + 1]). */
  readonly edges: readonly number[];
  /** First slot; a segment takes one, or two with `last` (number, moment). */
  readonly slot: number;
  readonly slotsASegment: 1 | 2;
}

/** Tallies of one as-of date, with what each feature reads. */
export interface TallyPlan {
  readonly tallies: readonly Tally[];
  readonly ofFeature: ReadonlyMap<EventFeature, Tally>;
  readonly ofSeries: ReadonlyMap<string, Tally>;
  /** Slots a household and a person needs. */
  readonly slots: Readonly<Record<BlockName, number>>;
}

/** Days before the as-of date between which a feature's rows lie: [from, to). */
export function windowOf(
  feature: Pick<EventFeature, 'windowMonths' | 'endsMonthsBefore'>,
  asOf: IsoDate,
): [number, number] {
  const last = dayNumber(asOf);
  const end = addMonths(asOf, -feature.endsMonthsBefore);
  return [last - dayNumber(end), last - dayNumber(addMonths(end, -feature.windowMonths))];
}

/** Plans the tallies of one table and as-of date. */
export function planTallies({ events, series }: SourceReads, asOf: IsoDate): TallyPlan {
  const groups = new Map<string, EventFeature[]>();
  for (const feature of events) {
    const key = groupKey(feature);
    groups.set(key, [...(groups.get(key) ?? []), feature]);
  }
  const slots = { household: 0, person: 0 };
  const tallies: Tally[] = [];
  const ofFeature = new Map<EventFeature, Tally>();
  const ofSeries = new Map<string, Tally>();
  const add = (made: Omit<Tally, 'slot'>): Tally => {
    const block = blockOf(made.entity);
    const tally = { ...made, slot: slots[block] };
    slots[block] += (made.edges.length - 1) * made.slotsASegment;
    tallies.push(tally);
    return tally;
  };
  for (const group of groups.values()) {
    const tally = add(eventTally(group, asOf));
    for (const feature of group) ofFeature.set(feature, tally);
  }
  for (const one of series) ofSeries.set(seriesKey(one), add(seriesTally(one, asOf)));
  return { tallies, ofFeature, ofSeries, slots };
}

/** Features of one key share a tally. The newest row alone decides `last` and ages: windows ending today need no cut. */
function groupKey(feature: EventFeature): string {
  const { channel } = readingOf(feature);
  const ends = isNewestOnly(feature.aggregate) ? feature.endsMonthsBefore : 0;
  const ended = feature.endedBy ?? null;
  return JSON.stringify([
    feature.source,
    channelKey(channel),
    feature.aggregate,
    entityOf(feature),
    ended,
    ends,
  ]);
}

/** Whether a longer window's newest row is also a shorter one's, when it lies inside. */
export function isNewestOnly(aggregate: EventAggregate): boolean {
  return aggregate === 'last' || aggregate === 'days_since';
}

function entityOf(feature: EventFeature): Entity {
  return { of: feature.perPerson ? 'person' : feature.home, who: feature.who ?? null };
}

function eventTally(group: readonly EventFeature[], asOf: IsoDate): Omit<Tally, 'slot'> {
  const [feature] = group as [EventFeature];
  const windows = group.map((one) => windowOf(one, asOf));
  const ends = windows.flat();
  const edges = isNewestOnly(feature.aggregate) ? [Math.min(...ends), Math.max(...ends)] : distinct(ends);
  const { channel } = readingOf(feature);
  const brings = channel.columns.length > 0 && feature.aggregate !== 'count' ? 'value' : 'one';
  const ended = feature.endedBy
    ? [{ channel: { where: feature.endedBy, columns: [] }, brings: 'end' as const }]
    : [];
  return {
    source: feature.source,
    aggregate: feature.aggregate,
    entity: entityOf(feature),
    feeds: [{ channel, brings }, ...ended],
    edges,
    segmentOfDay: segments(edges),
    slotsASegment: feature.aggregate === 'last' ? 2 : 1,
  };
}

function seriesTally(series: MonthlySeries, asOf: IsoDate): Omit<Tally, 'slot'> {
  const last = dayNumber(asOf);
  const edges = Array.from(
    { length: series.months + 1 },
    (_, ago) => last - dayNumber(addMonths(asOf, -ago - series.endsMonthsBefore)),
  );
  const { source, channel } = readingOf(series);
  return {
    source,
    aggregate: 'sum',
    entity: { of: 'current', who: null },
    feeds: [{ channel, brings: channel.columns.length > 0 ? 'value' : 'one' }],
    edges,
    segmentOfDay: segments(edges),
    slotsASegment: 1,
  };
}

function segments(edges: readonly number[]): Int16Array {
  const ofDay = new Int16Array(edges.at(-1)!).fill(-1);
  for (let i = 0; i + 1 < edges.length; i++) ofDay.fill(i, edges[i], edges[i + 1]);
  return ofDay;
}

function distinct(days: readonly number[]): number[] {
  return [...new Set(days)].sort((a, b) => a - b);
}
