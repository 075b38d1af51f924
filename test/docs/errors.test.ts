import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCatalogue, type ErrorEntry } from '../../src/core/errors/index.ts';
import { checkout } from './checkout.ts';
import { errorReference } from './error-reference.ts';

const entries = Object.entries<ErrorEntry>(errorCatalogue);

/** Names of the facts in a text; `problemZh` and `problemEn` are one fact in two languages. */
const places = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+?)(Zh|En)?\}/g)].map((match) => match[1]))].sort();
const isChinese = (text: string) => /\p{Script=Han}/u.test(text);
const isEnglish = (text: string) => /[a-z]{3}/.test(text) && !isChinese(text);
const codesWhere = (isWrong: (entry: ErrorEntry, code: string) => boolean) =>
  entries.filter(([code, entry]) => isWrong(entry, code)).map(([code]) => code);

describe('the error catalogue', () => {
  it('is what docs/reference/errors.md says (else: npm run docs)', () => {
    expect(readFileSync(join(checkout, 'docs', 'reference', 'errors.md'), 'utf8')).toBe(errorReference());
  });

  it('names every code JZ_*', () => {
    expect(codesWhere((_entry, code) => !/^JZ_[A-Z0-9]+(_[A-Z0-9]+)*$/.test(code))).toEqual([]);
  });

  it('has every message and remedy in Chinese and in English', () => {
    expect(codesWhere((entry) => !isChinese(entry.zh) || !isChinese(entry.remedyZh))).toEqual([]);
    expect(codesWhere((entry) => !isEnglish(entry.en) || !isEnglish(entry.remedyEn))).toEqual([]);
  });

  it('tells the same facts in both languages', () => {
    const differs = (entry: ErrorEntry) =>
      places(entry.zh + entry.remedyZh).join() !== places(entry.en + entry.remedyEn).join();

    expect(codesWhere(differs)).toEqual([]);
  });

  it('does not blame the caller, over HTTP, for a damaged file or an error of ours', () => {
    expect(codesWhere((entry) => (entry.exit === 1 || entry.exit === 4) && entry.status < 500)).toEqual([]);
    expect(codesWhere((entry) => entry.exit === 2 && entry.status >= 500)).toEqual([]);
  });
});
