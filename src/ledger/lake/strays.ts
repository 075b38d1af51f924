import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Deletes what is left of an ingest or purge that was killed; the passing files of one hold identities in clear, in a
 * folder only its owner may enter. Call under the lake's lock.
 */
export async function removeStrays(lake: string): Promise<void> {
  for (const name of await readdir(lake))
    if (/^(\.tmp-|LOCK\.|CURRENT\.tmp-)/.test(name))
      await rm(join(lake, name), { recursive: true, force: true });
}
