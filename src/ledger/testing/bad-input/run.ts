/**
 * Ingests the cases' files into a lake of their own and tells what became of them.
 */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { JzError } from '../../../core/errors/index.ts';
import { silent } from '../../../core/progress.ts';
import { ingest, type IngestRequest, type IngestResult } from '../../ingest.ts';
import { openLedger, type Ledger } from '../../open-ledger.ts';
import type { FileCase } from './case.ts';
import { mapping } from './delivery.ts';

/** What became of a delivery. */
export interface Outcome {
  /** The refusal. */
  readonly refused: JzError | null;
  readonly result: IngestResult | null;
  /** Entries of the lake that were published: a generation and CURRENT. */
  readonly published: number;
}

/** Looks at what an ingest made; a case's file lies at `path(i)`. */
type Look = (ledger: Ledger, sent: { path(i: number): string; readonly scratch: string }) => Promise<void>;

/** The name in the delivery of a case's file. */
export function sentName(i: number, { file }: FileCase): string {
  return `case-${i}/${file}`;
}

/** Ingests the cases' files as one delivery of as many departments; `look` may read the ledger it made. */
export async function run(cases: readonly FileCase[], look: Look): Promise<Outcome> {
  const root = await mkdtemp(join(tmpdir(), 'jiuzhu-bad-input-'));
  const directory = join(root, 'delivery');
  const mappingFile = join(root, 'mapping.yaml');
  const paths = cases.map((one, i) => join(directory, sentName(i, one)));
  const kinds = cases.map(({ options }, i) => ({ department: `d${i}`, files: `case-${i}/*`, options }));
  try {
    await mkdir(directory);
    await writeFile(mappingFile, mapping(kinds));
    for (const [i, one] of cases.entries()) await send(one, paths[i] ?? '');
    const request = {
      directory,
      mappingFile,
      lakeDirectory: join(root, 'lake'),
      progress: silent,
      threads: 1,
    };
    return await ingested(request, (ledger) => look(ledger, { path: (i) => paths[i] ?? '', scratch: root }));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function send({ content }: FileCase, path: string): Promise<void> {
  await mkdir(dirname(path));
  const made = content();
  await (typeof made === 'function' ? made(path) : writeFile(path, made));
}

async function ingested(request: IngestRequest, look: (ledger: Ledger) => Promise<void>): Promise<Outcome> {
  const lake = request.lakeDirectory;
  try {
    const result = await ingest(request);
    const ledger = await openLedger(lake);
    try {
      await look(ledger);
    } finally {
      ledger.close();
    }
    return { refused: null, result, published: await generations(lake) };
  } catch (error) {
    if (!(error instanceof JzError)) throw error;
    return { refused: error, result: null, published: await generations(lake) };
  }
}

/** The generation's folder and CURRENT, or neither. */
async function generations(lake: string): Promise<number> {
  const names = await readdir(lake).catch(() => []);
  return names.filter((name) => /^(g\d|CURRENT)/.test(name)).length;
}
