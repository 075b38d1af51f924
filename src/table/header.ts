/**
 * The first line of a CSV file.
 */
import { JzError } from '../core/errors/index.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Column names in order, and what separates them. */
export interface Header {
  readonly names: readonly string[];
  readonly delimiter: string;
}

/**
 * Splits a header line; the delimiter is the one of `, ; tab |` that occurs most outside quotes.
 *
 * @throws JZ_FILE_FORMAT for an empty name, JZ_COLUMN_DUPLICATE for a repeated one
 */
export function parseHeader(file: string, line: string): Header {
  const text = line.replace(/^\uFEFF/, '');
  const bare = text.replace(/"(?:[^"]|"")*"/g, '');
  const count = (delimiter: string): number => bare.split(delimiter).length - 1;
  const delimiter = DELIMITERS.reduce((best, candidate) =>
    count(candidate) > count(best) ? candidate : best,
  );
  const names = splitQuoted(text, delimiter);
  const empty = names.findIndex((name) => name.trim() === '');
  if (empty >= 0) throw new JzError('JZ_FILE_FORMAT', { file, problem: `column ${empty + 1} has no name` });
  const repeated = names.find((name, j) => names.indexOf(name) !== j);
  if (repeated !== undefined) throw new JzError('JZ_COLUMN_DUPLICATE', { file, column: repeated });
  return { names, delimiter };
}

function splitQuoted(line: string, delimiter: string): string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const character = line.charAt(i);
    if (character === '"' && quoted && line.charAt(i + 1) === '"') {
      field += '"';
      i++;
    } else if (character === '"') quoted = !quoted;
    else if (character === delimiter && !quoted) {
      fields.push(field);
      field = '';
    } else field += character;
  }
  return [...fields, field];
}
