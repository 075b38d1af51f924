/**
 * Words in their encoding, each encoded once and kept: names, days and codes come again and again.
 */
import iconv from 'iconv-lite';
import { newBlock, type Block } from './blocks.ts';

/** How text becomes bytes. */
export type TextEncoding = 'utf8' | 'gb18030';

/** Where a word's bytes lie in `words`: first byte × 256 + number of bytes; more than 255 bytes are not kept. */
type Place = number;

const ROOM = 1 << 20;
const MOST_BYTES = 255;
/** What is copied may be up to three bytes too many. */
export const SLACK = 4;

/** Words of one encoding. */
export class WordBytes {
  readonly words: Block = newBlock(ROOM + MOST_BYTES + SLACK);
  private readonly encoding: TextEncoding;
  private readonly places = new Map<string, Place>();
  private used = 0;

  constructor(encoding: TextEncoding) {
    this.encoding = encoding;
  }

  /** Where a word and the comma after it lie; −1 when it is too long to be kept. Places are good until the next call. */
  place(word: string): Place {
    return this.places.get(word) ?? this.keep(word);
  }

  /** A word that is not kept. */
  encoded(word: string): Uint8Array {
    return iconv.encode(word, this.encoding);
  }

  private keep(word: string): Place {
    const bytes = this.encoded(`${word},`);
    if (bytes.length > MOST_BYTES) return -1;
    if (this.used > ROOM) {
      this.used = 0;
      this.places.clear();
    }
    const place = this.used * 256 + bytes.length;
    this.words.bytes.set(bytes, this.used);
    this.used += bytes.length;
    this.places.set(word, place);
    return place;
  }
}
