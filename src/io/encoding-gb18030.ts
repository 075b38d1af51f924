/**
 * GB18030 (and GBK, GB2312, which it contains) as text, every byte checked.
 */
import { TextDecoder } from 'node:util';
import { JzError } from '../core/errors/index.ts';
import { LineCensus, lineBlocks, linesOf, type LineBlock } from './encoding-lines.ts';
import { textBytes } from './encoding-source.ts';

const decoder = new TextDecoder('gb18030', { fatal: true });

/**
 * The file's text, block by block. A file that is UTF-8 but for some lines is refused naming the first of them.
 *
 * @throws JZ_FILE_ENCODING_UNKNOWN naming the byte, JZ_FILE_ENCODING_MIXED naming the row, JZ_RECORD_TOO_LONG
 */
export async function* gb18030Text(file: string): AsyncGenerator<string> {
  const census = new LineCensus();
  const bad: JzError[] = [];
  for await (const block of lineBlocks(file, textBytes(file))) {
    const text = decoded(block.bytes);
    for (const part of text === null ? linesOf(block) : [block]) {
      census.take(part);
      if (text === null && decoded(part.bytes) === null) bad.push(unknownByte(file, part, census.row));
    }
    if (census.utf8.lines > 0 && census.other.lines > 0) throw twoEncodings(file, census);
    const [first] = bad;
    if (first && census.utf8.lines === 0) throw first;
    if (text !== null && !first) yield text.replace(/^\ufeff/, '');
  }
  if (bad[0]) throw bad[0];
}

function decoded(bytes: Buffer): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** Two files joined, or UTF-8 with a damaged line. */
function twoEncodings(file: string, { utf8, other }: LineCensus): JzError {
  if (decoded(other.bytes) === null) return unknownByte(file, other, other.row);
  const [row, value, expected] =
    utf8.row > other.row ? [utf8.row, 'UTF-8', 'GB18030'] : [other.row, 'GB18030', 'UTF-8'];
  return new JzError('JZ_FILE_ENCODING_MIXED', { file, row, value, expected });
}

function unknownByte(file: string, { bytes, offset }: LineBlock, row: number): JzError {
  return new JzError('JZ_FILE_ENCODING_UNKNOWN', { file, row, offset: offset + validLength(bytes) });
}

/** Length of the longest prefix of whole characters. */
function validLength(bytes: Buffer): number {
  for (let length = 0; length < bytes.length;) {
    const size = [1, 2, 4].find((count) => decoded(bytes.subarray(length, length + count)) !== null);
    if (size === undefined) return length;
    length += size;
  }
  return bytes.length;
}
