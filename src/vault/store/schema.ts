/**
 * Tables of the vault as Kysely sees them.
 */

/** One person: who the pseudonym is, sealed. */
export interface IdentityTable {
  readonly person_id: string;
  readonly sealed: Buffer;
}

/** A decided pair of pseudonyms. */
export interface LinkTable {
  readonly alias: string;
  readonly person_id: string;
}

/** Facts of the vault itself: which pseudonym key it belongs to. */
export interface FactTable {
  readonly name: string;
  readonly value: string;
}

/** A person who had themselves deleted. */
export interface ErasureTable {
  readonly person_id: string;
}

/** The whole vault. */
export interface VaultSchema {
  readonly identity: IdentityTable;
  /** Confirmed: one person an alias. */
  readonly link: LinkTable;
  readonly refusal: LinkTable;
  readonly fact: FactTable;
  readonly erasure: ErasureTable;
}
