/**
 * What a benchmark is: our work and a peer's on the same data in the same call, timed alternately.
 */

/** Times of one contestant, in milliseconds. */
export interface Timing {
  readonly name: string;
  readonly version: string;
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly runs: number;
}

/** What a benchmark prints. */
export interface BenchResult {
  readonly bench: string;
  /** Facts of the data and the machine: rows, columns, threads. */
  readonly setting: Readonly<Record<string, string | number>>;
  readonly ours: Timing;
  /** `null` where the peer is not installed; `peerProblem` says why. */
  readonly peer: Timing | null;
  readonly peerProblem: string;
  /** Our median over the peer's: under 1 is faster than the peer. `null` without a peer. */
  readonly ratio: number | null;
  /** Whether both gave the same answer, and how far apart they were. */
  readonly agreement: number | null;
}

/** A benchmark under its name. */
export interface Bench {
  readonly name: string;
  /** One line: what is measured against what. */
  readonly title: string;
  readonly run: (options: BenchOptions) => Promise<BenchResult>;
}

/** What a call may ask of every benchmark. */
export interface BenchOptions {
  /** More rows, where a benchmark knows a larger size. */
  readonly large: boolean;
  /** How many trees to grow, where a benchmark grows any; its own number when absent. */
  readonly rounds?: number | undefined;
}

/** A contestant's times as median and spread. */
export function timing(name: string, version: string, timesMs: readonly number[]): Timing {
  const sorted = [...timesMs].sort((a, b) => a - b);
  const { length } = sorted;
  if (length === 0) throw new Error(`${name}: no run was timed`);
  const middle = (sorted[(length - 1) >> 1]! + sorted[length >> 1]!) / 2;
  return { name, version, medianMs: middle, minMs: sorted[0]!, maxMs: sorted[length - 1]!, runs: length };
}

/** Times one call, in milliseconds. */
export function timeMs(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
