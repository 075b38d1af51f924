/**
 * SM3 (GB/T 32905) and HMAC-SM3 (RFC 2104) through Node's OpenSSL, for many short messages.
 */
import { hash } from 'node:crypto';

/** Bytes of an SM3 digest. */
export const digestBytes = 32;
/** SM3 works on blocks of this many bytes; HMAC pads its key to one. */
const blockBytes = 64;

/** The SM3 digest of some bytes. */
export function sm3(data: Uint8Array): Buffer {
  return Buffer.from(hash('sm3', data, 'binary'), 'binary');
}

/** HMAC-SM3 under one key. */
export interface Hmac {
  /** Of a text's UTF-8 bytes; `[32]` as a binary string, one character a byte. */
  text(message: string): string;
  /** Memory for a message of at most so many bytes, from `start` on: written there, it need not be copied. */
  room(bytes: number): { readonly buffer: Buffer; readonly start: number };
  /** Of the first `bytes` of the room; `[32]` as a binary string. */
  digest(bytes: number): string;
}

/**
 * Prepares HMAC-SM3 under a key. One digest is two calls of OpenSSL's one-shot hash, about twice as quick for short
 * messages as an Hmac object each.
 *
 * @param key at most 64 bytes
 */
export function hmacSm3(key: Uint8Array): Hmac {
  const outer = padded(key, 0x5c, digestBytes);
  let inner = innerBlock(key, 1024);
  const room = (bytes: number): { buffer: Buffer; start: number } => {
    if (inner.buffer.length < blockBytes + bytes) inner = innerBlock(key, 2 * bytes);
    return inner;
  };
  const digest = (bytes: number): string => {
    outer.write(hash('sm3', inner.first(blockBytes + bytes), 'binary'), blockBytes, 'binary');
    return hash('sm3', outer, 'binary');
  };
  const text = (message: string): string => {
    room(3 * message.length);
    return digest(inner.buffer.write(message, blockBytes, 'utf8'));
  };
  return { text, room, digest };
}

/** The padded key and room behind it; its beginnings are cut once for each length. */
function innerBlock(key: Uint8Array, messageBytes: number) {
  const buffer = padded(key, 0x36, messageBytes);
  const cuts: Buffer[] = [];
  const first = (bytes: number): Buffer => (cuts[bytes] ??= buffer.subarray(0, bytes));
  return { buffer, start: blockBytes, first };
}

function padded(key: Uint8Array, pad: number, messageBytes: number): Buffer {
  if (key.length > blockBytes) throw new RangeError('an HMAC-SM3 key has at most 64 bytes');
  const block = Buffer.alloc(blockBytes + messageBytes);
  block.set(key);
  for (let i = 0; i < blockBytes; i++) block[i] = (block[i] ?? 0) ^ pad;
  return block;
}
