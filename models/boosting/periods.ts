/**
 * Households as households and periods: row `i × periods + k` is household `i` in its period `k`.
 */
import type { BinnedMatrix } from '../tree/binned.ts';
import { betweenNumbers, layBins } from '../tree/bins.ts';

/** How long each household was watched and whether the event ended it. */
export interface Histories {
  /** Months watched, `[n]`, above 0. */
  readonly months: Float64Array;
  /** 1 when the event came at the end of them, 0 when watching ended without it. */
  readonly happened: Uint8Array;
  /** Positive weight of each household, `[n]`; all 1 when absent. */
  readonly weights?: Float64Array | undefined;
}

/** Binned households in each of so many periods, with the number of the period, from 0, as a last feature. */
export function inEveryPeriod(data: BinnedMatrix, periods: number): BinnedMatrix {
  const { nRows, nFeatures: width, bins } = data;
  const codesOf = data.book?.codesOf;
  const book =
    data.book && codesOf ? { ...data.book, codesOf: Int32Array.of(...codesOf, codesOf.at(-1)!) } : null;
  const wider = layBins(nRows * periods, [...data.cuts, betweenNumbers(periods)], book, 'fastest');
  for (let row = 0; row < nRows; row++) {
    const own = bins.subarray(row * width, (row + 1) * width);
    for (let period = 0; period < periods; period++) {
      const at = (row * periods + period) * (width + 1);
      wider.bins.set(own, at);
      wider.bins[at + width] = period;
    }
  }
  return wider;
}

/**
 * Rows of the periods that the households were watched through, the period of the event last. A period that watching
 * ended in without the event tells nothing and is left out.
 *
 * @param horizons ends of the periods in months, rising
 */
export function watchedThrough(
  { months, happened }: Histories,
  horizons: readonly number[],
  households: Int32Array,
): Int32Array {
  const rows: number[] = [];
  for (const i of households) {
    for (const [k, end] of horizons.entries()) {
      const isEvent = happened[i] === 1 && months[i]! <= end;
      if (!isEvent && months[i]! < end) break;
      rows.push(i * horizons.length + k);
      if (isEvent) break;
    }
  }
  return Int32Array.from(rows);
}

/** 1 in the row of each household's period that the event came in, `[n × periods]`. */
export function eventsByPeriod({ months, happened }: Histories, horizons: readonly number[]): Uint8Array {
  const labels = new Uint8Array(months.length * horizons.length);
  for (let i = 0; i < months.length; i++) {
    const period = happened[i] === 1 ? horizons.findIndex((end) => months[i]! <= end) : -1;
    if (period >= 0) labels[i * horizons.length + period] = 1;
  }
  return labels;
}

/** Rows of the households in every period. */
export function rowsOf(households: Int32Array, periods: number): Int32Array {
  const rows = new Int32Array(households.length * periods);
  for (let i = 0; i < rows.length; i++)
    rows[i] = households[Math.floor(i / periods)]! * periods + (i % periods);
  return rows;
}
