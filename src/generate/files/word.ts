/**
 * Words that come again and again: names, days, codes. Each is encoded once and then copied.
 */
import { newBlock, type Block } from './blocks.ts';
import { encodeInto, UNIT_BYTES, type TextEncoding } from './encode.ts';

const ROOM = 1 << 20;
const MOST_BYTES = 255;
/** What is copied may be up to three bytes too many. */
export const SLACK = 4;
const COMMA = 44;
const UNKNOWN = -1;

/** A text and where its bytes lie. */
export class Word {
  readonly text: string;
  /** The store's turn for which the places hold. */
  turn = UNKNOWN;
  utf8 = UNKNOWN;
  gb18030 = UNKNOWN;

  constructor(text: string) {
    this.text = text;
  }
}

export const NO_WORD = new Word('');

/** Texts by key as words. */
export function inWords<Key extends string>(
  texts: Readonly<Record<Key, string>>,
): Readonly<Record<Key, Word>> {
  const words = Object.entries<string>(texts).map(([key, text]) => [key, new Word(text)]);
  return Object.fromEntries(words) as Record<Key, Word>;
}

/** Texts by position as words. */
export function listed(texts: readonly string[]): readonly Word[] {
  return texts.map((text) => new Word(text));
}

/** The bytes of words; when it is full it begins anew, and words are encoded again as they come. */
export class WordStore {
  readonly block: Block = newBlock(ROOM + MOST_BYTES + SLACK);
  private used = 0;
  private turn = 0;

  /**
   * Where a word and a comma lie: first byte × 256 + number of bytes; −1 when it is too long to be kept. Good until the
   * next call.
   */
  place(word: Word, encoding: TextEncoding): number {
    const known = encoding === 'utf8' ? word.utf8 : word.gb18030;
    return known === UNKNOWN || word.turn !== this.turn ? this.keep(word, encoding) : known;
  }

  private keep(word: Word, encoding: TextEncoding): number {
    const { text } = word;
    if (text.length * UNIT_BYTES >= MOST_BYTES) return -1;
    if (this.used > ROOM) {
      this.used = 0;
      this.turn++;
    }
    if (word.turn !== this.turn) {
      word.turn = this.turn;
      word.utf8 = UNKNOWN;
      word.gb18030 = UNKNOWN;
    }
    const end = encodeInto(this.block, this.used, text, encoding);
    this.block.bytes[end] = COMMA;
    const place = this.used * 256 + end + 1 - this.used;
    this.used = end + 1;
    word[encoding] = place;
    return place;
  }
}
