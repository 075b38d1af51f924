/**
 * Estimates as the report prints them.
 */
import type { Estimate } from './types.ts';

/** An estimate with its interval on a second line. */
export function estimateCell(estimate: Estimate | null, print: (value: number) => string): string {
  if (!estimate) return '<td class="none">–</td>';
  const { value, low, high } = estimate;
  // A dash before a minus sign would be read as one.
  const to = low !== null && low < 0 ? ' … ' : '–';
  const range = low === null || high === null ? '' : `<small>${print(low)}${to}${print(high)}</small>`;
  return `<td>${print(value)}${range}</td>`;
}
