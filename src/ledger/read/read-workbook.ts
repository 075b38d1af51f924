/**
 * A workbook's sheet as CSV.
 */
import { JzError } from '../../core/errors/index.ts';
import type { ReadableFile, ReadOptions, Scratch } from './types.ts';

/** Makes `.xlsx` readable. */
export function readWorkbook(file: string, ...rest: [ReadOptions, Scratch]): Promise<ReadableFile> {
  return Promise.reject(
    new JzError('JZ_FILE_FORMAT', { file, problem: `workbooks come in the next commit (${rest.length})` }),
  );
}
