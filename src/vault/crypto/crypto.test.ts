import { createCipheriv, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkNationalAlgorithms, knownAnswers } from './self-test.ts';
import { applyKeyStreams, arenaFor, offsetOf } from './key-stream.ts';
import { sealer, type Refuse } from './seal.ts';
import { hmacSm3, sm3 } from './sm3.ts';

const key16 = fc.uint8Array({ minLength: 16, maxLength: 16 });
const key32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const runs = { seed: 1, numRuns: 200 };

/** Bytes that never repeat within a test. */
function counting(): (bytes: number) => Uint8Array {
  let next = 1;
  return (bytes) => Uint8Array.from({ length: bytes }, () => (next = (next * 75 + 74) % 65537) & 255);
}

const refuse: Refuse = (name, problem) => {
  throw new Error(`${name}: ${problem}`);
};

const keyOf = (id: string) => ({
  id,
  created: '2026-01-01',
  key: Buffer.alloc(16, id),
  mac: Buffer.alloc(32, id),
});

describe('SM3 and HMAC-SM3', () => {
  it('give the published digest of one million letters a', () => {
    expect(sm3(Buffer.alloc(1_000_000, 'a')).toString('hex')).toBe(
      'c8aaf89429554029e231941a2acc0ad61ff2a5acd8fadd25847a3a732b3b02c3',
    );
  });

  it('agree with OpenSSL’s Hmac for any key and message', () => {
    fc.assert(
      fc.property(
        key32,
        fc.array(fc.string({ unit: 'grapheme', maxLength: 700 }), { maxLength: 4 }),
        (key, texts) => {
          const mac = hmacSm3(key);
          for (const text of texts)
            expect(Buffer.from(mac.text(text), 'binary').toString('hex')).toBe(
              createHmac('sm3', key).update(text).digest('hex'),
            );
        },
      ),
      runs,
    );
  });
});

describe('key streams', () => {
  it('are OpenSSL’s SM4-CTR for every message of a batch', () => {
    fc.assert(
      fc.property(
        key16,
        fc.array(fc.uint8Array({ maxLength: 70 }), { minLength: 1, maxLength: 5 }),
        (key, messages) => {
          const nonces = counting()(12 * messages.length);
          const arena = arenaFor(messages.length, (i) => messages[i]!.length, nonces);
          messages.forEach((message, i) => arena.bytes.set(message, offsetOf(arena, i)));

          applyKeyStreams(key, arena);

          messages.forEach((message, i) => {
            const counter = Buffer.concat([nonces.subarray(12 * i, 12 * i + 12), Buffer.alloc(4)]);
            const expected = createCipheriv('sm4-ctr', key, counter).update(message);
            const start = offsetOf(arena, i);
            expect(arena.bytes.subarray(start, start + message.length)).toEqual(expected);
          });
        },
      ),
      runs,
    );
  });
});

describe('sealing', () => {
  it('gives back every text under its name', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 90 }), { maxLength: 8 }), (texts) => {
        const seals = sealer([keyOf('a'.repeat(16))], counting());
        const batch = texts.map((text, i) => ({ name: `p${i}`, text }));

        expect(seals.open(seals.seal(batch), refuse)).toEqual(batch);
      }),
      runs,
    );
  });

  it('never seals the same text the same way twice', () => {
    const seals = sealer([keyOf('a'.repeat(16))], counting());
    const [one, two] = seals.seal([
      { name: 'p', text: '张三' },
      { name: 'p', text: '张三' },
    ]);

    expect(one!.sealed.equals(two!.sealed)).toBe(false);
  });

  it('refuses a text with any one bit changed, naming the record', () => {
    const seals = sealer([keyOf('a'.repeat(16))], counting());
    const { sealed } = seals.seal([{ name: 'p1', text: '330102198001010016' }])[0]!;

    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const altered = Buffer.from(sealed);
      altered[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => seals.open([{ name: 'p1', sealed: altered }], refuse)).toThrow(/^p1: (form|key|mac)$/);
    }
  });

  it('refuses a text moved to another name, a cut one and an empty one', () => {
    const seals = sealer([keyOf('a'.repeat(16))], counting());
    const { sealed } = seals.seal([{ name: 'p1', text: '张三' }])[0]!;

    expect(() => seals.open([{ name: 'p2', sealed }], refuse)).toThrow('p2: mac');
    expect(() => seals.open([{ name: 'p1', sealed: sealed.subarray(0, -1) }], refuse)).toThrow('p1: mac');
    expect(() => seals.open([{ name: 'p1', sealed: Buffer.alloc(0) }], refuse)).toThrow('p1: form');
  });

  it('opens what older keys sealed, in any mixture, and seals with the newest', () => {
    const [old, now] = [keyOf('a'.repeat(16)), keyOf('b'.repeat(16))];
    const before = sealer([old], counting());
    const both = sealer([now, old], counting());
    const texts = ['一', '二', '三', '四'].map((text, i) => ({ name: `p${i}`, text }));
    const mixed = texts.map((plain, i) => (i % 3 === 0 ? both : before).seal([plain])[0]!);

    expect(both.open(mixed, refuse)).toEqual(texts);
    expect(() => before.open(mixed, refuse)).toThrow('p0: key');
  });
});

describe('the self test', () => {
  it('passes here', () => {
    expect(() => checkNationalAlgorithms()).not.toThrow();
    expect(knownAnswers.map(({ algorithm }) => algorithm)).toContain('SM4 (GB/T 32907 A.1)');
  });

  it('names the algorithm that answers wrongly or not at all', () => {
    const absent = {
      algorithm: 'SM9',
      answer: () => createCipheriv('sm9-ctr', '', '').final('hex'),
      published: '',
    };

    expect(() => checkNationalAlgorithms([{ ...knownAnswers[0]!, published: '00' }])).toThrow(
      'SM3 (GB/T 32905 A.1)',
    );
    expect(() => checkNationalAlgorithms([absent])).toThrow('SM9');
  });
});
