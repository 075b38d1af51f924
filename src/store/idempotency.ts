/**
 * Table `idempotency`: a request sent twice under one key is done once and answered alike.
 */
import { JzError } from '../core/errors/index.ts';
import { canonicalJson, type Json } from '../core/json.ts';
import { sha256 } from '../io/files.ts';
import { run } from '../io/sqlite/migrate.ts';
import { firstRow, inTransaction } from './statements.ts';
import type { Store } from './store.ts';

/** A request under a key of its sender. */
export interface KeyedRequest {
  readonly actor: string;
  readonly key: string;
  /** What is asked; the same key with another request is refused. */
  readonly request: Json;
  readonly at: string;
}

/** An answer, and whether it is that of an earlier sending. */
export interface KeyedAnswer {
  readonly response: Json;
  readonly isRepeat: boolean;
}

/**
 * Does the work and keeps its answer, in one transaction; a repeat gives the kept answer and does nothing.
 *
 * @throws JZ_IDEMPOTENCY_REUSED; whatever the work throws, and then nothing is kept
 */
export function oncePerKey(
  store: Store,
  { actor, key, request, at }: KeyedRequest,
  work: () => Json,
): KeyedAnswer {
  const { db, raw } = store;
  const asked = sha256(canonicalJson(request));
  return inTransaction(store, (): KeyedAnswer => {
    const known = firstRow(
      raw,
      db
        .selectFrom('idempotency')
        .select(['request_hash', 'response'])
        .where('actor', '=', actor)
        .where('key', '=', key),
    );
    if (known && known.request_hash !== asked) throw new JzError('JZ_IDEMPOTENCY_REUSED', { key });
    if (known) return { response: JSON.parse(known.response) as Json, isRepeat: true };
    const response = work();
    run(
      raw,
      db
        .insertInto('idempotency')
        .values({ actor, key, request_hash: asked, response: canonicalJson(response), at }),
    );
    return { response, isRepeat: false };
  });
}
