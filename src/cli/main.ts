/**
 * The command line: one file a command under ./commands, named in ./program.ts; here only how the process ends.
 */
import { CommanderError, type Command } from 'commander';
import { JzError } from '../core/errors/index.ts';
import { asJzError, namedCommand } from './failure.ts';
import { errorJson, errorText, processTerminal } from './io.ts';
import { programFor } from './program.ts';

const terminal = processTerminal();

async function main(argv: readonly string[]): Promise<number> {
  let program: Command | undefined;
  try {
    program = await programFor(argv, terminal);
    await program.parseAsync(argv, { from: 'user' });
    return typeof process.exitCode === 'number' ? process.exitCode : 0;
  } catch (thrown) {
    const asked = helpStatus(thrown);
    if (asked !== null) return asked;
    const error = asJzError(thrown, program ? namedCommand(program, argv) : '');
    sayError(error, argv);
    if (error.code === 'JZ_INTERNAL' && thrown instanceof Error) terminal.say(thrown.stack ?? '');
    return error.exitCode;
  }
}

function sayError(error: JzError, argv: readonly string[]): void {
  terminal.say(argv.includes('--json') ? errorJson(error) : errorText(error));
}

/** 0 for help or version that was asked for, 2 for help because no command was named; `null` for failures. */
function helpStatus(thrown: unknown): number | null {
  if (!(thrown instanceof CommanderError)) return null;
  if (thrown.exitCode === 0) return 0;
  return thrown.code === 'commander.help' ? 2 : null;
}

/** Ends at once unless the command stops by itself, as a service does: then it has a listener of its own. */
function interrupt(): void {
  if (process.listenerCount('SIGINT') > 1) return;
  const error = new JzError('JZ_INTERRUPTED');
  sayError(error, process.argv);
  process.exit(error.exitCode);
}

process.on('SIGINT', interrupt);
// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));
