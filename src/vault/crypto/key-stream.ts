/**
 * SM4-CTR over many short messages in one call of OpenSSL.
 */
import { createCipheriv } from 'node:crypto';

export const blockBytes = 16;
/** The other 4 bytes of a counter block count from 0. */
export const nonceBytes = 12;
const wordsPerBlock = blockBytes / 4;

/** Messages laid end to end, each from a block's beginning. */
export interface Arena {
  /** Begins at a multiple of 4 bytes in its memory. */
  readonly bytes: Buffer;
  /** Block where each message begins, and the end: `[messages + 1]`. */
  readonly starts: Uint32Array;
  /** Nonce of each message, `[12]` bytes each, never twice under one key. */
  readonly nonces: Uint8Array;
}

/** Memory for messages of these many bytes. */
export function arenaFor(
  count: number,
  bytesOf: (message: number) => number,
  nonces: Uint8Array = Buffer.alloc(nonceBytes * count),
): Arena {
  const starts = new Uint32Array(count + 1);
  for (let i = 0; i < count; i++) starts[i + 1] = (starts[i] ?? 0) + Math.ceil(bytesOf(i) / blockBytes);
  return { bytes: Buffer.alloc((starts[count] ?? 0) * blockBytes), starts, nonces };
}

/** Where a message begins in its arena. */
export function offsetOf({ starts }: Arena, message: number): number {
  return (starts[message] ?? 0) * blockBytes;
}

/**
 * Encrypts or decrypts an arena in place. Encrypting the counter blocks in ECB mode is what CTR mode is; one call for
 * all of them saves a cipher object a message.
 *
 * @param key `[16]`
 */
export function applyKeyStreams(key: Uint8Array, arena: Arena): void {
  const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false);
  const stream = words(cipher.update(counterBlocks(arena)));
  const message = words(arena.bytes);
  for (let i = 0; i < message.length; i++) message[i] = (message[i] ?? 0) ^ (stream[i] ?? 0);
}

function counterBlocks({ bytes, starts, nonces }: Arena): Buffer {
  const counters = Buffer.alloc(bytes.length);
  const out = words(counters);
  const nonceWords = words(nonces);
  for (let i = 0; i + 1 < starts.length; i++) {
    const [start, end] = [starts[i] ?? 0, starts[i + 1] ?? 0];
    for (let block = start; block < end; block++) {
      const at = block * wordsPerBlock;
      for (let k = 0; k < 3; k++) out[at + k] = nonceWords[3 * i + k] ?? 0;
      counters.writeUInt32BE(block - start, block * blockBytes + nonceBytes);
    }
  }
  return counters;
}

/** The same memory in words of 4 bytes; a copy when it does not begin at such a word. */
function words(bytes: Uint8Array): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}
