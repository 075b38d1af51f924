/**
 * The command line: one file a command under ./commands; here only parsing, errors and exit codes.
 */
import { Command, CommanderError } from 'commander';
import { JzError } from '../core/errors/index.ts';
import { errorJson, errorText, processTerminal, type Terminal } from './io.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addFeaturesCommand } from './commands/features.ts';
import { addIngestCommand } from './commands/ingest.ts';
import { addPovertyCommand } from './commands/poverty.ts';
import { addServeCommand } from './commands/serve.ts';
import { addTableCommand } from './commands/table.ts';
import { addBacktestCommand } from './commands/backtest.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addModelCommand } from './commands/model.ts';
import { addScoreCommand } from './commands/score.ts';
import { addTrainCommand } from './commands/train.ts';
import { addVerifyCommand } from './commands/verify.ts';
import { version } from './version.ts';

/** Builds the program with every command. */
export function buildProgram(terminal: Terminal): Command {
  const program = new Command('jiuzhu')
    .description('救助大脑：社会救助主动发现与预警引擎 / early warning for social assistance')
    .version(version)
    .showHelpAfterError(false)
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
  addDoctorCommand(program, terminal);
  addFeaturesCommand(program, terminal);
  addIngestCommand(program, terminal);
  addPovertyCommand(program, terminal);
  addServeCommand(program, terminal);
  addTableCommand(program, terminal);
  addBacktestCommand(program, terminal);
  addDemoCommand(program, terminal);
  addModelCommand(program, terminal);
  addScoreCommand(program, terminal);
  addTrainCommand(program, terminal);
  addVerifyCommand(program, terminal);
  return program;
}

async function main(argv: readonly string[]): Promise<number> {
  const terminal = processTerminal();
  try {
    await buildProgram(terminal).parseAsync(argv, { from: 'user' });
    return typeof process.exitCode === 'number' ? process.exitCode : 0;
  } catch (thrown) {
    const error = asJzError(thrown, argv);
    if (error === null) return 0;
    terminal.say(argv.includes('--json') ? errorJson(error) : errorText(error));
    if (error.code === 'JZ_INTERNAL' && thrown instanceof Error) terminal.say(thrown.stack ?? '');
    return error.exitCode;
  }
}

/** `null` for help and version, which end well. */
function asJzError(thrown: unknown, argv: readonly string[]): JzError | null {
  if (thrown instanceof JzError) return thrown;
  if (thrown instanceof CommanderError) {
    if (thrown.exitCode === 0) return null;
    const command = argv
      .filter((word) => !word.startsWith('-'))
      .slice(0, 2)
      .join(' ');
    return new JzError('JZ_USAGE', { problem: thrown.message.replace(/^error: /, ''), command });
  }
  const problem = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC')
    return new JzError('JZ_RESOURCE', { problem });
  return new JzError('JZ_INTERNAL', { problem }, { cause: thrown });
}

process.exitCode = await main(process.argv.slice(2));
