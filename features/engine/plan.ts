/**
 * What has to be read: all declarations on one table become one scan, each distinct choice of rows one channel of it.
 */
import type {
  Condition,
  EventFeature,
  LedgerFeature,
  MonthlyFeature,
  MonthlySeries,
  Rows,
} from './declaration.ts';

/** Rows of a table that satisfy conditions, and the number they bring. */
export interface Channel {
  readonly where: readonly Condition[];
  /** Columns added up; empty: every row brings 1. */
  readonly columns: readonly string[];
}

/** One scan of one table; a row's mask says which channels it belongs to. */
export interface Scan {
  readonly source: string;
  readonly channels: readonly Channel[];
  /** Distinct sums of columns, in the order of the scan's value columns. */
  readonly values: readonly (readonly string[])[];
}

/** Channels of one scan fit the bits of one number. */
export const CHANNELS_A_SCAN = 30;

/** What is read of one table. */
export interface SourceReads {
  readonly source: string;
  readonly events: readonly EventFeature[];
  readonly months: readonly MonthlyFeature[];
  /** Distinct series: those of `months`, and those kept for their own sake. */
  readonly series: readonly MonthlySeries[];
}

/** Everything that is read, table by table. */
export function readsBySource(
  features: readonly LedgerFeature[],
  kept: readonly MonthlySeries[],
): SourceReads[] {
  const events = features.filter((feature) => feature.kind === 'event');
  const months = features.filter((feature) => feature.kind === 'monthly');
  const series = [
    ...new Map([...months.map((one) => one.series), ...kept].map((one) => [seriesKey(one), one])).values(),
  ];
  const sources = new Set([...events, ...series].map(({ source }) => source));
  return Array.from(sources, (source) => ({
    source,
    events: events.filter((one) => one.source === source),
    months: months.filter((one) => one.series.source === source),
    series: series.filter((one) => one.source === source),
  }));
}

function channelsOf(feature: EventFeature): { source: string; channel: Channel }[] {
  const main = readingOf(feature);
  if (feature.endedBy === undefined) return [main];
  return [main, { source: feature.source, channel: { where: feature.endedBy, columns: [] } }];
}

/** The channel that rows are read through. */
export function readingOf(rows: Rows): { source: string; channel: Channel } {
  return { source: rows.source, channel: { where: rows.where, columns: rows.value?.columns ?? [] } };
}

/** The scans that one table needs; one with many channels is read more than once. */
export function planScans({ source, events, series }: SourceReads): Scan[] {
  const readings = [...events.flatMap(channelsOf), ...series.map(readingOf)];
  const channels = [...new Map(readings.map(({ channel }) => [channelKey(channel), channel])).values()];
  const scans: Scan[] = [];
  for (let i = 0; i < channels.length; i += CHANNELS_A_SCAN)
    scans.push(scanOf(source, channels.slice(i, i + CHANNELS_A_SCAN)));
  return scans;
}

/** Tells channels of one table apart. */
export function channelKey(channel: Channel): string {
  return JSON.stringify([channel.where, channel.columns]);
}

/** Tells series apart. */
export function seriesKey(series: MonthlySeries): string {
  const { source, channel } = readingOf(series);
  const { months, endsMonthsBefore, empty } = series;
  return JSON.stringify([source, channelKey(channel), months, endsMonthsBefore, empty]);
}

function scanOf(source: string, channels: readonly Channel[]): Scan {
  const values = new Map(channels.map(({ columns }) => [columns.join(' '), columns]));
  values.delete('');
  return { source, channels, values: [...values.values()] };
}
