/**
 * Which shipped mapping a file looks like, and which of its columns is which.
 */
import type { DateSpec } from '../mapping/schema.ts';
import { assign } from './assign.ts';
import type { Contents, ContentKind } from './contents.ts';
import { likeness } from './header.ts';
import type { KnownColumn, KnownSource } from './known.ts';

/** A pair of columns. */
export interface Pair {
  /** Position in the file. */
  readonly position: number;
  readonly known: KnownColumn;
  /** How sure, 0 to 1. */
  readonly confidence: number;
}

/** A file held against one known source. */
export interface Match {
  readonly known: KnownSource;
  readonly pairs: readonly Pair[];
  /** 0 to 1: common columns among those of both, weighed by confidence. */
  readonly quality: number;
}

/** Below this a pair is chance. */
const LEAST_PAIR = 0.42;
const type = (fits: Partial<Record<KnownColumn['spec']['type'], number>>) => fits;

/** How well contents of a kind go with a declared type. */
const fits: Readonly<Record<ContentKind, Partial<Record<KnownColumn['spec']['type'], number>>>> = {
  empty: type({ text: 0.4, date: 0.4, amount: 0.4, code: 0.4, decimal: 0.4, phone: 0.4, address: 0.4 }),
  id_number: type({ id_number: 1 }),
  disability_certificate: type({ disability_certificate: 1 }),
  phone: type({ phone: 1, text: 0.2 }),
  name: type({ name: 1, text: 0.3, code: 0.2 }),
  address: type({ address: 1, text: 0.4 }),
  date: type({ date: 1 }),
  month: type({ month: 1, text: 0.3 }),
  year: type({ year: 1, integer: 0.4, text: 0.2 }),
  flag: type({ flag: 1, code: 0.4, integer: 0.3, text: 0.2 }),
  code: type({ code: 0.3, flag: 0.3, text: 0.4, name: 0.3, address: 0.3, amount: 0.1 }),
  icd10: type({ text: 0.8 }),
  region: type({ text: 0.8 }),
  number: type({ amount: 0.8, decimal: 0.75, integer: 0.75, code: 0.3, text: 0.25 }),
  key: type({ text: 0.9, address: 0.4, name: 0.2 }),
  text: type({ text: 0.7, address: 0.5, name: 0.4, code: 0.2 }),
};

/** The known source that a file looks most like; null when there is none to compare with. */
export function bestMatch(contents: readonly Contents[], known: readonly KnownSource[]): Match | null {
  const matches = known.map((source) => matchWith(contents, source));
  return matches.reduce<Match | null>(
    (best, one) => (best && best.quality >= one.quality ? best : one),
    null,
  );
}

function matchWith(contents: readonly Contents[], known: KnownSource): Match {
  const worth = contents.map((column) => known.columns.map((other) => pairWorth(column, other)));
  const pairs = assign(worth).flatMap((j, position) => {
    const confidence = worth[position]?.[j] ?? 0;
    const other = known.columns[j];
    return other && confidence >= LEAST_PAIR ? [{ position, known: other, confidence }] : [];
  });
  const ordered = inOrder(pairs, contents, known);
  const total = pairs.reduce((sum, { confidence }) => sum + confidence, 0);
  return { known, pairs: ordered, quality: (2 * total) / (contents.length + known.columns.length) };
}

/** Nothing is known before it happens: where the two dates stand the other way round, they are exchanged. */
function inOrder(
  pairs: readonly Pair[],
  contents: readonly Contents[],
  { source }: KnownSource,
): readonly Pair[] {
  const pairOf = (spec: DateSpec): Pair | undefined =>
    'date' in spec ? pairs.find(({ known }) => known.name === spec.date) : undefined;
  const occurred = pairOf(source.occurred_on);
  const recorded = pairOf(source.recorded_at);
  if (!occurred || !recorded || occurred === recorded) return pairs;
  const mean = ({ position }: Pair): number => contents[position]?.days?.mean ?? 0;
  if (mean(occurred) <= mean(recorded)) return pairs;
  return pairs.map((pair) => {
    if (pair === occurred) return { ...pair, known: recorded.known };
    return pair === recorded ? { ...pair, known: occurred.known } : pair;
  });
}

/** Half the names, half the contents; contents that cannot be are worth nothing. */
function pairWorth(column: Contents, other: KnownColumn): number {
  const fit = fitOf(column, other);
  return fit < 0.15 ? 0 : 0.5 * likeness(column.header, other.header) + 0.5 * fit;
}

function fitOf(column: Contents, other: KnownColumn): number {
  const fit = fits[column.kind][other.spec.type] ?? 0;
  if (other.words.size > 0) return Math.max(fit, wordFit(column, other));
  if (column.kind === 'number') return fit * numberFit(column, other);
  if (other.spec.type === 'text') return fit * keyFit(column, other);
  return column.kind === 'date' ? fit * birthFit(column, other) : fit;
}

/** Words that are all known are as good as a valid identity number. */
function wordFit({ values, kind }: Contents, { words }: KnownColumn): number {
  if (values.length === 0 || !['code', 'flag', 'text', 'key', 'name', 'number'].includes(kind)) return 0;
  const common = values.filter((value) => words.has(value)).length / values.length;
  return common === 0 ? 0 : 0.3 + 0.7 * common;
}

function numberFit({ header, numbers }: Contents, { spec, header: other }: KnownColumn): number {
  if (!numbers) return 1;
  if (spec.type === 'integer' && !numbers.whole) return 0.2;
  const low = 'min' in spec ? (spec.min ?? Number.NEGATIVE_INFINITY) : Number.NEGATIVE_INFINITY;
  const high = 'max' in spec ? (spec.max ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  const inside = numbers.least >= low && numbers.most <= high ? 1 : 0.6;
  return header.unit === null || other.unit === null || header.unit === other.unit ? inside : 0.5 * inside;
}

/** A key does not repeat; a number that others refer to, such as the household's, mostly does. */
function keyFit({ kind }: Contents, { isKey }: KnownColumn): number {
  if (kind === 'key') return isKey ? 1 : 0.95;
  return isKey ? 0.95 : 1;
}

/** Births spread over decades, other dates over a few years. */
function birthFit({ days }: Contents, { isBirth }: KnownColumn): number {
  const spread = days ? days.most - days.least > 20 * 365 : isBirth;
  return spread === isBirth ? 1 : 0.5;
}
