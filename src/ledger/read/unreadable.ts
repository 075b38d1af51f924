import { JzError } from '../../core/errors/index.ts';

/** What a reader's complaint about a file becomes. */
export function unreadable(file: string, cause: unknown): JzError {
  if (cause instanceof JzError) return cause;
  const problem = (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '';
  return new JzError('JZ_FILE_FORMAT', { file, problem }, { cause });
}
