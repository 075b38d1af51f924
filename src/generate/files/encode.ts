/**
 * Text as bytes of an encoding, written into memory at hand.
 */
import iconv from 'iconv-lite';
import type { Block } from './blocks.ts';

/** How text becomes bytes. */
export type TextEncoding = 'utf8' | 'gb18030';

/** Bytes a UTF-16 unit may take. */
export const UNIT_BYTES = 4;

const UNITS = 1 << 16;
const ASCII = 0x80;
const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;

/** GB18030 of each character, asked for once: its bytes, the first one lowest, and how many there are (0: not asked). */
const gbBytes = new Uint32Array(UNITS);
const gbLengths = new Uint8Array(UNITS);

/** Writes a text at a position with room for four bytes a unit; gives the position after it. */
export function encodeInto(block: Block, at: number, text: string, encoding: TextEncoding): number {
  const { bytes } = block;
  let i = 0;
  for (; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= ASCII) break;
    bytes[at + i] = unit;
  }
  if (i === text.length) return at + i;
  if (encoding === 'utf8') return at + i + bytes.write(text.slice(i), at + i, 'utf8');
  return encodeGb(block, at + i, text, i);
}

function encodeGb({ bytes, view }: Block, start: number, text: string, from: number): number {
  let at = start;
  for (let i = from; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= FIRST_SURROGATE && unit <= LAST_SURROGATE) {
      const whole = iconv.encode(text.slice(from), 'gb18030');
      bytes.set(whole, start);
      return start + whole.length;
    }
    if (gbLengths[unit] === 0) learn(unit);
    view.setUint32(at, gbBytes[unit] ?? 0, true);
    at += gbLengths[unit] ?? 0;
  }
  return at;
}

function learn(unit: number): void {
  const bytes = iconv.encode(String.fromCharCode(unit), 'gb18030');
  gbLengths[unit] = bytes.length;
  gbBytes[unit] = bytes.reduceRight((sum, byte) => sum * 256 + byte, 0);
}
