/**
 * Seals many short texts: SM4-CTR (GB/T 32907), then HMAC-SM3 over everything, each under a nonce of its own.
 *
 * A sealed text is `version[1] key id[8] nonce[12] ciphertext[n] mac[32]`. The mac covers all before it and the name
 * of the record, so that a record moved to another name does not open.
 */
import { timingSafeEqual } from 'node:crypto';
import type { RandomBytes } from '../keys/key-file.ts';
import type { SealingKeys } from '../keys/keys.ts';
import { applyKeyStreams, arenaFor, nonceBytes, offsetOf, type Arena } from './key-stream.ts';
import { digestBytes, hmacSm3, type Hmac } from './sm3.ts';

/** A text and the name of the record it belongs to. */
export interface Plain {
  readonly name: string;
  readonly text: string;
}

/** A sealed text and the name of its record. */
export interface Sealed {
  readonly name: string;
  readonly sealed: Buffer;
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
/** Where the id of the sealing key stands in a sealed text. */
export const keyIdAt = 1;
export const keyIdBytes = 8;
const nonceAt = keyIdAt + keyIdBytes;
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

function openKey({ id, key, mac }: SealingKeys): OpenKey {
  return { id: Buffer.from(id, 'hex'), key, mac: hmacSm3(mac) };
}

function sealBatch(key: OpenKey, random: RandomBytes, batch: readonly Plain[]): Sealed[] {
  const lengths = batch.map(({ text }) => Buffer.byteLength(text));
  const arena = arenaFor(batch.length, (i) => lengths[i] ?? 0, random(nonceBytes * batch.length));
  for (const [i, { text }] of batch.entries()) arena.bytes.write(text, offsetOf(arena, i));
  applyKeyStreams(key.key, arena);
  return batch.map(({ name }, i) => ({ name, sealed: sealedText(key, name, arena, i, lengths[i] ?? 0) }));
}

function sealedText(key: OpenKey, name: string, arena: Arena, i: number, bytes: number): Buffer {
  const sealed = Buffer.allocUnsafe(headBytes + bytes + digestBytes);
  sealed[0] = version;
  for (let k = 0; k < keyIdBytes; k++) sealed[keyIdAt + k] = key.id[k] ?? 0;
  for (let k = 0; k < nonceBytes; k++) sealed[nonceAt + k] = arena.nonces[nonceBytes * i + k] ?? 0;
  const start = offsetOf(arena, i);
  arena.bytes.copy(sealed, headBytes, start, start + bytes);
  sealed.write(macOf(key.mac, name, sealed), headBytes + bytes, 'binary');
  return sealed;
}

/** Opens runs of records sealed by the same key: after a rotation there are two keys at most. */
function openBatch(keys: readonly OpenKey[], batch: readonly Sealed[], refuse: Refuse): Plain[] {
  const opened: Plain[] = [];
  let start = 0;
  while (start < batch.length) {
    const key = keyOf(keys, batch[start], refuse);
    let end = start;
    while (end < batch.length && isSealedBy(key, batch[end])) end++;
    for (const plain of openWith(key, batch.slice(start, end), refuse)) opened.push(plain);
    start = end;
  }
  return opened;
}

function openWith(key: OpenKey, batch: readonly Sealed[], refuse: Refuse): Plain[] {
  for (const { name, sealed } of batch) checkMac(key, name, sealed, refuse);
  const arena = arenaFor(batch.length, (i) => textBytes(batch[i]));
  for (const [i, { sealed }] of batch.entries()) {
    for (let k = 0; k < nonceBytes; k++) arena.nonces[nonceBytes * i + k] = sealed[nonceAt + k] ?? 0;
    sealed.copy(arena.bytes, offsetOf(arena, i), headBytes, sealed.length - digestBytes);
  }
  applyKeyStreams(key.key, arena);
  return batch.map((one, i) => {
    const start = offsetOf(arena, i);
    return { name: one.name, text: arena.bytes.toString('utf8', start, start + textBytes(one)) };
  });
}

function textBytes(one: Sealed | undefined): number {
  return one ? one.sealed.length - headBytes - digestBytes : 0;
}

function keyOf(keys: readonly OpenKey[], one: Sealed | undefined, refuse: Refuse): OpenKey {
  if (!one) throw new RangeError('nothing to open');
  if (!hasForm(one.sealed)) return refuse(one.name, 'form');
  return keys.find((key) => isSealedBy(key, one)) ?? refuse(one.name, 'key');
}

function hasForm(sealed: Buffer): boolean {
  return sealed.length >= headBytes + digestBytes && sealed[0] === version;
}

function isSealedBy({ id }: OpenKey, one: Sealed | undefined): boolean {
  if (!one || !hasForm(one.sealed)) return false;
  for (let k = 0; k < keyIdBytes; k++) if (id[k] !== one.sealed[keyIdAt + k]) return false;
  return true;
}

const expected = Buffer.alloc(digestBytes);
const found = Buffer.alloc(digestBytes);

function checkMac(key: OpenKey, name: string, sealed: Buffer, refuse: Refuse): void {
  expected.write(macOf(key.mac, name, sealed), 'binary');
  sealed.copy(found, 0, sealed.length - digestBytes);
  if (!timingSafeEqual(expected, found)) refuse(name, 'mac');
}

/** Over the name of the record and all of the sealed text but the mac itself. */
function macOf(mac: Hmac, name: string, sealed: Buffer): string {
  const end = sealed.length - digestBytes;
  const room = mac.room(end + 3 * name.length);
  sealed.copy(room.buffer, room.start, 0, end);
  return mac.digest(end + room.buffer.write(name, room.start + end));
}
