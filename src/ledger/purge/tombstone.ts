/**
 * What is left of removed rows: when, by whom, on what ground, how many. Nothing of whom.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const tombstone = z.strictObject({
  /** `YYYY-MM-DD`. */
  on: z.iso.date(),
  by: z.string().min(1),
  /** `person`: a person's right to deletion; `retention`: the time to keep them is over. */
  kind: z.enum(['person', 'retention']),
  ground: z.string().min(1),
  /** Of a retention purge: events before this day were removed. */
  before: z.iso.date().nullable(),
  /** Rows removed, by table. */
  rows: z.record(z.string(), z.int().positive()),
  /** Identity records removed from the vault. */
  identities: z.int().nonnegative(),
  /** Generations that held the rows and were deleted. */
  generations: z.array(z.string()),
});

const purgeFile = z.strictObject({ format: z.literal(1), tombstones: z.array(tombstone) });

/** The record of one purge. */
export type Tombstone = z.infer<typeof tombstone>;

/** Name of the file inside a generation that says what was purged before it. */
export const PURGE_FILE = 'purge.json';

/** The text of that file. */
export function purgeText(tombstones: readonly Tombstone[]): string {
  return `${JSON.stringify({ format: 1, tombstones }, null, 2)}\n`;
}

/** Every purge a generation's folder tells of; null when it is not the first after a purge. */
export async function readTombstones(folder: string): Promise<Tombstone[] | null> {
  const text = await readFile(join(folder, PURGE_FILE), 'utf8').catch(() => null);
  return text === null ? null : purgeFile.parse(JSON.parse(text)).tombstones;
}

/** Whether a generation's folder is the first after a purge. */
export async function isPurged(folder: string): Promise<boolean> {
  return (await readTombstones(folder)) !== null;
}
