/**
 * Everybody the vault knows by number, as the linker sees them.
 */
import { createLinker, type Linker } from '../../linking/index.ts';
import type { IdentityRecord } from '../../vault/index.ts';

/** Persons with a number, as the linker knows them. */
export interface KnownPersons {
  readonly linker: Linker;
  /** Their places in the linker. */
  readonly places: ReadonlyMap<string, number>;
  add(batch: readonly IdentityRecord[]): void;
}

/** Nobody yet. */
export function knownPersons(): KnownPersons {
  const linker = createLinker();
  const places = new Map<string, number>();
  return {
    linker,
    places,
    add: (batch) => {
      for (const { personId } of batch) places.set(personId, places.size);
      linker.addPersons(batch);
    },
  };
}
