/**
 * The large kinds of rows while they grow: rows are kept as objects only for a moment, then copied into columns.
 */
import type {
  ClaimColumns,
  ContributionColumns,
  PensionColumns,
  PowerColumns,
  TruthColumns,
  WaterColumns,
} from './columns.ts';

/** A bill as it was settled. */
export interface ClaimRow {
  readonly person: number;
  readonly day: number;
  readonly scheme: number;
  readonly kind: number;
  readonly diagnosis: number;
  readonly level: number;
  readonly totalFen: number;
  readonly inScopeFen: number;
  readonly basicFen: number;
  readonly seriousFen: number;
  readonly aidFen: number;
  readonly selfPaidFen: number;
  readonly outOfScopeFen: number;
}

export interface ContributionRow {
  readonly person: number;
  readonly month: number;
  readonly scheme: number;
  readonly baseFen: number;
  readonly state: number;
}

export interface KindAmountRow {
  readonly person: number;
  readonly month: number;
  readonly kind: number;
  readonly amountFen: number;
}

export interface PowerRow {
  readonly household: number;
  readonly month: number;
  readonly kwh: number;
  readonly chargeFen: number;
  readonly arrears: number;
}

export interface WaterRow {
  readonly household: number;
  readonly month: number;
  readonly cubicMetres: number;
  readonly chargeFen: number;
  readonly arrears: number;
}

export interface TruthRow {
  readonly household: number;
  readonly month: number;
  readonly size: number;
  readonly incomeFen: number;
  readonly aidFen: number;
  readonly rigidFen: number;
  readonly levelFen: number;
  readonly standardFen: number;
  readonly dibianFen: number;
  readonly need: number;
  readonly nearNeed: number;
  readonly falls: number;
  readonly cause: number;
  readonly silent: number;
  readonly status: number;
  readonly financialAssetsFen: number;
}

/** A growing table. */
export interface Table<Row, Columns> {
  push(row: Row): void;
  /** The rows so far. */
  columns(): Columns;
}

type Column = Int32Array | Uint8Array | Float64Array;
type Kind = 'int' | 'byte' | 'double';
type ColumnOf<K> = K extends 'int' ? Int32Array : K extends 'byte' ? Uint8Array : Float64Array;
type Counted = { readonly count: number };
const FLUSH_ROWS = 256;
const FIRST_ROWS = 2048;
const makers = {
  int: (length: number): Column => new Int32Array(length),
  byte: (length: number): Column => new Uint8Array(length),
  double: (length: number): Column => new Float64Array(length),
} as const;

function table<S extends Readonly<Record<string, Kind>>>(
  shape: S,
): Table<{ readonly [K in keyof S]: number }, Counted & { readonly [K in keyof S]: ColumnOf<S[K]> }> {
  type Row = { readonly [K in keyof S]: number };
  const keys: readonly (keyof S & string)[] = Object.keys(shape);
  const columns = new Map(keys.map((key) => [key, makers[shape[key] ?? 'int'](FIRST_ROWS)]));
  const waiting: Row[] = [];
  let count = 0;
  const flush = (): void => {
    for (const [key, column] of columns) {
      const room = withRoom(column, count + waiting.length);
      if (room !== column) columns.set(key, room);
      let i = count;
      for (const row of waiting) room[i++] = row[key];
    }
    count += waiting.length;
    waiting.length = 0;
  };
  return {
    push: (row) => {
      waiting.push(row);
      if (waiting.length >= FLUSH_ROWS) flush();
    },
    columns: () => {
      flush();
      const cut = keys.map((key) => [key, columns.get(key)?.slice(0, count)] as const);
      return { count, ...Object.fromEntries(cut) } as ReturnType<ReturnType<typeof table<S>>['columns']>;
    },
  };
}

function withRoom(column: Column, length: number): Column {
  if (length <= column.length) return column;
  const kind = column instanceof Int32Array ? 'int' : column instanceof Uint8Array ? 'byte' : 'double';
  const longer = makers[kind](column.length * 2);
  longer.set(column);
  return longer;
}

/** Growing `ClaimColumns`. */
export const claimTable = (): Table<ClaimRow, ClaimColumns> =>
  table({
    person: 'int',
    day: 'int',
    totalFen: 'int',
    inScopeFen: 'int',
    basicFen: 'int',
    seriousFen: 'int',
    aidFen: 'int',
    selfPaidFen: 'int',
    outOfScopeFen: 'int',
    scheme: 'byte',
    kind: 'byte',
    diagnosis: 'byte',
    level: 'byte',
  });

/** Growing `ContributionColumns`. */
export const contributionTable = (): Table<ContributionRow, ContributionColumns> =>
  table({ person: 'int', month: 'int', baseFen: 'int', scheme: 'byte', state: 'byte' });

/** Growing `PensionColumns`. */
export const kindAmountTable = (): Table<KindAmountRow, PensionColumns> =>
  table({ person: 'int', month: 'int', amountFen: 'int', kind: 'byte' });

/** Growing `PowerColumns`. */
export const powerTable = (): Table<PowerRow, PowerColumns> =>
  table({ household: 'int', month: 'int', kwh: 'int', chargeFen: 'int', arrears: 'byte' });

/** Growing `WaterColumns`. */
export const waterTable = (): Table<WaterRow, WaterColumns> =>
  table({ household: 'int', month: 'int', cubicMetres: 'int', chargeFen: 'int', arrears: 'byte' });

/** Growing `TruthColumns`. */
export const truthTable = (): Table<TruthRow, TruthColumns> =>
  table({
    household: 'int',
    month: 'int',
    incomeFen: 'int',
    aidFen: 'int',
    rigidFen: 'int',
    levelFen: 'int',
    standardFen: 'int',
    dibianFen: 'int',
    size: 'byte',
    need: 'byte',
    nearNeed: 'byte',
    falls: 'byte',
    cause: 'byte',
    silent: 'byte',
    status: 'byte',
    financialAssetsFen: 'double',
  });
