/**
 * The keys and the vault of a lake, opened for one ingest.
 */
import { randomBytes } from 'node:crypto';
import {
  keysOfLake,
  openVault,
  pseudonymiser,
  vaultFile,
  type KeySources,
  type Vault,
} from '../../vault/index.ts';
import type { Mapping } from '../mapping/schema.ts';
import { personResolver, type PersonResolver } from './person-resolver.ts';

/** Keys, pseudonyms and vault. */
export interface PersonStore {
  readonly resolver: PersonResolver;
  readonly vault: Vault;
  readonly keyFile: string;
  /** True when the key file was made just now: tell the user to keep a copy. */
  readonly keysMade: boolean;
}

/** Opens the store, or gives null when the mapping names no person and no household. The caller closes the vault. */
export function openPersonStore(mapping: Mapping, sources: KeySources, today: string): PersonStore | null {
  const isNeeded = mapping.sources.some(
    ({ persons, households }) => Object.keys(persons).length + Object.keys(households).length > 0,
  );
  if (!isNeeded) return null;
  const named = { ...sources, mapping: mapping.keys };
  const { keys, file, made } = keysOfLake(named, { created: today, random: randomBytes });
  const vault = openVault(vaultFile(sources.lake), keys);
  const resolver = personResolver(pseudonymiser(keys), {
    synthetic: mapping.synthetic,
    isKnown: (personId) => vault.get([personId]).length > 0,
  });
  return { resolver, vault, keyFile: file, keysMade: made };
}
