/**
 * A zip archive written piece by piece: deflated, without clock or names of the machine, so that the same content
 * gives the same bytes.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { createDeflateRaw } from 'node:zlib';
import { pipeline } from 'node:stream/promises';

/** One file of an archive; its text comes in pieces. */
export interface ZipEntry {
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
const CRC_TABLE = crcTable();

/**
 * Writes an archive. Memory stays bounded: entries are deflated as they come.
 *
 * @see APPNOTE.TXT 6.3.x, PKWARE
 */
export async function writeZip(path: string, entries: readonly ZipEntry[]): Promise<void> {
  const file = await open(path, 'w');
  try {
    const written: Written[] = [];
    let offset = 0;
    for (const entry of entries) {
      const done = await writeEntry(file, entry, offset);
      written.push(done);
      offset += 30 + done.name.length + done.packed;
    }
    const directory = Buffer.concat(written.map(directoryRecord));
    await file.write(directory, 0, directory.length, offset);
    const end = endRecord(written.length, directory.length, offset);
    await file.write(end, 0, end.length, offset + directory.length);
  } finally {
    await file.close();
  }
}

async function writeEntry(file: FileHandle, entry: ZipEntry, offset: number): Promise<Written> {
  const name = Buffer.from(entry.name, 'utf8');
  let crc = 0xffffffff;
  let plain = 0;
  let packed = 0;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const piece of entry.text) {
      const bytes = Buffer.from(piece, 'utf8');
      crc = crcOf(bytes, crc);
      plain += bytes.length;
      yield bytes;
    }
  };
  const start = offset + 30 + name.length;
  await pipeline(counted(), createDeflateRaw({ level: 6 }), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      await file.write(chunk, 0, chunk.length, start + packed);
      packed += chunk.length;
    }
  });
  const written = { name, crc: (crc ^ 0xffffffff) >>> 0, packed, plain, offset };
  const header = localHeader(written);
  await file.write(header, 0, header.length, offset);
  return written;
}

function localHeader(entry: Written): Buffer {
  const header = Buffer.alloc(30 + entry.name.length);
  header.writeUInt32LE(0x04034b50, 0);
  describeEntry(header, entry, 4);
  entry.name.copy(header, 30);
  return header;
}

function directoryRecord(entry: Written): Buffer {
  const record = Buffer.alloc(46 + entry.name.length);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(20, 4);
  describeEntry(record, entry, 6);
  record.writeUInt32LE(entry.offset, 42);
  entry.name.copy(record, 46);
  return record;
}

/** The fields both kinds of header share: version, flags (names are UTF-8), method, day, sizes. */
function describeEntry(header: Buffer, entry: Written, at: number): void {
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(0x0800, at + 2);
  header.writeUInt16LE(8, at + 4);
  header.writeUInt16LE(FIRST_DAY, at + 8);
  header.writeUInt32LE(entry.crc, at + 10);
  header.writeUInt32LE(entry.packed, at + 14);
  header.writeUInt32LE(entry.plain, at + 18);
  header.writeUInt16LE(entry.name.length, at + 22);
}

function endRecord(entries: number, bytes: number, offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(entries, 8);
  record.writeUInt16LE(entries, 10);
  record.writeUInt32LE(bytes, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}

function crcTable(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value >>> 0;
  });
}

function crcOf(bytes: Uint8Array, start: number): number {
  let crc = start;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return crc;
}
