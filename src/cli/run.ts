/**
 * One run of the command line: parse, do, and say what went wrong.
 */
import { CommanderError, type Command } from 'commander';
import type { JzError } from '../core/errors/index.ts';
import { asJzError, namedCommand } from './failure.ts';
import { errorJson, errorText, type Terminal } from './io.ts';
import { programFor } from './program.ts';

/** Runs the command these words name and gives the exit status (design §10). */
export async function runCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  let program: Command | undefined;
  try {
    program = await programFor(argv, terminal);
    await program.parseAsync(argv, { from: 'user' });
    return typeof process.exitCode === 'number' ? process.exitCode : 0;
  } catch (thrown) {
    const asked = helpStatus(thrown);
    if (asked !== null) return asked;
    const error = asJzError(thrown, program ? namedCommand(program, argv) : '');
    sayError(error, argv, terminal);
    if (error.code === 'JZ_INTERNAL' && thrown instanceof Error) terminal.say(thrown.stack ?? '');
    return error.exitCode;
  }
}

/** Says an error the way the words ask for: as text, or with `--json` as problem details. */
export function sayError(error: JzError, argv: readonly string[], terminal: Terminal): void {
  terminal.say(argv.includes('--json') ? errorJson(error) : errorText(error));
}

/** 0 for help or version that was asked for, 2 for help because no command was named; `null` for failures. */
function helpStatus(thrown: unknown): number | null {
  if (!(thrown instanceof CommanderError)) return null;
  if (thrown.exitCode === 0) return 0;
  return thrown.code === 'commander.help' ? 2 : null;
}
