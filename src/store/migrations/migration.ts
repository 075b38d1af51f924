import type { Compilable, Kysely } from 'kysely';
import type { StoreSchema } from '../schema.ts';

/** One numbered step of the schema. It runs once, whole or not at all, and is never edited after release. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  /** The statements of the step, in order, in SQL that SQLite and PostgreSQL both take. */
  statements(db: Kysely<StoreSchema>): readonly Compilable[];
}
