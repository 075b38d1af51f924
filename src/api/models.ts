/**
 * Bundles of the registry, each read and checked once.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { JzError } from '../core/errors/index.ts';
import { readManifest } from '../io/manifest.ts';
import {
  modelIds,
  readCardSubject,
  readLog,
  rolesOf,
  standingAfter,
  type CardSubject,
  type LogEntry,
  type Role,
  type Standing,
} from '../registry/index.ts';
import type { Sources } from './routes/route.ts';

/** A bundle, or why it cannot be used. */
export type Registered =
  | { readonly id: string; readonly roles: readonly Role[]; readonly subject: CardSubject }
  | { readonly id: string; readonly roles: readonly Role[]; readonly damaged: string };

/** The registry as it stands. */
export interface ServedRegistry {
  readonly entries: readonly LogEntry[];
  readonly standing: Standing;
  readonly models: readonly Registered[];
}

/** Reads the registry of a data folder. */
export interface RegistryReader {
  /** Empty where there is none. @throws JZ_REGISTRY_LOG when the log was tampered with */
  all(): Promise<ServedRegistry>;
  /** @throws JZ_MODEL_UNKNOWN, JZ_MODEL_INVALID, JZ_HASH_MISMATCH */
  one(id: string): Promise<CardSubject>;
}

/** Bundles are immutable: what was read of one is kept while its manifest is the same. */
export function registryReader({ dataDirectory }: Sources): RegistryReader {
  const registry = join(dataDirectory ?? '', 'registry');
  const exists = (): boolean => dataDirectory !== undefined && existsSync(registry);
  const known = new Map<string, { manifest: string; subject: CardSubject }>();
  const read = async (id: string): Promise<CardSubject> => {
    const { id: manifest } = await readManifest(join(registry, id, 'manifest.json'));
    const before = known.get(id);
    if (before?.manifest === manifest) return before.subject;
    const subject = await readCardSubject(join(registry, id), registry);
    known.set(id, { manifest, subject });
    return subject;
  };
  return {
    all: async () => {
      const entries = exists() ? await readLog(registry) : [];
      const standing = standingAfter(entries);
      const models: Registered[] = [];
      for (const id of exists() ? await modelIds(registry) : []) {
        const roles = rolesOf(standing, id);
        models.push(await read(id).then((subject) => ({ id, roles, subject }), damagedBy(id, roles)));
      }
      return { entries, standing, models };
    },
    one: async (id) => {
      const ids = exists() ? await modelIds(registry) : [];
      if (!ids.includes(id))
        throw new JzError('JZ_MODEL_UNKNOWN', {
          registry: 'registry',
          model: id,
          known: ids.join(', ') || '-',
        });
      const subject = await read(id);
      return { ...subject, roles: rolesOf(standingAfter(await readLog(registry)), id) };
    },
  };
}

function damagedBy(id: string, roles: readonly Role[]): (error: unknown) => Registered {
  return (error) => {
    if (error instanceof JzError) return { id, roles, damaged: error.code };
    throw error;
  };
}
