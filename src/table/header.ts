/**
 * The first line of a CSV file: what separates its columns, and their names.
 */
import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { JzError } from '../core/errors/index.ts';
import { isGzip } from '../io/files.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const MAX_LINE = 1_000_000;

/** The one of `, ; tab |` that occurs most outside quotes in the file's first line. */
export async function findDelimiter(file: string): Promise<string> {
  const bare = (await firstLine(file)).replace(/"(?:[^"]|"")*"/g, '');
  const count = (delimiter: string): number => bare.split(delimiter).length - 1;
  return DELIMITERS.reduce((best, candidate) => (count(candidate) > count(best) ? candidate : best));
}

/**
 * Checks that every column can be told from the others.
 *
 * @throws JZ_FILE_FORMAT for an empty name, JZ_COLUMN_DUPLICATE for a repeated one
 */
export function checkNames(file: string, names: readonly string[]): void {
  const empty = names.findIndex((name) => name.trim() === '');
  if (empty >= 0) {
    const problem = `第 ${empty + 1} 列没有列名 / column ${empty + 1} has no name`;
    throw new JzError('JZ_FILE_FORMAT', { file, problem });
  }
  const repeated = names.find((name, j) => names.indexOf(name) !== j);
  if (repeated !== undefined) throw new JzError('JZ_COLUMN_DUPLICATE', { file, column: repeated });
}

/** Quoted line breaks stay inside the line. A damaged file gives what can be read of it. */
async function firstLine(file: string): Promise<string> {
  const raw = createReadStream(file);
  const stream = isGzip(file) ? raw.pipe(createGunzip()) : raw;
  const decoder = new StringDecoder('utf8');
  let text = '';
  try {
    for await (const chunk of stream) {
      text += decoder.write(chunk as Buffer);
      const line = /^(?:[^"\n]|"[^"]*")*\n/.exec(text);
      if (line) return line[0];
      if (text.length > MAX_LINE) break;
    }
  } catch {
    return text;
  } finally {
    raw.destroy();
  }
  return text;
}
