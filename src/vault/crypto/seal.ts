/**
 * Seals many short texts: SM4-CTR (GB/T 32907), then HMAC-SM3 over everything, each under a nonce of its own.
 *
 * A sealed text is `version[1] key id[8] nonce[12] ciphertext[n] mac[32]`. The mac covers all before it and the name
 * of the record, so that a record moved to another name does not open.
 */
import { timingSafeEqual } from 'node:crypto';
import type { RandomBytes } from '../keys/key-file.ts';
import type { SealingKeys } from '../keys/keys.ts';
import { addStream, keyStreams, nonceBytes } from './key-stream.ts';
import { digestBytes, hmacSm3, type Hmac } from './sm3.ts';

/** A text and the name of the record it belongs to. */
export interface Plain {
  readonly name: string;
  readonly text: string;
}

/** A sealed text and the name of its record. */
export interface Sealed {
  readonly name: string;
  readonly sealed: Uint8Array;
}

/** Why a sealed text was not opened: not of our form, sealed by a key we do not have, altered. */
export type SealProblem = 'form' | 'key' | 'mac';

/** Must throw. */
export type Refuse = (name: string, problem: SealProblem) => never;

/** Seals and opens under a set of keys. */
export interface Sealer {
  /** The id of the key that seals now, in hex. */
  readonly keyId: string;
  seal(batch: readonly Plain[]): Sealed[];
  /** Opens a batch; the first text that does not open goes to `refuse`. */
  open(batch: readonly Sealed[], refuse: Refuse): Plain[];
}

const version = 1;
const keyIdBytes = 8;
const nonceAt = 1 + keyIdBytes;
const headBytes = nonceAt + nonceBytes;

interface OpenKey {
  readonly id: Buffer;
  readonly key: Uint8Array;
  readonly mac: Hmac;
}

/**
 * Prepares the keys.
 *
 * @param keys newest first; the newest seals
 * @param random gives the nonces; they must never come twice under one key
 */
export function sealer(keys: readonly [SealingKeys, ...SealingKeys[]], random: RandomBytes): Sealer {
  const newest = openKey(keys[0]);
  const all = [newest, ...keys.slice(1).map(openKey)];
  return {
    keyId: keys[0].id,
    seal: (batch) => sealBatch(newest, random, batch),
    open: (batch, refuse) => openBatch(all, batch, refuse),
  };
}

/** The id of the key that sealed a text, in hex. */
export function sealedBy(sealed: Uint8Array): string {
  return Buffer.from(sealed.subarray(1, nonceAt)).toString('hex');
}

function openKey({ id, key, mac }: SealingKeys): OpenKey {
  return { id: Buffer.from(id, 'hex'), key, mac: hmacSm3(mac) };
}

function sealBatch(key: OpenKey, random: RandomBytes, batch: readonly Plain[]): Sealed[] {
  const lengths = batch.map(({ text }) => Buffer.byteLength(text));
  const nonces = random(nonceBytes * batch.length);
  const nonceOf = (i: number): Uint8Array => nonces.subarray(nonceBytes * i, nonceBytes * (i + 1));
  const { stream, starts } = keyStreams(key.key, lengths, nonceOf);
  return batch.map(({ name, text }, i) => {
    const bytes = lengths[i] ?? 0;
    const sealed = Buffer.allocUnsafe(headBytes + bytes + digestBytes);
    sealed[0] = version;
    sealed.set(key.id, 1);
    sealed.set(nonceOf(i), nonceAt);
    sealed.write(text, headBytes, 'utf8');
    addStream(sealed, headBytes, bytes, { stream, start: starts[i] ?? 0 });
    sealed.write(macOf(key.mac, name, sealed, headBytes + bytes), headBytes + bytes, 'binary');
    return { name, sealed };
  });
}

function openBatch(keys: readonly OpenKey[], batch: readonly Sealed[], refuse: Refuse): Plain[] {
  const [first] = batch;
  if (!first) return [];
  const key = keyOf(keys, first, refuse);
  const same = batch.findIndex(({ sealed }) => !isSealedBy(key, sealed));
  const own = same === -1 ? batch : batch.slice(0, same);
  const opened = openWith(key, own, refuse);
  return same === -1 ? opened : [...opened, ...openBatch(keys, batch.slice(same), refuse)];
}

function openWith(key: OpenKey, batch: readonly Sealed[], refuse: Refuse): Plain[] {
  for (const { name, sealed } of batch) checkMac(key, name, sealed, refuse);
  const lengths = batch.map(({ sealed }) => sealed.length - headBytes - digestBytes);
  const nonceOf = (i: number): Uint8Array =>
    batch[i]?.sealed.subarray(nonceAt, headBytes) ?? new Uint8Array();
  const { stream, starts } = keyStreams(key.key, lengths, nonceOf);
  return batch.map(({ name, sealed }, i) => {
    const bytes = lengths[i] ?? 0;
    const start = starts[i] ?? 0;
    const text = stream.subarray(start, start + bytes);
    for (let k = 0; k < bytes; k++) text[k] = (text[k] ?? 0) ^ (sealed[headBytes + k] ?? 0);
    return { name, text: text.toString('utf8') };
  });
}

function keyOf(keys: readonly OpenKey[], { name, sealed }: Sealed, refuse: Refuse): OpenKey {
  if (sealed.length < headBytes + digestBytes || sealed[0] !== version) return refuse(name, 'form');
  return keys.find((key) => isSealedBy(key, sealed)) ?? refuse(name, 'key');
}

function isSealedBy({ id }: OpenKey, sealed: Uint8Array): boolean {
  return id.compare(sealed, 1, nonceAt) === 0;
}

function checkMac(key: OpenKey, name: string, sealed: Uint8Array, refuse: Refuse): void {
  if (sealed.length < headBytes + digestBytes || sealed[0] !== version) refuse(name, 'form');
  const end = sealed.length - digestBytes;
  const expected = Buffer.from(macOf(key.mac, name, sealed, end), 'binary');
  if (!timingSafeEqual(expected, sealed.subarray(end))) refuse(name, 'mac');
}

function macOf(mac: Hmac, name: string, sealed: Uint8Array, end: number): string {
  const room = mac.room(end + 3 * name.length);
  room.set(end === sealed.length ? sealed : sealed.subarray(0, end));
  return mac.digest(end + room.write(name, end, 'utf8'));
}
