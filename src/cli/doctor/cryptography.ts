/**
 * The national algorithms of Node's own OpenSSL, tried on published vectors.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { expectAnswer, type Probe } from './finding.ts';

const remedy = '请使用带完整 OpenSSL 3 的官方 Node.js / use an official Node.js with a full OpenSSL 3';

/** SM3, HMAC-SM3 and SM4. */
export const cryptographyProbes: readonly Probe[] = [
  {
    id: 'sm3',
    titleZh: '国密 SM3 摘要',
    titleEn: 'SM3 digest',
    required: true,
    remedy,
    attempt: () => {
      // GB/T 32905-2016, appendix A.1
      const known = '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0';
      expectAnswer('SM3("abc")', sm3(Buffer.from('abc')).toString('hex'), known);
      return `OpenSSL ${process.versions.openssl}, GB/T 32905 A.1`;
    },
  },
  {
    id: 'hmac-sm3',
    titleZh: '国密 HMAC-SM3 假名化',
    titleEn: 'HMAC-SM3 pseudonyms',
    required: true,
    remedy,
    attempt: () => {
      const key = Buffer.from('0123456789abcdeffedcba9876543210', 'hex');
      const message = Buffer.from('救助大脑');
      const actual = createHmac('sm3', key).update(message).digest('hex');
      expectAnswer('HMAC-SM3', actual, hmacByDefinition(key, message).toString('hex'));
      return 'RFC 2104 over SM3';
    },
  },
  {
    id: 'sm4',
    titleZh: '国密 SM4 加密',
    titleEn: 'SM4 cipher',
    required: true,
    remedy,
    attempt: () => {
      // GB/T 32907-2016, appendix A.1: the key is the plaintext
      const key = Buffer.from('0123456789abcdeffedcba9876543210', 'hex');
      const block = createCipheriv('sm4-ecb', key, null).setAutoPadding(false);
      const actual = Buffer.concat([block.update(key), block.final()]).toString('hex');
      expectAnswer('SM4', actual, '681edf34d206965e86b3e94f536e4246');
      expectAnswer('SM4-CTR', throughCounterMode(key, '救助大脑'), '救助大脑');
      return `OpenSSL ${process.versions.openssl}, GB/T 32907 A.1`;
    },
  },
];

function sm3(data: Buffer): Buffer {
  return createHash('sm3').update(data).digest();
}

/** RFC 2104 written out, for keys of at most 64 bytes (SM3's block). */
function hmacByDefinition(key: Buffer, message: Buffer): Buffer {
  const block = Buffer.alloc(64);
  key.copy(block);
  const inner = sm3(Buffer.concat([block.map((byte) => byte ^ 0x36), message]));
  return sm3(Buffer.concat([block.map((byte) => byte ^ 0x5c), inner]));
}

function throughCounterMode(key: Buffer, text: string): string {
  const start = Buffer.alloc(16, 1);
  const cipher = createCipheriv('sm4-ctr', key, start);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const decipher = createDecipheriv('sm4-ctr', key, start);
  return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
}
