/**
 * The large kinds of rows while they grow: rows are written into columns at once.
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
type Shape = Readonly<Record<string, Kind>>;
type RowOf<S extends Shape> = { readonly [K in keyof S]: number };
type ColumnsOf<S extends Shape> = { readonly [K in keyof S]: ColumnOf<S[K]> };
/** Writes a row into the columns: spelt out for each table, as a loop over names would take most of the time. */
type WriteRow<S extends Shape> = (columns: ColumnsOf<S>, i: number, row: RowOf<S>) => void;
const FIRST_ROWS = 2048;
const makers = {
  int: (length: number): Column => new Int32Array(length),
  byte: (length: number): Column => new Uint8Array(length),
  double: (length: number): Column => new Float64Array(length),
} as const;

function table<S extends Shape>(shape: S, write: WriteRow<S>): Table<RowOf<S>, Counted & ColumnsOf<S>> {
  const each = (make: (key: keyof S & string, kind: Kind) => Column): ColumnsOf<S> =>
    Object.fromEntries(Object.entries(shape).map(([key, kind]) => [key, make(key, kind)])) as ColumnsOf<S>;
  let room = FIRST_ROWS;
  let columns = each((_, kind) => makers[kind](room));
  let count = 0;
  const grow = (): void => {
    room *= 2;
    const short = columns;
    columns = each((key, kind) => {
      const longer = makers[kind](room);
      longer.set(short[key]);
      return longer;
    });
  };
  return {
    push: (row) => {
      if (count === room) grow();
      write(columns, count++, row);
    },
    columns: () => ({ count, ...each((key) => columns[key].slice(0, count)) }),
  };
}

/** Growing `ClaimColumns`. */
export const claimTable = (): Table<ClaimRow, ClaimColumns> =>
  table(
    {
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
    },
    (columns, i, row) => {
      columns.person[i] = row.person;
      columns.day[i] = row.day;
      columns.totalFen[i] = row.totalFen;
      columns.inScopeFen[i] = row.inScopeFen;
      columns.basicFen[i] = row.basicFen;
      columns.seriousFen[i] = row.seriousFen;
      columns.aidFen[i] = row.aidFen;
      columns.selfPaidFen[i] = row.selfPaidFen;
      columns.outOfScopeFen[i] = row.outOfScopeFen;
      columns.scheme[i] = row.scheme;
      columns.kind[i] = row.kind;
      columns.diagnosis[i] = row.diagnosis;
      columns.level[i] = row.level;
    },
  );

/** Growing `ContributionColumns`. */
export const contributionTable = (): Table<ContributionRow, ContributionColumns> =>
  table({ person: 'int', month: 'int', baseFen: 'int', scheme: 'byte', state: 'byte' }, (columns, i, row) => {
    columns.person[i] = row.person;
    columns.month[i] = row.month;
    columns.baseFen[i] = row.baseFen;
    columns.scheme[i] = row.scheme;
    columns.state[i] = row.state;
  });

/** Growing `PensionColumns`. */
export const kindAmountTable = (): Table<KindAmountRow, PensionColumns> =>
  table({ person: 'int', month: 'int', amountFen: 'int', kind: 'byte' }, (columns, i, row) => {
    columns.person[i] = row.person;
    columns.month[i] = row.month;
    columns.amountFen[i] = row.amountFen;
    columns.kind[i] = row.kind;
  });

/** Growing `PowerColumns`. */
export const powerTable = (): Table<PowerRow, PowerColumns> =>
  table(
    { household: 'int', month: 'int', kwh: 'int', chargeFen: 'int', arrears: 'byte' },
    (columns, i, row) => {
      columns.household[i] = row.household;
      columns.month[i] = row.month;
      columns.kwh[i] = row.kwh;
      columns.chargeFen[i] = row.chargeFen;
      columns.arrears[i] = row.arrears;
    },
  );

/** Growing `WaterColumns`. */
export const waterTable = (): Table<WaterRow, WaterColumns> =>
  table(
    { household: 'int', month: 'int', cubicMetres: 'int', chargeFen: 'int', arrears: 'byte' },
    (columns, i, row) => {
      columns.household[i] = row.household;
      columns.month[i] = row.month;
      columns.cubicMetres[i] = row.cubicMetres;
      columns.chargeFen[i] = row.chargeFen;
      columns.arrears[i] = row.arrears;
    },
  );

/** Growing `TruthColumns`. */
export const truthTable = (): Table<TruthRow, TruthColumns> =>
  table(
    {
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
    },
    (columns, i, row) => {
      columns.household[i] = row.household;
      columns.month[i] = row.month;
      columns.incomeFen[i] = row.incomeFen;
      columns.aidFen[i] = row.aidFen;
      columns.rigidFen[i] = row.rigidFen;
      columns.levelFen[i] = row.levelFen;
      columns.standardFen[i] = row.standardFen;
      columns.dibianFen[i] = row.dibianFen;
      columns.size[i] = row.size;
      columns.need[i] = row.need;
      columns.nearNeed[i] = row.nearNeed;
      columns.falls[i] = row.falls;
      columns.cause[i] = row.cause;
      columns.silent[i] = row.silent;
      columns.status[i] = row.status;
      columns.financialAssetsFen[i] = row.financialAssetsFen;
    },
  );
