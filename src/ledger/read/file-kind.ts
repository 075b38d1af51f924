/**
 * What a file is by its name, held against what its first bytes are.
 */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { JzError } from '../../core/errors/index.ts';

/** Kinds of files that are read. */
export type FileKind = 'csv' | 'xlsx' | 'parquet';

const OLD = new Set('xls xlsb xlsm et ett ods dbf mdb accdb wps doc docx pdf zip rar 7z'.split(' '));

/** Whether a name is that of a format which holds data but is not read: old Excel, databases, archives. */
export function isForeignFormat(name: string): boolean {
  return OLD.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
}

/**
 * Tells the kind.
 *
 * @throws JZ_FILE_NOT_FOUND, JZ_FILE_EMPTY, JZ_FILE_FORMAT, JZ_FILE_OLD_FORMAT, JZ_FILE_DISGUISED, JZ_FILE_ENCRYPTED
 */
export async function fileKind(file: string): Promise<FileKind> {
  const start = await firstBytes(file);
  const name = basename(file).toLowerCase();
  const ending = name.slice(name.lastIndexOf('.') + 1);
  if (isForeignFormat(name)) throw new JzError('JZ_FILE_OLD_FORMAT', { file, value: `.${ending}` });
  if (start.length === 0) throw new JzError('JZ_FILE_EMPTY', { file });
  const kind = /\.(csv|tsv|txt)(\.gz)?$/.test(name) ? 'csv' : ending;
  if (kind !== 'csv' && kind !== 'xlsx' && kind !== 'parquet')
    throw new JzError('JZ_FILE_FORMAT', {
      file,
      problem: `unknown kind of file / 未知的文件类型 .${ending}`,
    });
  const found = contents(start);
  const expected = kind === 'csv' && name.endsWith('.gz') ? 'gzip' : kind === 'csv' ? 'text' : kind;
  if (found === 'ole' && expected === 'xlsx') throw await compoundFile(file);
  if (found !== expected) throw disguised(file, expected, found);
  return kind;
}

/** A gzip or Parquet file that begins wrongly was cut or damaged; the others were renamed. */
function disguised(file: string, expected: string, found: string): JzError {
  if (expected === 'gzip' && found === 'text')
    return new JzError('JZ_FILE_TRUNCATED', { file, problem: 'no gzip header' });
  return new JzError('JZ_FILE_DISGUISED', { file, expected: `.${expected}`, value: found });
}

function contents(start: Buffer): string {
  if (start.toString('latin1', 0, 4) === 'PAR1') return 'parquet';
  if (start.toString('latin1', 0, 4) === 'PARE') return 'encrypted Parquet';
  if (start.toString('hex', 0, 4) === '504b0304') return 'xlsx';
  if (start.toString('hex', 0, 2) === '1f8b') return 'gzip';
  if (start.toString('hex', 0, 8) === 'd0cf11e0a1b11ae1') return 'ole';
  if (start.toString('latin1', 0, 5) === '%PDF-') return 'PDF';
  return /^\s*<(!doctype html|html|table|\?xml)/i.test(start.toString('latin1')) ? 'HTML' : 'text';
}

/** Old Excel files and encrypted new ones are compound files; the latter name a stream EncryptedPackage. */
async function compoundFile(file: string): Promise<JzError> {
  const marker = Buffer.from('EncryptedPackage', 'utf16le');
  const start = await firstBytes(file, 1 << 20);
  return start.includes(marker)
    ? new JzError('JZ_FILE_ENCRYPTED', { file })
    : new JzError('JZ_FILE_OLD_FORMAT', { file, value: 'Excel 97-2003 (.xls)' });
}

async function firstBytes(file: string, count = 512): Promise<Buffer> {
  const handle = await open(file, 'r').catch((cause: unknown) => {
    throw new JzError('JZ_FILE_NOT_FOUND', { file }, { cause });
  });
  try {
    const { bytesRead, buffer } = await handle
      .read(Buffer.alloc(count), 0, count, 0)
      .catch((cause: unknown) => {
        throw new JzError('JZ_FILE_NOT_FOUND', { file }, { cause });
      });
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
