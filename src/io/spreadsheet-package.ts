/**
 * The parts of an .xlsx file (a zip archive), opened with limits: nothing is unpacked before its size is known.
 */
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { JzError } from '../core/errors/index.ts';

/** An opened workbook file. Part names are without leading `/`; case does not matter. */
export interface SpreadsheetPackage {
  readonly file: string;
  readonly names: readonly string[];
  has(part: string): boolean;
  /** Unpacked bytes of a part. */
  size(part: string): number;
  /** The part's bytes. @throws JZ_FILE_TRUNCATED when missing or damaged */
  read(part: string): AsyncGenerator<Buffer>;
  close(): void;
}

const MAX_PARTS = 5000;
/** A full sheet of 1,048,576 rows and some 60 columns. */
const MAX_BYTES = 4 * 2 ** 30;
/** Honest sheets compress 5 to 60 times; small parts are let be. */
const MAX_RATIO = 250;
const SMALL_BYTES = 16 * 2 ** 20;

/**
 * Opens a workbook file.
 *
 * @throws JZ_FILE_TRUNCATED when it is no whole zip, JZ_FILE_BOMB, JZ_FILE_UNSAFE, JZ_FILE_ENCRYPTED
 */
export async function openPackage(file: string): Promise<SpreadsheetPackage> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false }).catch((cause: unknown) => {
    throw damaged(file, cause);
  });
  try {
    const entries = await listEntries(file, zip);
    return {
      file,
      names: [...entries.values()].map((entry) => entry.fileName),
      has: (part) => entries.has(part.toLowerCase()),
      size: (part) => entries.get(part.toLowerCase())?.uncompressedSize ?? 0,
      read: (part) => readPart(file, zip, entries.get(part.toLowerCase()), part),
      close: () => zip.close(),
    };
  } catch (cause) {
    zip.close();
    throw cause;
  }
}

async function listEntries(file: string, zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_PARTS)
    throw new JzError('JZ_FILE_BOMB', { file, problem: `${zip.entryCount} parts` });
  const entries = new Map<string, Entry>();
  let bytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      bytes += entry.uncompressedSize;
      checkEntry(file, entry, bytes);
      const name = entry.fileName.toLowerCase();
      if (entries.has(name)) throw unsafe(file, `two parts ${entry.fileName}`);
      entries.set(name, entry);
    }
  } catch (cause) {
    if (cause instanceof JzError) throw cause;
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw /relative path|absolute path|invalid characters/.test(problem)
      ? unsafe(file, problem)
      : damaged(file, cause);
  }
  return entries;
}

function checkEntry(file: string, entry: Entry, bytes: number): void {
  const { fileName, uncompressedSize, compressedSize } = entry;
  if (entry.isEncrypted()) throw new JzError('JZ_FILE_ENCRYPTED', { file });
  const ratio = uncompressedSize / Math.max(1, compressedSize);
  if (bytes > MAX_BYTES || (uncompressedSize > SMALL_BYTES && ratio > MAX_RATIO))
    throw new JzError('JZ_FILE_BOMB', {
      file,
      problem: `${fileName}: ${uncompressedSize} bytes, ${Math.round(ratio)} : 1`,
    });
  if (!entry.canDecodeFileData()) throw unsafe(file, `${fileName}: compression ${entry.compressionMethod}`);
}

async function* readPart(
  file: string,
  zip: ZipFile,
  entry: Entry | undefined,
  part: string,
): AsyncGenerator<Buffer> {
  if (!entry) throw damaged(file, new Error(`part ${part} is missing`));
  let sum = 0;
  let stream: Readable | null = null;
  try {
    stream = await zip.openReadStreamPromise(entry);
    for await (const piece of stream) {
      sum = crc32(piece as Buffer, sum);
      yield piece as Buffer;
    }
  } catch (cause) {
    throw cause instanceof JzError ? cause : damaged(file, cause);
  } finally {
    stream?.destroy();
  }
  if (sum !== entry.crc32) throw damaged(file, new Error(`${part}: checksum`));
}

function damaged(file: string, cause: unknown): JzError {
  const problem = cause instanceof Error ? cause.message : String(cause);
  return new JzError('JZ_FILE_TRUNCATED', { file, problem }, { cause });
}

function unsafe(file: string, problem: string): JzError {
  return new JzError('JZ_FILE_UNSAFE', { file, problem });
}
