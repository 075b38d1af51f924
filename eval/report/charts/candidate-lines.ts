import type { RankedScores } from '../../metrics/scores/ranked-scores.ts';
import { rankScores } from '../../metrics/scores/ranked-scores.ts';
import type { Candidate, ReportData, ReportMeasures } from '../types.ts';
import { CHAMPION, OTHERS } from '../../../src/io/page/draw.ts';

/** A candidate with the pen it is drawn with, in every picture the same. */
export interface CandidateLine {
  readonly candidate: Candidate;
  readonly ranked: RankedScores;
  readonly isChampion: boolean;
  readonly pen: {
    readonly color: string;
    readonly type: 'solid' | readonly number[];
    readonly symbol: string;
  };
}

const SHOWN = 5;

/** The champion and up to four others: the best baseline first of all, then by AUC. */
export function candidateLines(data: ReportData, measures: ReportMeasures): CandidateLine[] {
  const aucOf = new Map(measures.candidates.map(({ id, auc }) => [id, auc?.value ?? 0]));
  const byAuc = [...data.candidates].sort((a, b) => (aucOf.get(b.id) ?? 0) - (aucOf.get(a.id) ?? 0));
  const bestBaseline = byAuc.find(({ id, kind }) => kind === 'baseline' && id !== data.champion);
  const first = byAuc.filter(({ id }) => id === data.champion || id === bestBaseline?.id);
  const rest = byAuc.filter((candidate) => !first.includes(candidate));
  const shown = new Set([...first, ...rest].slice(0, SHOWN));
  const others = data.candidates.filter((one) => shown.has(one) && one.id !== data.champion);
  return data.candidates
    .filter((one) => shown.has(one))
    .map((candidate) => {
      const isChampion = candidate.id === data.champion;
      const other = OTHERS[others.indexOf(candidate) % OTHERS.length];
      const pen =
        isChampion || !other ? ({ color: CHAMPION, type: 'solid', symbol: 'circle' } as const) : other;
      return { candidate, ranked: rankScores(data.y, candidate.p), isChampion, pen };
    });
}

/** One line of a picture, with about six markers so that it is told apart in black and white. */
export function lineSeries(
  line: CandidateLine,
  points: readonly (readonly [number, number])[],
): Record<string, unknown> {
  const every = Math.max(1, Math.floor(points.length / 6));
  const offset = Math.floor(every / 2);
  return {
    type: 'line',
    name: line.candidate.title.zh,
    data: points.map((value, i) => (i % every === offset ? value : { value, symbol: 'none' })),
    symbol: line.pen.symbol,
    symbolSize: 7,
    showSymbol: true,
    lineStyle: { color: line.pen.color, width: line.isChampion ? 3 : 1.6, type: line.pen.type },
    itemStyle: { color: line.pen.color },
    z: line.isChampion ? 5 : 3,
  };
}

/** Keeps the points that lie at least `step` from the last one kept, and both ends. */
export function thinned(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  step = 1 / 120,
): (readonly [number, number])[] {
  const kept: (readonly [number, number])[] = [];
  for (let i = 0; i < x.length; i++) {
    const last = kept.at(-1);
    const far = !last || Math.abs(x[i]! - last[0]) + Math.abs(y[i]! - last[1]) >= step;
    if (far || i === x.length - 1) kept.push([round(x[i]!), round(y[i]!)]);
  }
  return kept;
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
