/**
 * XML of a workbook's part as events; no document type, no entities of its own, no endless texts.
 */
import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { JzError } from '../core/errors/index.ts';
import type { SpreadsheetPackage } from './spreadsheet-package.ts';

/** What a reader does with a part. Names come without prefix. */
export interface XmlHandlers {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Excel's own limit of a cell is 32,767 characters; tags and attributes are far smaller. */
const MAX_SILENCE = 4 * 2 ** 20;

/**
 * Parses a part; yields after every piece, so that the reader can hand on what it has gathered.
 *
 * @throws JZ_FILE_UNSAFE, JZ_FILE_TRUNCATED
 */
export async function* parsePart(
  source: SpreadsheetPackage,
  part: string,
  handlers: XmlHandlers,
): AsyncGenerator<undefined> {
  const { file } = source;
  const unsafe = (problem: string): JzError => new JzError('JZ_FILE_UNSAFE', { file, problem });
  let silence = 0;
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (cause) => {
    throw /entity/.test(cause.message)
      ? unsafe(`${part}: ${cause.message}`)
      : new JzError('JZ_FILE_TRUNCATED', { file, problem: `${part}: ${cause.message}` }, { cause });
  });
  parser.on('doctype', () => {
    throw unsafe(`${part}: DOCTYPE`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    silence = 0;
    handlers.open?.(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    silence = 0;
    handlers.close?.(localName(name));
  });
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('cdata', (text) => handlers.text?.(text));
  for await (const text of decoded(source, part)) {
    silence += text.length;
    if (silence > MAX_SILENCE) throw unsafe(`${part}: a text or tag of more than ${MAX_SILENCE} characters`);
    parser.write(text);
    yield undefined;
  }
  parser.close();
}

/** Parses a part to its end. */
export async function readXml(
  source: SpreadsheetPackage,
  part: string,
  handlers: XmlHandlers,
): Promise<void> {
  const pieces = parsePart(source, part, handlers);
  while (!(await pieces.next()).done);
}

async function* decoded(source: SpreadsheetPackage, part: string): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  try {
    for await (const piece of source.read(part)) {
      decoder ??= new TextDecoder(xmlEncoding(piece), { fatal: true });
      yield decoder.decode(piece, { stream: true });
    }
    yield decoder?.decode() ?? '';
  } catch (cause) {
    if (cause instanceof JzError) throw cause;
    const problem = `${part}: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new JzError('JZ_FILE_TRUNCATED', { file: source.file, problem }, { cause });
  }
}

function xmlEncoding(start: Buffer): string {
  const mark = start.toString('hex', 0, 2);
  return mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}
