import { JzError } from '../../src/core/errors/index.ts';

/** A file that is damaged or not what it claims to be. */
export function damaged(file: string, problem: string): JzError {
  return new JzError('JZ_MODEL_INVALID', { file, problem });
}

/** A sound file that uses what this program cannot read exactly: better no number than a wrong one. */
export function unsupported(file: string, problem: string): JzError {
  return new JzError('JZ_MODEL_UNSUPPORTED', { file, problem });
}
