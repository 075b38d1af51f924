/**
 * Tables that grow row by row and are columns from the beginning: nothing is made for a row.
 */
type Kind = 'int' | 'byte' | 'double';
type Column = Int32Array | Uint8Array | Float64Array;
type ColumnOf<K> = K extends 'int' ? Int32Array : K extends 'byte' ? Uint8Array : Float64Array;
/** What each column holds: 32-bit integers, bytes, doubles. */
export type Shape = Readonly<Record<string, Kind>>;
type Cells<S extends Shape> = { readonly [K in keyof S]: ColumnOf<S[K]> };
/** Columns and the number of their rows. */
export type ColumnsOf<S extends Shape> = Cells<S> & { readonly count: number };

/** Room for the rows of an ordinary chunk. */
const FIRST_ROWS = 16_384;
const makers = {
  int: (length: number): Column => new Int32Array(length),
  byte: (length: number): Column => new Uint8Array(length),
  double: (length: number): Column => new Float64Array(length),
} as const;

/** A growing table. */
export class Table<S extends Shape> {
  /** Where a row's cells are written; good until the next `add`. */
  cells: Cells<S>;
  private readonly shape: S;
  private room = 0;
  private count = 0;

  constructor(shape: S) {
    this.shape = shape;
    this.cells = this.each((kind) => makers[kind](0));
  }

  /** Adds a row of zeros; gives its position. */
  add(): number {
    if (this.count === this.room) this.grow();
    return this.count++;
  }

  /** The rows so far, where they lie. */
  columns(): ColumnsOf<S> {
    const { cells, count } = this;
    return { count, ...this.each((_, key) => cells[key].subarray(0, count)) };
  }

  private grow(): void {
    const { cells } = this;
    this.room = Math.max(FIRST_ROWS, this.room * 2);
    this.cells = this.each((kind, key) => {
      const longer = makers[kind](this.room);
      longer.set(cells[key]);
      return longer;
    });
  }

  private each(make: (kind: Kind, key: keyof S & string) => Column): Cells<S> {
    const made = Object.entries(this.shape).map(([key, kind]) => [key, make(kind, key)]);
    return Object.fromEntries(made) as Cells<S>;
  }
}
