/**
 * What is read off a household's months. `months[0]` is the newest; NaN = missing month.
 */
import type { Shape } from './declaration.ts';

/** Scale that makes the median absolute deviation of a normal variable its standard deviation. */
const MAD_TO_SD = 1.4826;

/**
 * One number from a series; NaN when there is too little to say.
 *
 * @param room for as many numbers as there are months; its contents do not matter
 */
export function readShape(shape: Shape, months: Float64Array, room: Float64Array): number {
  switch (shape.kind) {
    case 'robust_z':
      return robustZ(months, shape.recent, room);
    case 'ratio_to_past': {
      const past = mean(months, shape.recent, months.length);
      return past > 0 ? mean(months, 0, shape.recent) / past : Number.NaN;
    }
    case 'slope':
      return slope(months);
    case 'variation':
      return variation(months);
    case 'peak_to_median': {
      const middle = medianOf(room, known(months, 0, room));
      return middle > 0 ? peak(months) / middle : Number.NaN;
    }
    case 'months_without':
      return monthsWithout(months);
    case 'longest_gap':
      return longestGap(months);
  }
}

/**
 * How far the mean of the newest months lies from the median of the others, in robust standard deviations.
 * Where the past hardly varies, a tenth of its median stands for the deviation. At least 6 past months.
 */
function robustZ(months: Float64Array, recent: number, past: Float64Array): number {
  const count = known(months, recent, past);
  if (count < 6) return Number.NaN;
  const middle = medianOf(past, count);
  for (let i = 0; i < count; i++) past[i] = Math.abs(past[i]! - middle);
  const deviation = MAD_TO_SD * medianOf(past, count);
  const scale = Math.max(deviation, Math.abs(middle) / 10);
  return scale > 0 ? (mean(months, 0, recent) - middle) / scale : Number.NaN;
}

/** Least-squares change a month relative to the mean level; at least 6 months. */
function slope(months: Float64Array): number {
  let [n, sumX, sumT, sumXT, sumTT] = [0, 0, 0, 0, 0];
  for (let ago = months.length - 1; ago >= 0; ago--) {
    const value = months[ago]!;
    if (value !== value) continue;
    n++;
    sumX += value;
    sumT -= ago;
    sumXT -= ago * value;
    sumTT += ago * ago;
  }
  const spread = n * sumTT - sumT * sumT;
  if (n < 6 || sumX <= 0 || spread === 0) return Number.NaN;
  return (n * sumXT - sumT * sumX) / spread / (sumX / n);
}

/** Standard deviation over mean; at least 6 months. */
function variation(months: Float64Array): number {
  let [sum, count] = [0, 0];
  for (let ago = 0; ago < months.length; ago++) {
    const value = months[ago]!;
    if (value !== value) continue;
    sum += value;
    count++;
  }
  if (count < 6) return Number.NaN;
  const centre = sum / count;
  let squares = 0;
  for (let ago = 0; ago < months.length; ago++) {
    const value = months[ago]!;
    if (value === value) squares += (value - centre) ** 2;
  }
  return centre > 0 ? Math.sqrt(squares / (count - 1)) / centre : Number.NaN;
}

/** Newest months in a row without anything, of a household that had something before; NaN when it never had. */
function monthsWithout(months: Float64Array): number {
  for (let ago = 0; ago < months.length; ago++) if (months[ago]! > 0) return ago;
  return Number.NaN;
}

/** Longest run of months without anything between the first and the newest month with something. */
function longestGap(months: Float64Array): number {
  let [longest, run, started] = [Number.NaN, 0, false];
  for (let ago = months.length - 1; ago >= 0; ago--) {
    if (months[ago]! > 0) {
      longest = started ? Math.max(longest, run) : 0;
      started = true;
      run = 0;
    } else run++;
  }
  return longest;
}

function mean(months: Float64Array, from: number, to: number): number {
  let [sum, count] = [0, 0];
  for (let ago = from; ago < to; ago++) {
    const value = months[ago]!;
    if (value !== value) continue;
    sum += value;
    count++;
  }
  return count > 0 ? sum / count : Number.NaN;
}

function peak(months: Float64Array): number {
  let result = Number.NaN;
  for (const value of months) if (!(result >= value)) result = value;
  return result;
}

/** Puts the numbers of the months from one on into `values`; gives their count. */
function known(months: Float64Array, from: number, values: Float64Array): number {
  let count = 0;
  for (let ago = from; ago < months.length; ago++) {
    const value = months[ago]!;
    if (value === value) values[count++] = value;
  }
  return count;
}

/** The middle value, or the mean of the middle two. Sorts in place by insertion: there are a few dozen. */
function medianOf(values: Float64Array, n: number): number {
  for (let i = 1; i < n; i++) {
    const value = values[i]!;
    let j = i - 1;
    while (j >= 0 && values[j]! > value) {
      values[j + 1] = values[j]!;
      j--;
    }
    values[j + 1] = value;
  }
  return n === 0 ? Number.NaN : (values[(n - 1) >> 1]! + values[n >> 1]!) / 2;
}
