import type { Database } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { JzError } from '../../core/errors/index.ts';
import { run } from '../../io/sqlite/migrate.ts';
import type { VaultSchema } from './schema.ts';

const pseudonymKey = 'pseudonym_key';

/**
 * Ties a new vault to a pseudonym key; refuses another one later.
 *
 * @throws JZ_KEYS_WRONG
 */
export function checkPseudonymKey(raw: Database, db: Kysely<VaultSchema>, keyId: string): void {
  const insert = db.insertInto('fact').values({ name: pseudonymKey, value: keyId });
  const query = db.selectFrom('fact').select('value').where('name', '=', pseudonymKey).compile();
  const read = raw.prepare<unknown[], { value: string }>(query.sql);
  if (!read.get(...query.parameters))
    run(
      raw,
      insert.onConflict((conflict) => conflict.doNothing()),
    );
  const found = read.get(...query.parameters)?.value ?? '';
  if (found !== keyId) throw new JzError('JZ_KEYS_WRONG', { file: raw.name, value: found });
}
