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

/** `nRows × nColumns` in shared memory, as training has it; every third column is a code of eight, every fourth has holes. About one in six is positive. */
export function modelRows(nRows: number, nColumns: number, seed: string): ModelRows {
  const rng = seededRng(seed);
  const columns = Array.from({ length: nColumns }, () => new Float64Array(new SharedArrayBuffer(8 * nRows)));
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

/** Rows to train on and rows to judge by. */
export interface BothRows {
  readonly train: ModelRows;
  readonly test: ModelRows;
}

/** Asks a peer about the rows; settings go as JSON. */
export type AskPeer = (script: string, settings: object) => Promise<PeerAnswer>;

/**
 * Runs a peer on both sets of rows.
 *
 * @param after called with the folder of the rows' files, where the peer may have left its own
 */
export async function runOnRows(
  script: string,
  rows: BothRows,
  settings: object,
  after?: (folder: string) => Promise<void>,
): Promise<PeerAnswer> {
  return withRowFiles(rows, async (ask, folder) => {
    const answer = await ask(script, settings);
    if (answer.timing !== null) await after?.(folder);
    return answer;
  });
}

/** Lends files of both sets of rows, written column by column and then the labels, all as 64-bit numbers. */
export async function withRowFiles<Result>(
  { train, test }: BothRows,
  work: (ask: AskPeer, folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'jiuzhu-bench-'));
  try {
    const files = [join(folder, 'train.f64'), join(folder, 'test.f64')] as const;
    await writeFile(files[0], partsOf(train));
    await writeFile(files[1], partsOf(test));
    const columns = String(train.X.columns.length);
    const ask: AskPeer = (script, settings) => runPeer(script, [...files, columns, JSON.stringify(settings)]);
    return await work(ask, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function partsOf({ X, y }: ModelRows): Buffer[] {
  const parts = [...X.columns, Float64Array.from(y)];
  return parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength));
}
