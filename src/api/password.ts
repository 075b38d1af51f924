/**
 * Passwords are kept as scrypt hashes: `scrypt$N$r$p$salt$key`, salt and key in base64url.
 */
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** 32 MiB and about a tenth of a second a guess. */
const cost = { N: 2 ** 15, r: 8, p: 1 };
const memoryBytes = 64 * 1024 * 1024;
const keyBytes = 32;

/** The hash to keep of a password. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Whether a password is the one hashed. Without a hash the same time is spent and the answer is no. */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [, N, r, p, salt, kept] = (hash ?? `scrypt$${cost.N}$${cost.r}$${cost.p}$AAAA$AAAA`).split('$');
  const options = { N: Number(N), r: Number(r), p: Number(p) };
  const key = await derive(password, Buffer.from(salt ?? '', 'base64url'), options);
  const expected = Buffer.from(kept ?? '', 'base64url');
  return key.length === expected.length && timingSafeEqual(key, expected);
}

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, keyBytes, { ...options, maxmem: memoryBytes }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
