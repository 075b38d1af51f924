/**
 * Columns of households in one file, each in the fewest bytes that keep every number: read a dozen times for every time
 * it is written, so it is laid out to be read.
 *
 * Layout, little-endian: length of the header (u32), four bytes of nothing, the header as JSON, padding to 8 bytes, the
 * columns, each padded to 8 bytes.
 */
import { open, readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Matrix } from '../../src/core/matrix.ts';

/** Households and their numbers, NaN = missing. */
export interface PackedTable {
  readonly households: readonly string[];
  readonly numbers: Matrix;
}

const kinds = { u8: Uint8Array, f32: Float32Array, f64: Float64Array } as const;
type Packed = Uint8Array | Float32Array | Float64Array;

const headerSchema = z.strictObject({
  /** One a line: a single text is parsed many times as fast as a list. */
  households: z.string(),
  rows: z.int(),
  columns: z.array(z.strictObject({ name: z.string(), kind: z.enum(['u8', 'f32', 'f64']), at: z.int() })),
});
type Header = z.infer<typeof headerSchema>;

const PREFIX = 8;
/** Stands for NaN among bytes. */
const NONE = 255;

/** Writes a table; the same table gives the same bytes. */
export async function writePacked(path: string, { households, numbers }: PackedTable): Promise<void> {
  let end = 0;
  const packed = numbers.columns.map(pack);
  const columns = packed.map((column, j) => {
    const at = end;
    end += aligned(column.byteLength);
    return { name: numbers.names[j]!, kind: kindOf(column), at };
  });
  const header: Header = { households: households.join('\n'), rows: households.length, columns };
  const text = Buffer.from(JSON.stringify(header));
  const prefix = Buffer.alloc(PREFIX);
  prefix.writeUInt32LE(text.length);
  const file = await open(path, 'wx');
  try {
    for (const bytes of [prefix, text, Buffer.alloc(aligned(text.length) - text.length)])
      await file.writeFile(bytes);
    for (const column of packed) {
      await file.writeFile(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
      await file.writeFile(Buffer.alloc(aligned(column.byteLength) - column.byteLength));
    }
  } finally {
    await file.close();
  }
}

/** Reads what `writePacked` wrote, a column when it is looked at; the caller has checked the file by its hash. */
export async function readPacked(path: string): Promise<PackedTable> {
  const bytes = await readFile(path);
  const length = bytes.readUInt32LE();
  const text = bytes.toString('utf8', PREFIX, PREFIX + length);
  const { households, rows, columns } = headerSchema.parse(JSON.parse(text));
  const start = bytes.byteOffset + PREFIX + aligned(length);
  const unpacked = columns.map(
    ({ kind, at }) =>
      () =>
        unpack(new kinds[kind](bytes.buffer, start + at, rows)),
  );
  return {
    households: rows === 0 ? [] : households.split('\n'),
    numbers: readLater(
      columns.map(({ name }) => name),
      rows,
      (j) => unpacked[j]!(),
    ),
  };
}

/** A matrix whose columns are made when first looked at: most readers look at a few of hundreds. */
export function readLater(
  names: readonly string[],
  nRows: number,
  make: (column: number) => Float64Array,
): Matrix {
  const columns: Float64Array[] = [];
  for (const j of names.keys()) {
    const made = (): Float64Array => {
      const value = make(j);
      Object.defineProperty(columns, j, { value, enumerable: true });
      return value;
    };
    Object.defineProperty(columns, j, { get: made, enumerable: true, configurable: true });
  }
  return { nRows, names, columns };
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

function kindOf(column: Packed): keyof typeof kinds {
  if (column instanceof Uint8Array) return 'u8';
  return column instanceof Float32Array ? 'f32' : 'f64';
}

function pack(column: Float64Array): Packed {
  let [areBytes, areSingle] = [true, true];
  for (let i = 0; i < column.length && (areBytes || areSingle); i++) {
    const value = column[i]!;
    if (value !== value) continue;
    areBytes &&= value >= 0 && value < NONE && Number.isInteger(value) && !Object.is(value, -0);
    areSingle &&= Math.fround(value) === value;
  }
  if (areBytes) return Uint8Array.from(column, (value) => (value !== value ? NONE : value));
  return areSingle ? Float32Array.from(column) : column;
}

function unpack(column: Packed): Float64Array {
  const numbers = new Float64Array(column.length);
  const isBytes = column instanceof Uint8Array;
  for (let i = 0; i < numbers.length; i++) {
    const value = column[i]!;
    numbers[i] = isBytes && value === NONE ? Number.NaN : value;
  }
  return numbers;
}
