/** The vault: what other rooms may use of it. */
export { pseudonymiser, type Pseudonymiser } from './pseudonyms.ts';
export { keyFileText, makeKeys, readKeyFile, writeKeyFile, type RandomBytes } from './keys/key-file.ts';
export type { VaultKeys } from './keys/keys.ts';
export type { ConfirmedLink, IdentityRecord, Vault } from './types.ts';
export { openVault, type VaultOptions } from './store/vault.ts';
