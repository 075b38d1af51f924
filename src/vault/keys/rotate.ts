/**
 * Changes the key that seals identities. Pseudonyms stay.
 */
import { renameSync, rmSync } from 'node:fs';
import { readKeyFile, withNewSealingKey, writeKeyFile, type RandomBytes } from './key-file.ts';
import type { VaultKeys } from './keys.ts';
import { openVault } from '../store/vault.ts';

/** What a rotation did. */
export interface Rotation {
  /** Id of the key that seals now. */
  readonly keyId: string;
  /** Whether this call made that key; false when it went on with a rotation that was interrupted. */
  readonly made: boolean;
  readonly resealed: number;
}

/** What to rotate. */
export interface RotationRequest {
  readonly vaultFile: string;
  readonly keyFile: string;
  /** `YYYY-MM-DD`. */
  readonly created: string;
  readonly random: RandomBytes;
  readonly progress?: (done: number, total: number) => void;
}

/**
 * Puts a new sealing key in front of the key file, then seals every record again. Killed at any moment, every record
 * opens under the key file as it is, and the next call goes on where this one stopped.
 *
 * @throws JZ_KEYS_*, JZ_VAULT_DAMAGED, JZ_STORE_*
 */
export function rotateKeys({ vaultFile, keyFile, created, random, progress }: RotationRequest): Rotation {
  const old = readKeyFile(keyFile);
  const made = !hasOlderSeals(vaultFile, old);
  const keys = made ? withNewSealingKey(old, created, random) : old;
  if (made) replaceKeyFile(keyFile, keys);
  const vault = openVault(vaultFile, keys, { create: false, random });
  try {
    return { keyId: keys.sealing[0].id, made, resealed: vault.reseal(progress) };
  } finally {
    vault.close();
  }
}

function hasOlderSeals(file: string, keys: VaultKeys): boolean {
  const vault = openVault(file, keys, { create: false });
  try {
    return vault.olderSeals() > 0;
  } finally {
    vault.close();
  }
}

/** The file holds the old keys or all of them, never a part. */
function replaceKeyFile(file: string, keys: VaultKeys): void {
  const temporary = `${file}.new`;
  rmSync(temporary, { force: true });
  writeKeyFile(temporary, keys);
  renameSync(temporary, file);
}
