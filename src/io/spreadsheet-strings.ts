/**
 * A workbook's shared texts.
 */
import { JzError } from '../core/errors/index.ts';
import { unescapedText } from './spreadsheet-cells.ts';
import type { SpreadsheetPackage } from './spreadsheet-package.ts';
import { readXml } from './spreadsheet-xml.ts';

/** More than this much text does not come from a clerk's workbook; it would fill memory. */
const MAX_CHARACTERS = 512 * 2 ** 20;

/**
 * Reads the texts in order; phonetic guides are left out.
 *
 * @throws JZ_FILE_BOMB
 */
export async function readStrings(source: SpreadsheetPackage, part: string): Promise<readonly string[]> {
  const strings: string[] = [];
  if (!source.has(part)) return strings;
  let characters = 0;
  const item = new TextCollector();
  await readXml(source, part, {
    open: (name) => item.open(name),
    text: (text) => item.text(text),
    close: (name) => {
      item.close(name);
      if (name !== 'si') return;
      const text = item.take();
      characters += text.length + 16;
      if (characters > MAX_CHARACTERS)
        throw new JzError('JZ_FILE_BOMB', { file: source.file, problem: `${part}: > ${MAX_CHARACTERS}` });
      strings.push(text);
    },
  });
  return strings;
}

/** Puts a rich text's pieces together. */
export class TextCollector {
  #text = '';
  #inText = false;
  #inPhonetic = false;

  open(name: string): void {
    if (name === 't') this.#inText = true;
    else if (name === 'rPh') this.#inPhonetic = true;
  }

  text(text: string): void {
    if (this.#inText && !this.#inPhonetic) this.#text += text;
  }

  close(name: string): void {
    if (name === 't') this.#inText = false;
    else if (name === 'rPh') this.#inPhonetic = false;
  }

  /** The text so far; the next one begins. */
  take(): string {
    const text = unescapedText(this.#text);
    this.#text = '';
    return text;
  }
}
