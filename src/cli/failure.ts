/**
 * Whatever a command threw, as an error of the catalogue.
 */
import { CommanderError, type Command } from 'commander';
import { JzError } from '../core/errors/index.ts';

/** Files that cannot be written are a wrong argument: another place has to be named. */
const UNWRITABLE = new Set([
  'EACCES',
  'EEXIST',
  'EISDIR',
  'ENOENT',
  'ENOTDIR',
  'EPERM',
  'EROFS',
  'ENAMETOOLONG',
]);
const EXHAUSTED = new Set(['ENOSPC', 'EDQUOT', 'EMFILE', 'ENOMEM', 'ERR_WORKER_OUT_OF_MEMORY']);

/** Gives every failure a code, a remedy and an exit status. */
export function asJzError(thrown: unknown, command: string): JzError {
  if (thrown instanceof JzError) return thrown;
  if (thrown instanceof CommanderError)
    return new JzError('JZ_USAGE', { problem: oneLine(thrown.message.replace(/^error: /, '')), command });
  const problem = thrown instanceof Error ? thrown.message : String(thrown);
  const code = systemCode(thrown);
  if (EXHAUSTED.has(code)) return new JzError('JZ_RESOURCE', { problem }, { cause: thrown });
  if (UNWRITABLE.has(code)) return new JzError('JZ_USAGE', { problem, command }, { cause: thrown });
  return new JzError('JZ_INTERNAL', { problem }, { cause: thrown });
}

/** The words of argv that name a command, for example `table cv`. */
export function namedCommand(program: Command, argv: readonly string[]): string {
  const names: string[] = [];
  let level: Command | undefined = program;
  for (const word of argv.filter((item) => !item.startsWith('-'))) {
    level = level.commands.find((command) => command.name() === word);
    if (!level) break;
    names.push(word);
  }
  return names.join(' ');
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

function systemCode(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
}
