/**
 * The county behind a published list: single households are read by a thread that is started for the newest list.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startHouseholds, type Households } from '../dossier/households.ts';
import { identitiesOf, type Identities } from '../dossier/identities.ts';
import type { PublishedRun } from '../store/index.ts';

/** A county that is served. */
export interface ServedCounty {
  /** Households as of a list; another list than the last one's starts a new thread. */
  householdsOf(run: PublishedRun): Households;
  readonly identities: Identities;
  close(): Promise<void>;
}

/** The county of a data folder; `undefined` when the folder has no ledger. */
export function servedCounty(dataDirectory: string, keyFile?: string): ServedCounty | undefined {
  const lake = join(dataDirectory, 'lake');
  if (!existsSync(join(lake, 'CURRENT'))) return undefined;
  const identities = identitiesOf({ lake, keyFile, environment: process.env['JIUZHU_KEY_FILE'] });
  let current: { readonly run: string; readonly households: Households } | null = null;
  const closing: Promise<void>[] = [];
  return {
    identities,
    householdsOf: ({ id, model, generationId: generation, asOf }) => {
      if (current?.run !== id) {
        if (current) closing.push(current.households.close());
        current = {
          run: id,
          households: startHouseholds({ dataDirectory, model: model.id, generation, asOf }),
        };
      }
      return current.households;
    },
    close: async () => {
      if (current) closing.push(current.households.close());
      await Promise.all(closing);
      identities.close();
    },
  };
}
