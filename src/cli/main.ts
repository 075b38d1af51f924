/**
 * The command line: one file a command under ./commands, named in ./program.ts; here only how the process ends.
 */
import { JzError } from '../core/errors/index.ts';
import { processTerminal } from './io.ts';
import { runCommand, sayError } from './run.ts';

const terminal = processTerminal();
const argv = process.argv.slice(2);

/** Ends at once unless the command stops by itself, as a service does: then it has a listener of its own. */
function interrupt(): void {
  if (process.listenerCount('SIGINT') > 1) return;
  const error = new JzError('JZ_INTERRUPTED');
  sayError(error, argv, terminal);
  process.exit(error.exitCode);
}

process.on('SIGINT', interrupt);
// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await runCommand(argv, terminal);
