/**
 * Who pseudonyms are: masked for everybody, in clear for those who gave a reason.
 */
import { existsSync } from 'node:fs';
import { JzError } from '../core/errors/index.ts';
import {
  keyFileOf,
  openVault,
  readKeyFile,
  vaultFile,
  type IdentityRecord,
  type Vault,
} from '../vault/index.ts';

/** Where the vault and its keys are. */
export interface IdentitySource {
  readonly lake: string;
  /** Absent: the file named in the environment, or the one beside the lake. */
  readonly keyFile?: string | undefined;
  readonly environment?: string | undefined;
}

/** A name and number nobody can be told by. */
export interface MaskedIdentity {
  readonly name: string | null;
  readonly idNumber: string | null;
}

/** A lake's identities; the vault is opened when it is first asked. */
export interface Identities {
  /**
   * In the order asked, unknown ones left out.
   *
   * @throws JZ_VAULT_MISSING, JZ_KEYS_MISSING, JZ_KEYS_EXPOSED, JZ_KEYS_INVALID, JZ_KEYS_WRONG, JZ_VAULT_DAMAGED
   */
  clear(personIds: readonly string[]): readonly IdentityRecord[];
  /** By pseudonym; empty without a vault or its keys. */
  masked(personIds: readonly string[]): ReadonlyMap<string, MaskedIdentity>;
  close(): void;
}

/** Binds to a lake's vault, which need not be there. */
export function identitiesOf(source: IdentitySource): Identities {
  let vault: Vault | null = null;
  const clear = (personIds: readonly string[]): readonly IdentityRecord[] =>
    (vault ??= open(source)).get(personIds);
  return {
    clear,
    masked: (personIds) => {
      try {
        return new Map(clear(personIds).map((record) => [record.personId, mask(record)]));
      } catch (error) {
        // Without keys a page shows no name; who asks for one is told why.
        if (error instanceof JzError) return new Map();
        throw error;
      }
    },
    close: () => {
      vault?.close();
      vault = null;
    },
  };
}

function open({ lake, keyFile, environment }: IdentitySource): Vault {
  const file = keyFileOf({ lake, option: keyFile, environment });
  if (!existsSync(vaultFile(lake))) throw new JzError('JZ_VAULT_MISSING', { file: vaultFile(lake) });
  if (!existsSync(file)) throw new JzError('JZ_KEYS_MISSING', { file });
  return openVault(vaultFile(lake), readKeyFile(file), { create: false });
}

/** Digits of an identity number that are shown: the region and the first two of the year. */
const SHOWN = 8;

/** `王*` and `11010119**********`. */
export function mask({ name, idNumber }: Pick<IdentityRecord, 'name' | 'idNumber'>): MaskedIdentity {
  const first = /^./su.exec(name ?? '')?.[0] ?? '';
  return {
    name: name === null ? null : `${first}*`,
    idNumber: idNumber === null ? null : idNumber.slice(0, SHOWN).padEnd(idNumber.length, '*'),
  };
}
