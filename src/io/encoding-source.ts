/**
 * The uncompressed bytes of a text file, piece by piece.
 */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { JzError } from '../core/errors/index.ts';
import { isGzip } from './files.ts';

const PIECE = 1 << 18;
/** Honest tables compress 5 to 30 times; beyond this much text a ratio over 250 is refused. */
const BOMB_BYTES = 2 ** 30;
const BOMB_RATIO = 250;

/**
 * Reads a file, `.gz` unpacked.
 *
 * @throws JZ_FILE_NOT_FOUND, JZ_FILE_TRUNCATED, JZ_FILE_BOMB
 */
export async function* textBytes(path: string): AsyncGenerator<Buffer> {
  try {
    if (isGzip(path)) yield* unpacked(path);
    else for await (const piece of createReadStream(path, { highWaterMark: PIECE })) yield piece as Buffer;
  } catch (cause) {
    throw readError(path, cause);
  }
}

async function* unpacked(path: string): AsyncGenerator<Buffer> {
  const packed = createReadStream(path, { highWaterMark: PIECE });
  const gunzip = createGunzip({ chunkSize: PIECE });
  packed.on('error', (cause) => gunzip.destroy(cause));
  packed.pipe(gunzip);
  let bytes = 0;
  try {
    for await (const piece of gunzip) {
      bytes += (piece as Buffer).length;
      if (bytes > BOMB_BYTES && bytes > packed.bytesRead * BOMB_RATIO)
        throw new JzError('JZ_FILE_BOMB', { file: path, problem: `> ${BOMB_RATIO} : 1` });
      yield piece as Buffer;
    }
  } finally {
    packed.destroy();
    gunzip.destroy();
  }
}

function readError(file: string, cause: unknown): JzError {
  if (cause instanceof JzError) return cause;
  const problem = cause instanceof Error ? cause.message : String(cause);
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return ['ENOENT', 'EACCES', 'EISDIR'].includes(code)
    ? new JzError('JZ_FILE_NOT_FOUND', { file }, { cause })
    : new JzError('JZ_FILE_TRUNCATED', { file, problem }, { cause });
}
