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
const CHANNELS_A_SCAN = 30;

/** Channels every declaration reads. */
export function channelsOf(feature: LedgerFeature): { source: string; channel: Channel }[] {
  if (feature.kind === 'monthly') return [readingOf(feature.series)];
  if (feature.kind !== 'event') return [];
  const main = readingOf(feature);
  if (feature.endedBy === undefined) return [main];
  return [main, { source: feature.source, channel: { where: feature.endedBy, columns: [] } }];
}

/** The channel that rows are read through. */
export function readingOf(rows: Rows): { source: string; channel: Channel } {
  return { source: rows.source, channel: { where: rows.where, columns: rows.value?.columns ?? [] } };
}

/** The scans that declarations need; a table with many channels is read more than once. */
export function planScans(features: readonly LedgerFeature[]): Scan[] {
  const tables = new Map<string, Map<string, Channel>>();
  for (const { source, channel } of features.flatMap(channelsOf)) {
    const ofTable = tables.get(source) ?? new Map<string, Channel>();
    tables.set(source, ofTable.set(channelKey(channel), channel));
  }
  return [...tables].flatMap(([source, ofTable]) => {
    const channels = [...ofTable.values()];
    const scans: Scan[] = [];
    for (let i = 0; i < channels.length; i += CHANNELS_A_SCAN)
      scans.push(scanOf(source, channels.slice(i, i + CHANNELS_A_SCAN)));
    return scans;
  });
}

/** Tells channels of one table apart. */
export function channelKey(channel: Channel): string {
  return JSON.stringify([channel.where, channel.columns]);
}

/** Tells series apart. */
export function seriesKey(series: MonthlySeries): string {
  const { source, channel } = readingOf(series);
  return JSON.stringify([source, channelKey(channel), series.months, series.endsMonthsBefore]);
}

/** Features that are read from rows. */
export function isRead(feature: LedgerFeature): feature is EventFeature | MonthlyFeature {
  return feature.kind === 'event' || feature.kind === 'monthly';
}

function scanOf(source: string, channels: readonly Channel[]): Scan {
  const values = new Map(channels.map(({ columns }) => [columns.join(' '), columns]));
  values.delete('');
  return { source, channels, values: [...values.values()] };
}
