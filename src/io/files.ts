/**
 * Small file operations with errors a user understands.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { JzError } from '../core/errors/index.ts';

/** Whether a file's name says that it is packed: `.gz`, in capitals too. */
export function isGzip(path: string): boolean {
  return path.toLowerCase().endsWith('.gz');
}

/** SHA-256 of text or bytes, in hex. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Larger pieces than a stream's own 64 KiB: half the time a file. */
const PIECE_BYTES = 1 << 20;

/** Pieces used again: a new one for every read would be garbage by the gigabyte. */
const pieces: Buffer[] = [];

/** SHA-256 and size in bytes of a file, read piece by piece. */
export async function hashFile(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  const file = await open(path);
  const piece = pieces.pop() ?? Buffer.allocUnsafeSlow(PIECE_BYTES);
  let bytes = 0;
  try {
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, PIECE_BYTES);
      if (bytesRead === 0) break;
      hash.update(piece.subarray(0, bytesRead));
      bytes += bytesRead;
    }
  } finally {
    pieces.push(piece);
    await file.close();
  }
  return { sha256: hash.digest('hex'), bytes };
}

/**
 * Checks that a file exists and is not empty, and that a `.gz` is whole (its trailing checksum agrees).
 *
 * @throws JZ_FILE_NOT_FOUND, JZ_FILE_EMPTY, JZ_FILE_TRUNCATED
 */
export async function checkReadable(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new JzError('JZ_FILE_NOT_FOUND', { file: path });
  if (found.size === 0) throw new JzError('JZ_FILE_EMPTY', { file: path });
  if (isGzip(path)) await checkGzip(path);
}

/**
 * Reads a text file.
 *
 * @throws JZ_FILE_NOT_FOUND
 */
export async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new JzError('JZ_FILE_NOT_FOUND', { file: path }, { cause });
  });
}

/**
 * Checks that a path is free or an ordinary file: renaming onto a device such as /dev/null would replace it.
 *
 * @throws JZ_OUTPUT_NOT_FILE
 */
export async function checkReplaceable(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found && !found.isFile()) throw new JzError('JZ_OUTPUT_NOT_FILE', { file: path });
}

/**
 * Writes a file so that a reader sees the old content or the new, never a part: temporary, fsync, rename.
 *
 * @throws JZ_OUTPUT_NOT_FILE when a folder or a device is in its place
 */
export async function writeAtomically(path: string, data: string | Uint8Array): Promise<void> {
  await checkReplaceable(path);
  const temporary = `${path}.tmp-${process.pid}`;
  await writeFile(temporary, data);
  await syncPath(temporary);
  await rename(temporary, path);
}

/** Forces a file or folder to disk; platforms that cannot sync a folder are let be. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => null);
  if (!handle) return;
  try {
    await handle.sync().catch(() => undefined);
  } finally {
    await handle.close();
  }
}

async function checkGzip(path: string): Promise<void> {
  let bytes = 0;
  try {
    await pipeline(createReadStream(path), createGunzip(), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) bytes += chunk.length;
    });
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new JzError('JZ_FILE_TRUNCATED', { file: path, problem }, { cause });
  }
  if (bytes === 0) throw new JzError('JZ_FILE_EMPTY', { file: path });
}
