/**
 * What the vault keeps and how others speak to it.
 */

/** Who a pseudonym is. Only the vault holds this, and only encrypted. */
export interface IdentityRecord {
  /** `p…` by identity number, `u…` for a person without one. */
  readonly personId: string;
  /** 18 characters, as GB 11643 writes it. */
  readonly idNumber: string | null;
  readonly name: string | null;
  /** GB/T 2261.1: 1 man, 2 woman. */
  readonly sex: '1' | '2' | null;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | null;
  readonly phone: string | null;
  readonly address: string | null;
}

/** A pair a person decided on: is the one known as `alias` (`u…`) this person? */
export interface DecidedLink {
  readonly alias: string;
  readonly personId: string;
}

/** An open vault. Empty texts are kept as null. */
export interface Vault {
  readonly file: string;
  /** Keeps a batch in one commit; a person kept before is replaced. Large batches are quick. */
  putPersons(batch: readonly IdentityRecord[]): void;
  /** Everybody, or all but some, ordered by `personId`, in batches. Those left out are not opened. */
  persons(except?: (personId: string) => boolean): AsyncIterable<readonly IdentityRecord[]>;
  /** The persons of these pseudonyms that are kept, in the order asked. */
  get(personIds: readonly string[]): readonly IdentityRecord[];
  /** Forgets persons at once and for good; their links stay until `unlink`. Returns how many were kept. */
  remove(personIds: readonly string[]): number;
  /** Forgets every decision that names one of these on either side. */
  unlink(personIds: readonly string[]): void;
  count(): number;
  /** How many of these are kept; their records are not opened. */
  countOf(personIds: readonly string[]): number;
  /** Records that an older key sealed. */
  olderSeals(): number;
  /** Seals every such record again with the newest key, a batch a commit. Returns how many. */
  reseal(progress?: (done: number, total: number) => void): number;
  /** Keeps confirmed links in one commit; a newer one for the same alias replaces the older. */
  confirmLinks(links: readonly DecidedLink[]): void;
  /** Keeps in one commit that these are not the same person; what was confirmed of such a pair no longer is. */
  refuseLinks(links: readonly DecidedLink[]): void;
  /** Every confirmed link, ordered by alias. */
  links(): readonly DecidedLink[];
  /** Every refused pair, ordered by alias. */
  refusals(): readonly DecidedLink[];
  /** Keeps the pseudonyms of persons who had themselves deleted: rows about them are refused from now on. */
  barPersons(personIds: readonly string[]): void;
  /** Takes persons off that list, as when they apply anew. Returns how many were on it. */
  readmitPersons(personIds: readonly string[]): number;
  /** The list, ordered. */
  barred(): readonly string[];
  close(): void;
}
