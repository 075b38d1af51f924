/**
 * Who looked at which household: an entry of the audit chain, on disk before the answer leaves.
 * Reads that arrive together are written together, so that one sync serves them all.
 */
import type { Json } from '../core/json.ts';
import { auditWriter, inTransaction, type Store } from '../store/index.ts';
import { chinaMoment } from './moment.ts';
import type { Account } from './roles.ts';

/** One look. */
export interface Look {
  readonly action: 'read_score' | 'read_dossier' | 'read_advice' | 'score' | 'what_if';
  readonly household: string;
  readonly details?: Readonly<Record<string, Json>>;
}

/** Notes a look; settled once it is on disk. @throws JZ_STORE_BUSY, JZ_RESOURCE: nothing may be answered then */
export type NoteLook = (account: Account, look: Look) => Promise<void>;

interface Waiting extends Look {
  readonly actor: string;
  readonly at: string;
  readonly settle: { readonly resolve: () => void; readonly reject: (error: unknown) => void };
}

/** Notes into a store's chain. */
export function lookNoter(store: Store, now: () => Date): NoteLook {
  let waiting: Waiting[] = [];
  const write = (): void => {
    const batch = waiting;
    waiting = [];
    try {
      inTransaction(store, () => {
        const audit = auditWriter(store);
        for (const { at, actor, action, household, details = {} } of batch)
          audit({ at, actor, action, subject: household, details, rows: [] });
      });
      for (const { settle } of batch) settle.resolve();
    } catch (error) {
      for (const { settle } of batch) settle.reject(error);
    }
  };
  return (account, look) =>
    new Promise<void>((resolve, reject) => {
      // Everything that came in during this turn of the loop goes into one transaction.
      if (waiting.length === 0) setImmediate(write);
      const at = chinaMoment(now());
      waiting.push({ ...look, actor: account.name, at, settle: { resolve, reject } });
    });
}
