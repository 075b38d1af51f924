import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { textBytes } from './encoding-source.ts';
import type { BrokenRecord } from './scan-csv.ts';

/** Copies the uncompressed text without the given records, so that a reader meets whole ones only. */
export async function copyWithout(
  path: string,
  target: string,
  records: readonly Pick<BrokenRecord, 'start' | 'end'>[],
): Promise<void> {
  const keep = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let position = 0;
    let next = 0;
    for await (const chunk of chunks) {
      let from = 0;
      for (
        let record = records[next];
        record && record.start < position + chunk.length;
        record = records[next]
      ) {
        yield chunk.subarray(from, Math.max(from, record.start - position));
        from = Math.min(chunk.length, record.end - position);
        if (record.end > position + chunk.length) break;
        next++;
      }
      yield chunk.subarray(from);
      position += chunk.length;
    }
  };
  await pipeline(textBytes(path), keep, createWriteStream(target));
}
