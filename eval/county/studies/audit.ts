/**
 * What visits to a random share of households say, off the list and on it alike.
 */
import { wilsonInterval } from '../../metrics/curves/wilson-interval.ts';

/** Estimates from a random audit. */
export interface AuditEstimate {
  readonly visited: number;
  readonly in_need: number;
  /** Of those in need, who took up. */
  readonly took_up: number;
  /** Share in need, with Wilson's 95 % interval. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The share in need from a random audit: unbiased whatever the model says, as wide as its visits are few.
 *
 * @param audited places of the rows visited, at least one
 * @param need    what a visit finds, `[n]`, 0 or 1
 * @param tookUp  whether the household took up, `[n]`, 0 or 1
 */
export function auditEstimate(
  audited: readonly number[],
  need: ArrayLike<number>,
  tookUp: ArrayLike<number>,
): AuditEstimate {
  const visited = audited.length;
  const found = audited.filter((i) => need[i] === 1);
  const share = found.length / visited;
  const [low, high] = wilsonInterval(share, visited);
  const took = found.filter((i) => tookUp[i] === 1).length;
  return { visited, in_need: found.length, took_up: took, share, low, high };
}
