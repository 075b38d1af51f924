/**
 * What a ledger generation says about itself in its manifest.
 */
import * as z from 'zod';
import { JzError } from '../../core/errors/index.ts';
import type { Manifest } from '../../io/manifest.ts';

const partFact = z.object({
  table: z.string(),
  /** Relative to the generation's folder, with `/`; an inherited part starts with `../<generation>/`. */
  path: z.string(),
  rows: z.int().nonnegative(),
});

const sourceFact = z.object({
  department: z.string(),
  file: z.string(),
  sha256: z.string(),
  mapping: z.string(),
  batch: z.string(),
  rowsIn: z.int().nonnegative(),
  loaded: z.int().nonnegative(),
  quarantined: z.int().nonnegative(),
  /** Columns of the file that the mapping does not use. */
  ignoredColumns: z.array(z.string()),
  parts: z.array(partFact),
  /** The key columns, and the file that holds every good row's key. */
  unique: z.array(z.string()),
  keys: z.string(),
  /** Files of one group share their keys: they may not repeat, or else supersede, each other's rows. */
  group: z.string(),
  supersedes: z.boolean(),
  deliveredOn: z.string().nullable(),
  /** 1, and one more each time the file came again under its name with other bytes. Earlier versions stay. */
  version: z.int().positive().default(1),
  /** The day what a later version changed became known; null for the first. */
  newsOn: z.string().nullable().default(null),
  /** Whether rows that do not return in a later version are over. */
  snapshot: z.boolean().default(false),
});

/** Rows of a group that a later version replaced. */
const supersededFact = z.object({
  group: z.string(),
  department: z.string(),
  path: z.string(),
  rows: z.int().positive(),
});

/** A confirmed link: rows under the alias are the person's. */
const linkFact = z.object({ alias: z.string(), personId: z.string() });

const generationFacts = z.object({
  sequence: z.int().positive(),
  parent: z.string().nullable(),
  currency: z.string(),
  sources: z.array(sourceFact),
  superseded: z.array(supersededFact),
  links: z.array(linkFact).default([]),
  rows: z.record(z.string(), z.int().nonnegative()),
});

/** One loaded file: where it came from, how many rows, where they lie. */
export type SourceFact = z.infer<typeof sourceFact>;
/** Where a group's replaced rows are listed. */
export type SupersededFact = z.infer<typeof supersededFact>;
/** Who an alias is. */
export type LinkFact = z.infer<typeof linkFact>;
/** A generation's facts. */
export type GenerationFacts = z.infer<typeof generationFacts>;

/**
 * Reads a generation's facts from its manifest.
 *
 * @throws JZ_HASH_MISMATCH when they are not a generation's
 */
export function factsOf(manifest: Manifest, file: string): GenerationFacts {
  const parsed = generationFacts.safeParse(manifest.facts);
  if (parsed.success && manifest.kind === 'ledger-generation') return parsed.data;
  throw new JzError('JZ_HASH_MISMATCH', { file, expected: 'ledger-generation', value: manifest.kind });
}
