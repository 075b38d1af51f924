/**
 * Rows that models are timed on: numbers, codes and holes, with a label that a few columns tell.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { matrix, type Matrix } from '../../../src/core/matrix.ts';
import { normal, seededRng } from '../../../src/core/rng.ts';
import { runPeer, type PeerAnswer } from '../peer.ts';

/** Rows to learn from and rows to judge by. */
export interface ModelRows {
  readonly X: Matrix;
  readonly y: Uint8Array;
}

/** `nRows × nColumns`; every third column is a code of eight, every fourth has holes. About one in six is positive. */
export function modelRows(nRows: number, nColumns: number, seed: string): ModelRows {
  const rng = seededRng(seed);
  const columns = Array.from({ length: nColumns }, () => new Float64Array(nRows));
  const y = new Uint8Array(nRows);
  for (let i = 0; i < nRows; i++) {
    for (let j = 0; j < nColumns; j++) {
      const value = j % 3 === 0 ? rng.int(8) : normal(rng);
      columns[j]![i] = j % 4 === 1 && rng.next() < 0.15 ? Number.NaN : value;
    }
    const [a, b, c, d] = [1, 2, 3, 4].map((j) => columns[j % nColumns]![i]!);
    const logOdds = -2.6 + (Number.isNaN(a) ? 1 : a!) + 0.7 * b! * (c! > 4 ? 1 : -0.3) + 0.5 * d!;
    y[i] = Number(rng.next() < 1 / (1 + Math.exp(-logOdds)));
  }
  const names = columns.map((_, j) => `x${j}`);
  return { X: matrix(names, columns), y };
}

/**
 * Runs a peer on both sets of rows, written column by column and then the labels, all as 64-bit numbers.
 *
 * @param after called with the folder of those files, where the peer may have left its own
 */
export async function runOnRows(
  script: string,
  { train, test }: { readonly train: ModelRows; readonly test: ModelRows },
  settings: object,
  after?: (folder: string) => Promise<void>,
): Promise<PeerAnswer> {
  const folder = await mkdtemp(join(tmpdir(), 'jiuzhu-bench-'));
  try {
    const files = [join(folder, 'train.f64'), join(folder, 'test.f64')] as const;
    await writeFile(files[0], bytesOf(train));
    await writeFile(files[1], bytesOf(test));
    const columns = String(train.X.columns.length);
    const answer = await runPeer(script, [...files, columns, JSON.stringify(settings)]);
    if (answer.timing !== null) await after?.(folder);
    return answer;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function bytesOf({ X, y }: ModelRows): Buffer {
  const parts = [...X.columns, Float64Array.from(y)];
  return Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)));
}
