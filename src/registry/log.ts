/**
 * The registry's log: append-only, one file an entry, each holding the SM3 hash of the entry before.
 */
import { link, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { JzError } from '../core/errors/index.ts';
import { canonicalJson } from '../core/json.ts';
import { readText, syncPath, writeAtomically } from '../io/files.ts';
import { sm3 } from '../vault/crypto/sm3.ts';

const LOG_FOLDER = '.log';
const FIRST = '0'.repeat(64);

const factSchema = z.strictObject({
  action: z.enum(['proposed', 'confirmed', 'withdrawn', 'rolled_back', 'shadowed']),
  model: z.string(),
  /** Id of the bundle's manifest: what exactly was meant by the model's name. */
  manifest: z.string(),
  by: z.string(),
  /** Date and time, ISO 8601, UTC. */
  at: z.string(),
  because: z.string(),
});
const entrySchema = factSchema.extend({ format: z.literal(1), seq: z.int().positive(), before: z.string() });
const fileSchema = z.strictObject({ entry: entrySchema, sm3: z.string() });

/** What somebody did to a model. */
export type LogFact = Readonly<z.infer<typeof factSchema>>;

/** A fact in its place in the chain. */
export interface LogEntry extends LogFact {
  /** 1, 2, 3 … */
  readonly seq: number;
  /** SM3 of the entry, in hex; the next one holds it. */
  readonly hash: string;
}

/**
 * Reads the log and checks its chain from the first entry.
 *
 * @throws JZ_REGISTRY_LOG naming the entry
 */
export async function readLog(registry: string): Promise<LogEntry[]> {
  const folder = join(registry, LOG_FOLDER);
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
  const entries: LogEntry[] = [];
  for (const [i, name] of names.entries()) {
    const file = join(folder, name);
    const damaged = (problem: string): JzError => new JzError('JZ_REGISTRY_LOG', { file, problem });
    if (name !== nameOf(i + 1)) throw damaged(`${nameOf(i + 1)} ?`);
    const parsed = fileSchema.safeParse(parseJson(await readText(file)));
    if (!parsed.success) throw damaged('not an entry');
    const { entry, sm3: hash } = parsed.data;
    const { seq, before } = entry;
    if (hash !== hashOf(entry)) throw damaged(`SM3 ${hash.slice(0, 16)} ≠ ${hashOf(entry).slice(0, 16)}`);
    if (seq !== i + 1) throw damaged(`seq ${seq}`);
    if (before !== (entries.at(-1)?.hash ?? FIRST)) throw damaged(`before ${before.slice(0, 16)}`);
    const { action, model, manifest, by, at, because } = entry;
    entries.push({ seq, action, model, manifest, by, at, because, hash });
  }
  return entries;
}

/**
 * Adds an entry after the ones given. Of two writers at the same instant one is refused.
 *
 * @param entries the whole log, as read
 * @throws JZ_LOCKED when another entry took the place meanwhile
 */
export async function appendLog(
  registry: string,
  entries: readonly LogEntry[],
  fact: LogFact,
): Promise<LogEntry> {
  const folder = join(registry, LOG_FOLDER);
  await mkdir(folder, { recursive: true });
  const seq = entries.length + 1;
  const entry = { format: 1 as const, seq, before: entries.at(-1)?.hash ?? FIRST, ...fact };
  const hash = hashOf(entry);
  const path = join(folder, nameOf(seq));
  const beside = join(folder, `new-${hash.slice(0, 16)}-${process.pid}`);
  try {
    await writeAtomically(beside, `${canonicalJson({ entry, sm3: hash })}\n`);
    // A link, unlike a rename, never takes the place of another writer's entry.
    await link(beside, path);
  } catch (cause) {
    if (isTaken(cause)) throw new JzError('JZ_LOCKED', { path, lock: '-' }, { cause });
    throw cause;
  } finally {
    await rm(beside, { force: true });
  }
  await syncPath(folder);
  return { ...fact, seq, hash };
}

function hashOf(entry: z.infer<typeof entrySchema>): string {
  return sm3(Buffer.from(canonicalJson(entry), 'utf8')).toString('hex');
}

function nameOf(seq: number): string {
  return `${String(seq).padStart(6, '0')}.json`;
}

function isTaken(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
