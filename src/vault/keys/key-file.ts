/**
 * The key file: versioned JSON, read only when nobody else can read it.
 */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { JzError } from '../../core/errors/index.ts';
import { sm3 } from '../crypto/sm3.ts';
import type { NamedKey, SealingKeys, VaultKeys } from './keys.ts';

const hex = (bytes: number): z.ZodType<string> => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));
const keyId = hex(8);

const keyFile = z.strictObject({
  format: z.literal('jiuzhu-keys'),
  version: z.literal(1),
  created: z.iso.date(),
  note: z.string(),
  practice: z.boolean(),
  pseudonym: z.strictObject({ id: keyId, key: hex(32) }),
  /** Newest first. */
  sealing: z.array(z.strictObject({ id: keyId, created: z.iso.date(), key: hex(16), mac: hex(32) })).min(1),
});

/** Gives that many bytes nobody can guess; tests and practice data give bytes of a seed. */
export type RandomBytes = (bytes: number) => Uint8Array;

/** What a new set of keys says of itself. */
export interface NewKeys {
  /** `YYYY-MM-DD`. */
  readonly created: string;
  readonly note: string;
  /** Keys made from a public seed, for practice data only; the file may then be readable by all. */
  readonly practice?: boolean;
  readonly random: RandomBytes;
}

/** Makes a set of keys. */
export function makeKeys({ created, note, practice = false, random }: NewKeys): VaultKeys {
  const key = random(32);
  const pseudonym = { id: fingerprint('pseudonym', key), key };
  return { created, note, practice, pseudonym, sealing: [makeSealingKeys(created, random)] };
}

/** The same keys with a new sealing key in front; the older ones still open what they sealed. */
export function withNewSealingKey(keys: VaultKeys, created: string, random: RandomBytes): VaultKeys {
  return { ...keys, sealing: [makeSealingKeys(created, random), ...keys.sealing] };
}

/** The text of a key file. */
export function keyFileText(keys: VaultKeys): string {
  const file: z.infer<typeof keyFile> = {
    format: 'jiuzhu-keys',
    version: 1,
    created: keys.created,
    note: keys.note,
    practice: keys.practice,
    pseudonym: { id: keys.pseudonym.id, key: toHex(keys.pseudonym.key) },
    sealing: keys.sealing.map(({ id, created, key, mac }) => ({
      id,
      created,
      key: toHex(key),
      mac: toHex(mac),
    })),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Writes a new key file that only its owner can read. Never overwrites one.
 *
 * @throws JZ_KEYS_EXIST
 */
export function writeKeyFile(file: string, keys: VaultKeys): void {
  if (existsSync(file)) throw new JzError('JZ_KEYS_EXIST', { file });
  writeFileSync(file, keyFileText(keys), { mode: keys.practice ? 0o644 : 0o600, flag: 'wx', flush: true });
}

/**
 * Reads a key file.
 *
 * @throws JZ_KEYS_MISSING, JZ_KEYS_EXPOSED when others may read it (POSIX), JZ_KEYS_INVALID
 */
export function readKeyFile(file: string): VaultKeys {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new JzError('JZ_KEYS_MISSING', { file });
  const keys = parseKeys(file, readFileSync(file, 'utf8'));
  if (!keys.practice && process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw new JzError('JZ_KEYS_EXPOSED', { file, value: (found.mode & 0o777).toString(8) });
  return keys;
}

function parseKeys(file: string, text: string): VaultKeys {
  const parsed = keyFile.safeParse(jsonOrNull(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new JzError('JZ_KEYS_INVALID', {
      file,
      path: issue?.path.join('.') ?? '',
      problem: issue?.message ?? '',
    });
  }
  const { created, note, practice } = parsed.data;
  const key = fromHex(parsed.data.pseudonym.key);
  const pseudonym = checked(file, 'pseudonym', { id: parsed.data.pseudonym.id, key }, key);
  const [newest, ...older] = parsed.data.sealing.map((one) => sealingKeys(file, one));
  if (!newest) throw new JzError('JZ_KEYS_INVALID', { file, path: 'sealing', problem: 'empty' });
  return { created, note, practice, pseudonym, sealing: [newest, ...older] };
}

function sealingKeys(
  file: string,
  { id, created, key, mac }: { id: string; created: string; key: string; mac: string },
): SealingKeys {
  const keys = { id, created, key: fromHex(key), mac: fromHex(mac) };
  return checked(file, 'sealing', keys, Buffer.concat([keys.key, keys.mac]));
}

/** A key whose id is not its fingerprint was edited or damaged. */
function checked<T extends NamedKey>(file: string, purpose: string, named: T, key: Uint8Array): T {
  if (named.id === fingerprint(purpose, key)) return named;
  throw new JzError('JZ_KEYS_INVALID', { file, path: purpose, problem: `key ${named.id} is damaged` });
}

function makeSealingKeys(created: string, random: RandomBytes): SealingKeys {
  const [key, mac] = [random(16), random(32)];
  return { id: fingerprint('sealing', Buffer.concat([key, mac])), created, key, mac };
}

function fingerprint(purpose: string, key: Uint8Array): string {
  return sm3(Buffer.concat([Buffer.from(`jiuzhu ${purpose} key\n`), key])).toString('hex', 0, 8);
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function fromHex(text: string): Uint8Array {
  return Buffer.from(text, 'hex');
}
