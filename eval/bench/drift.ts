import { seededRng, type Rng } from '../../src/core/rng.ts';
import { count, edgesOf } from '../drift/histogram.ts';
import { columnsDrift } from '../drift/measure.ts';
import type { CountedColumn } from '../drift/types.ts';
import { timing, type Bench, type BenchResult } from './bench.ts';

const LEVEL = 0.05;
/** Rows on each date, features, runs. */
const sizes = [
  [500, 10, 1000],
  [500, 200, 200],
  [5_000, 50, 200],
  [50_000, 10, 100],
] as const;
const largeSizes = [...sizes, [50_000, 200, 20], [1_000_000, 10, 20], [1_000_000, 200, 1]] as const;

/** False alarms on unchanged data, tolerance 0: the share of runs that alarm at all must stay at 5 %; and rows counted a second. */
export const driftBench: Bench = {
  name: 'drift',
  title:
    'drift alarms on unchanged data, 500 … 50,000 (--large: 1 million) rows, 10 … 200 features; time to count',
  run: ({ large }) => Promise.resolve(measure(large)),
};

function measure(large: boolean): BenchResult {
  const times: number[] = [];
  const setting: Record<string, string | number> = { level: LEVEL, tolerance: 0 };
  let [worst, cells, elapsed] = [0, 0, 0];
  for (const [rows, width, runs] of large ? largeSizes : sizes) {
    let alarmed = 0;
    const start = performance.now();
    for (let run = 0; run < runs; run++) {
      const rng = seededRng(`bench drift ${rows} ${width} ${run}`);
      const made = Array.from(
        { length: width },
        (_, j) => [column(rng, rows, j), column(rng, rows, j)] as const,
      );
      const from = performance.now();
      const drifts = columnsDrift(...counted(made), 0, LEVEL);
      elapsed += performance.now() - from;
      cells += 2 * rows * width;
      if (drifts.some(({ verdict }) => verdict === 'alarm')) alarmed++;
    }
    times.push((performance.now() - start) / runs);
    const error = Math.sqrt((LEVEL * (1 - LEVEL)) / runs);
    worst = Math.max(worst, (alarmed / runs - LEVEL) / error);
    setting[`${rows} rows × ${width} features`] = `${alarmed} of ${runs} runs alarmed`;
  }
  setting['values a second'] = Math.round((cells / elapsed) * 1000);
  return {
    bench: driftBench.name,
    setting,
    ours: timing('jiuzhu drift', process.version, times),
    peer: null,
    peerProblem:
      'the false-alarm rate promised is the yardstick: agreement is the worst excess in standard errors',
    ratio: null,
    agreement: worst,
  };
}

function counted(
  made: readonly (readonly [Float64Array, Float64Array])[],
): [CountedColumn[], CountedColumn[]] {
  const pairs = made.map(([before, now], j) => {
    const edges = edgesOf(before);
    const of = (values: Float64Array): CountedColumn => ({
      name: `x${j}`,
      edges,
      counts: count(edges, values),
      design_effect: 1,
    });
    return [of(before), of(now)] as const;
  });
  return [pairs.map(([before]) => before), pairs.map(([, now]) => now)];
}

/** Amounts, flags (some rare), counts, mostly zero, with gaps: what ledgers hold. */
function column(rng: Rng, rows: number, j: number): Float64Array {
  return Float64Array.from({ length: rows }, () => {
    const u = rng.next();
    if (j % 5 === 0) return -Math.log(1 - u);
    if (j % 5 === 1) return u < 0.03 ? 1 : 0;
    if (j % 5 === 2) return Math.floor(u * u * 7);
    if (j % 5 === 3) return u < 0.1 ? Number.NaN : u;
    return u < 0.85 ? 0 : Math.round(u * 1000);
  });
}
