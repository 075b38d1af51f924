/**
 * Binned rows of households as binned rows of households and periods.
 */
import type { BinnedMatrix } from '../tree/binned.ts';
import { betweenNumbers, layBins } from '../tree/bins.ts';

/**
 * The chosen rows of a matrix, some of them several times, with a last feature that counts from 0.
 *
 * @param rows    rows of `data`, one a new row
 * @param numbers the last feature's value in each new row, `0 .. count − 1`
 */
export function withPeriods(
  data: BinnedMatrix,
  rows: Int32Array,
  numbers: Uint8Array,
  count: number,
): BinnedMatrix {
  const { nFeatures: width } = data;
  const codesOf = data.book?.codesOf;
  const book =
    data.book && codesOf ? { ...data.book, codesOf: Int32Array.of(...codesOf, codesOf.at(-1)!) } : null;
  const wider = layBins(rows.length, [...data.cuts, betweenNumbers(count)], book, 'fastest');
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * width;
    wider.bins.set(data.bins.subarray(from, from + width), i * (width + 1));
    wider.bins[i * (width + 1) + width] = numbers[i]!;
  }
  return wider;
}
