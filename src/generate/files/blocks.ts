/**
 * Blocks of bytes that are lent to texts and used again for the next chunk: hardly anything is left to collect.
 */

/** A piece of memory; words are copied through the view, four bytes at a time. */
export interface Block {
  readonly bytes: Buffer;
  readonly view: DataView;
}

/** Blocks of bytes, lent to texts and taken back all at once. */
export interface Blocks {
  /** A block with room for so many bytes. */
  take(least: number): Block;
  /** Takes every block back: what was written into them is gone. */
  reset(): void;
}

const BLOCK_BYTES = 1 << 14;

/** A block of its own. */
export function newBlock(length: number): Block {
  const bytes = Buffer.allocUnsafeSlow(length);
  return { bytes, view: new DataView(bytes.buffer) };
}

/** No blocks yet. */
export function newBlocks(): Blocks {
  const blocks: Block[] = [];
  let lent = 0;
  return {
    take: (least) => (least > BLOCK_BYTES ? newBlock(least) : (blocks[lent++] ??= newBlock(BLOCK_BYTES))),
    reset: () => {
      lent = 0;
    },
  };
}
