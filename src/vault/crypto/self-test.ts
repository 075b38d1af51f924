/**
 * Known answers of the national algorithms, tried before anything is sealed.
 */
import { createCipheriv, createHmac } from 'node:crypto';
import { JzError } from '../../core/errors/index.ts';
import { applyKeyStreams, arenaFor } from './key-stream.ts';
import { hmacSm3, sm3 } from './sm3.ts';

/** One algorithm: its answer now, and the answer that is published. */
export interface KnownAnswer {
  readonly algorithm: string;
  readonly answer: () => string;
  readonly published: string;
}

/** The key of GB/T 32907-2016 appendix A, which is also its plaintext. */
const standardKey = Buffer.from('0123456789abcdeffedcba9876543210', 'hex');
const nonce = Buffer.from('救助大脑');

/** Every algorithm the vault stands on. HMAC and CTR are checked against OpenSSL's own. */
export const knownAnswers: readonly KnownAnswer[] = [
  {
    algorithm: 'SM3 (GB/T 32905 A.1)',
    answer: () => sm3(Buffer.from('abc')).toString('hex'),
    published: '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
  },
  {
    algorithm: 'SM3 (GB/T 32905 A.2)',
    answer: () => sm3(Buffer.from('abcd'.repeat(16))).toString('hex'),
    published: 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
  },
  {
    algorithm: 'SM4 (GB/T 32907 A.1)',
    answer: () => createCipheriv('sm4-ecb', standardKey, null).update(standardKey).toString('hex'),
    published: '681edf34d206965e86b3e94f536e4246',
  },
  {
    algorithm: 'HMAC-SM3',
    answer: () => Buffer.from(hmacSm3(standardKey).text('救助大脑'), 'binary').toString('hex'),
    get published() {
      return createHmac('sm3', standardKey).update('救助大脑').digest('hex');
    },
  },
  {
    algorithm: 'SM4-CTR',
    answer: () => keyStreamByHand().toString('hex', 0, 40),
    get published() {
      const start = Buffer.concat([nonce, Buffer.alloc(4)]);
      return createCipheriv('sm4-ctr', standardKey, start).update(Buffer.alloc(40)).toString('hex');
    },
  },
];

function keyStreamByHand(): Buffer {
  const arena = arenaFor(1, () => 40, nonce);
  applyKeyStreams(standardKey, arena);
  return arena.bytes;
}

let passed = false;

/**
 * Tries every algorithm; once a process.
 *
 * @throws JZ_CRYPTO_MISSING naming the first that does not answer as published
 */
export function checkNationalAlgorithms(answers: readonly KnownAnswer[] = knownAnswers): void {
  if (passed && answers === knownAnswers) return;
  for (const known of answers)
    if (!answersRight(known)) throw new JzError('JZ_CRYPTO_MISSING', { problem: known.algorithm });
  if (answers === knownAnswers) passed = true;
}

function answersRight({ answer, published }: KnownAnswer): boolean {
  try {
    return answer() === published;
  } catch {
    return false;
  }
}
