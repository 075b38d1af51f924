/**
 * A zip archive written piece by piece, without clock: the same content gives the same bytes.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createDeflateRaw, crc32 } from 'node:zlib';

/** One file of an archive; its text comes in pieces. */
export interface ZipPart {
  readonly name: string;
  readonly text: Iterable<string> | AsyncIterable<string>;
}

interface Written {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly plain: number;
  readonly offset: number;
}

/** 1980-01-01, the first day a zip can name. */
const FIRST_DAY = 0x0021;
/** Beyond it a zip needs the 64-bit form, which some readers of workbooks lack. */
const MAX_BYTES = 2 ** 32 - 1;

/**
 * Writes an archive in bounded memory.
 *
 * @throws RangeError when it outgrows 4 GiB
 * @see APPNOTE.TXT 6.3, PKWARE
 */
export async function writeZip(path: string, parts: readonly ZipPart[]): Promise<void> {
  const file = await open(path, 'w');
  try {
    const written: Written[] = [];
    let offset = 0;
    for (const part of parts) {
      const done = await writePart(file, part, offset);
      written.push(done);
      offset += 30 + done.name.length + done.packed;
      if (offset > MAX_BYTES || done.plain > MAX_BYTES) throw new RangeError(`${part.name}: more than 4 GiB`);
    }
    const directory = Buffer.concat(written.map(directoryRecord));
    await file.write(directory, 0, directory.length, offset);
    const end = endRecord(written.length, directory.length, offset);
    await file.write(end, 0, end.length, offset + directory.length);
  } finally {
    await file.close();
  }
}

async function writePart(file: FileHandle, part: ZipPart, offset: number): Promise<Written> {
  const name = Buffer.from(part.name, 'utf8');
  let [crc, plain, packed] = [0, 0, 0];
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const text of part.text) {
      const bytes = Buffer.from(text, 'utf8');
      crc = crc32(bytes, crc);
      plain += bytes.length;
      yield bytes;
    }
  };
  const start = offset + 30 + name.length;
  await pipeline(counted(), createDeflateRaw(), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      await file.write(chunk, 0, chunk.length, start + packed);
      packed += chunk.length;
    }
  });
  const written = { name, crc, packed, plain, offset };
  const header = localHeader(written);
  await file.write(header, 0, header.length, offset);
  return written;
}

function localHeader(part: Written): Buffer {
  const header = Buffer.alloc(30 + part.name.length);
  header.writeUInt32LE(0x04034b50, 0);
  describePart(header, part, 4);
  part.name.copy(header, 30);
  return header;
}

function directoryRecord(part: Written): Buffer {
  const record = Buffer.alloc(46 + part.name.length);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(20, 4);
  describePart(record, part, 6);
  record.writeUInt32LE(part.offset, 42);
  part.name.copy(record, 46);
  return record;
}

/** The fields both kinds of header share: version, flags (names are UTF-8), method, day, sizes. */
function describePart(header: Buffer, part: Written, at: number): void {
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(0x0800, at + 2);
  header.writeUInt16LE(8, at + 4);
  header.writeUInt16LE(FIRST_DAY, at + 8);
  header.writeUInt32LE(part.crc, at + 10);
  header.writeUInt32LE(part.packed, at + 14);
  header.writeUInt32LE(part.plain, at + 18);
  header.writeUInt16LE(part.name.length, at + 22);
}

function endRecord(parts: number, bytes: number, offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(parts, 8);
  record.writeUInt16LE(parts, 10);
  record.writeUInt32LE(bytes, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}
