/**
 * Which keys a lake uses, and where its vault lies.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { JzError } from '../../core/errors/index.ts';
import { makeKeys, readKeyFile, writeKeyFile, type RandomBytes } from './key-file.ts';
import type { VaultKeys } from './keys.ts';

/** Where the keys may be named, the first that is given wins. */
export interface KeySources {
  readonly lake: string;
  /** The `--keys` option. */
  readonly option?: string | undefined;
  /** The environment variable JIUZHU_KEY_FILE. */
  readonly environment?: string | undefined;
  /** `keys` of the mapping, as an absolute path. */
  readonly mapping?: string | undefined;
}

/** Keys, where they came from, and whether they were made just now. */
export interface LakeKeys {
  readonly keys: VaultKeys;
  readonly file: string;
  /** True when a new key file was made: tell the user to keep a copy of it. */
  readonly made: boolean;
}

/** The vault's file: beside the lake, so that a copied lake takes no identity with it. */
export function vaultFile(lake: string): string {
  return `${resolve(lake)}.vault.sqlite`;
}

/** The key file a lake gets when none is named. */
export function defaultKeyFile(lake: string): string {
  return `${resolve(lake)}.keys.json`;
}

/** The key file that is named, or the one beside the lake. */
export function keyFileOf({ lake, option, environment, mapping }: KeySources): string {
  return (
    [option, environment, mapping].find((file) => file !== undefined && file !== '') ?? defaultKeyFile(lake)
  );
}

/**
 * Reads a lake's keys. Only when none are named and the lake has no vault yet, new ones are made beside it.
 *
 * @param fresh the day and the source of randomness for new keys
 * @throws JZ_KEYS_MISSING, JZ_KEYS_EXPOSED, JZ_KEYS_INVALID
 */
export function keysOfLake(
  sources: KeySources,
  fresh: { readonly created: string; readonly random: RandomBytes },
): LakeKeys {
  const file = keyFileOf(sources);
  if (existsSync(file)) return { keys: readKeyFile(file), file, made: false };
  if (file !== defaultKeyFile(sources.lake) || existsSync(vaultFile(sources.lake)))
    throw new JzError('JZ_KEYS_MISSING', { file });
  const note =
    '救助大脑身份库密钥：丢失后身份信息无法恢复，请另存一份 / keep a copy: without it identities are lost';
  const keys = makeKeys({ ...fresh, note });
  writeKeyFile(file, keys);
  return { keys, file, made: true };
}
