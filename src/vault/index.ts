/** The vault: what other rooms may use of it. */
export { pseudonymiser, type Pseudonymiser } from './pseudonyms.ts';
export { keyFileText, makeKeys, readKeyFile, writeKeyFile, type RandomBytes } from './keys/key-file.ts';
export type { VaultKeys } from './keys/keys.ts';
export type { DecidedLink, IdentityRecord, Vault } from './types.ts';
export { openVault, type VaultOptions } from './store/vault.ts';
export { keyFileOf, keysOfLake, vaultFile, type KeySources, type LakeKeys } from './keys/lake-keys.ts';
export { rotateKeys, type Rotation } from './keys/rotate.ts';
export { checkNationalAlgorithms, knownAnswers } from './crypto/self-test.ts';
