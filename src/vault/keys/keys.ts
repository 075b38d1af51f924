/**
 * The keys of a vault, in memory.
 */

/** A key and the id that tells it from others. The id is a fingerprint: it betrays nothing of the key. */
export interface NamedKey {
  readonly id: string;
  readonly key: Uint8Array;
}

/** What one identity record is sealed with: SM4 key `[16]` and MAC key `[32]`. */
export interface SealingKeys extends NamedKey {
  /** `YYYY-MM-DD`. */
  readonly created: string;
  readonly mac: Uint8Array;
}

/** All keys of one lake and its vault. */
export interface VaultKeys {
  /** `YYYY-MM-DD`. */
  readonly created: string;
  readonly note: string;
  /** True for keys made from a public seed: they protect nothing. */
  readonly practice: boolean;
  /** Never changes: a new one would change every pseudonym. `[32]`. */
  readonly pseudonym: NamedKey;
  /** Newest first; the newest seals, the older ones only open. */
  readonly sealing: readonly [SealingKeys, ...SealingKeys[]];
}
