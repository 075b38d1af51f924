import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { newBlocks, textBytes, type TextEncoding } from './text-bytes.ts';

const blocks = newBlocks();

function encoded(encoding: TextEncoding, texts: readonly string[]): Buffer {
  blocks.reset();
  const bytes = textBytes(encoding, blocks);
  for (const text of texts) bytes.add(text);
  const target = Buffer.alloc(bytes.finish());
  bytes.copyTo(target, 0);
  return target;
}

describe('textBytes', () => {
  it('writes every character of the basic plane in GB18030 as iconv-lite does, the first time and again', () => {
    const lines: string[] = [];
    for (let unit = 0; unit < 0xd800; unit += 16)
      lines.push(String.fromCharCode(...Array.from({ length: 16 }, (_, i) => unit + i)));

    const expected = iconv.encode(lines.join(''), 'gb18030');
    expect(encoded('gb18030', lines).equals(expected)).toBe(true);
    expect(encoded('gb18030', lines).equals(expected)).toBe(true);
  });

  it('writes characters beyond the basic plane in both encodings', () => {
    const text = '姓𠮷名𡈽,1\n';
    expect(encoded('gb18030', [text, text]).equals(iconv.encode(text + text, 'gb18030'))).toBe(true);
    expect(encoded('utf8', [text, text]).toString('utf8')).toBe(text + text);
  });

  it('keeps texts longer than a block and texts of many blocks whole', () => {
    const long = '临江县水用户,'.repeat(9000);
    expect(encoded('utf8', ['a', long, 'b']).toString('utf8')).toBe(`a${long}b`);
    const lines = Array.from({ length: 5000 }, (_, i) => `${i},户名${i}\n`);
    expect(encoded('gb18030', lines).equals(iconv.encode(lines.join(''), 'gb18030'))).toBe(true);
  });

  it('writes numbers as JavaScript does, between texts', () => {
    const numbers = [0, 7, 10, 99, 100, -1, -120, 2_147_483_647, -2_147_483_648, 9_007_199_254_740_991];
    const bytes = textBytes('utf8', newBlocks());
    for (const number of numbers) {
      bytes.addNumber(number, 44);
      bytes.add('月;');
    }
    const target = Buffer.alloc(bytes.finish());
    bytes.copyTo(target, 0);
    expect(target.toString('utf8')).toBe(numbers.map((number) => `${number},月;`).join(''));
  });
});
