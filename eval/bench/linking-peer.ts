/**
 * The linking bench's peer: Splink over DuckDB on the same persons and rows, without identity numbers.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinyin } from 'pinyin-pro';
import type { Scene } from '../../src/linking/testing/scene.ts';
import type { IdentityFields } from '../../src/linking/types.ts';
import { runPeer, type PeerAnswer } from './peer.ts';

const runs = 3;

/** What the peer took and answered. */
export interface PeerLinks {
  readonly answer: PeerAnswer;
  /** `[rows]` best person and its probability; -1 where it named none. */
  readonly person: Int32Array;
  readonly probability: Float64Array;
}

/** Runs the peer on the scene. */
export async function linkByPeer({ persons, rows }: Scene, threads: number): Promise<PeerLinks> {
  const folder = await mkdtemp(join(tmpdir(), 'jiuzhu-bench-'));
  const person = new Int32Array(rows.length).fill(-1);
  const probability = new Float64Array(rows.length);
  try {
    await writeFile(join(folder, 'persons.csv'), csvOf(persons));
    await writeFile(join(folder, 'rows.csv'), csvOf(rows));
    const answer = await runPeer('linking/splink_link.py', [folder, String(threads), String(runs)]);
    if (answer.timing === null) return { answer, person, probability };
    const links = await readFile(join(folder, 'links.csv'), 'utf8');
    for (const line of links.trim().split('\n')) {
      const [row, known, p] = line.split(',').map(Number);
      person[row!] = known!;
      probability[row!] = p!;
    }
    return { answer, person, probability };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function csvOf(people: readonly IdentityFields[]): string {
  const lines = people.map(({ name, sex, birthDate, phone, address }, i) => {
    const sound = name === null ? '' : pinyin(name, { toneType: 'none' });
    return [i, name, name?.slice(0, 1), sound, sex, birthDate, phone, address]
      .map((value) => value ?? '')
      .join(',');
  });
  return ['unique_id,name,surname,sound,sex,birth,phone,address', ...lines].join('\n');
}
