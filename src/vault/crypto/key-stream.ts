/**
 * SM4-CTR key streams for many short messages in one call of OpenSSL.
 */
import { createCipheriv } from 'node:crypto';

export const blockBytes = 16;
/** The other 4 bytes of a counter block count from 0. */
export const nonceBytes = 12;

/**
 * Key streams of a batch, laid end to end. Encrypting the counter blocks in ECB mode is what CTR mode is; one call for
 * all of them saves a cipher object a message.
 *
 * @param key `[16]`
 * @param lengths bytes of each message
 * @param nonceOf gives each message's nonce, `[12]`, never twice under one key
 * @returns the streams, and where each begins
 */
export function keyStreams(
  key: Uint8Array,
  lengths: readonly number[],
  nonceOf: (message: number) => Uint8Array,
): { stream: Buffer; starts: readonly number[] } {
  const starts: number[] = [];
  let total = 0;
  for (const bytes of lengths) {
    starts.push(total);
    total += Math.ceil(bytes / blockBytes) * blockBytes;
  }
  const counters = Buffer.alloc(total);
  for (const [i, start] of starts.entries())
    fillCounters(counters, start, starts[i + 1] ?? total, nonceOf(i));
  const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false);
  return { stream: cipher.update(counters), starts };
}

function fillCounters(counters: Buffer, start: number, end: number, nonce: Uint8Array): void {
  for (let at = start; at < end; at += blockBytes) {
    counters.set(nonce, at);
    counters.writeUInt32BE((at - start) / blockBytes, at + nonceBytes);
  }
}

/** Adds a key stream to `bytes` bytes of a message, in place. */
export function addStream(
  message: Buffer,
  at: number,
  bytes: number,
  { stream, start }: { stream: Buffer; start: number },
): void {
  for (let i = 0; i < bytes; i++) message[at + i] = (message[at + i] ?? 0) ^ (stream[start + i] ?? 0);
}
