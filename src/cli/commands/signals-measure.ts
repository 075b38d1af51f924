import type { Command } from 'commander';
import { isoDate } from '../../core/dates.ts';
import { JzError } from '../../core/errors/index.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { openTruth } from '../county-run.ts';
import type { Terminal } from '../io.ts';
import { measureSignals, signalMeasuresText } from '../signal-measures.ts';

interface MeasureOptions {
  readonly lake: string;
  readonly asOf: string[];
  readonly truth: string;
  readonly keys?: string;
  readonly horizon: number;
  readonly draws: number;
  readonly preset?: string;
  readonly optIn?: string[];
  readonly region?: string;
  readonly json?: true;
}

/** `jiuzhu signals-measure --lake DIR --as-of DATE … --truth DIR`: each signal alone against the truth. */
export function addSignalsMeasureCommand(program: Command, terminal: Terminal): void {
  program
    .command('signals-measure')
    .description('逐个信号与模拟县真值比较 / each signal alone against the truth of a generated county')
    .requiredOption('--lake <directory>', 'where the ledger lives')
    .requiredOption('--as-of <date...>', 'YYYY-MM-DD; may be repeated')
    .requiredOption('--truth <directory>', 'the generated county, or its truth folder')
    .option('--keys <file>', 'key file of the lake (else the practice county’s)')
    .option('--horizon <months>', 'months within which a fall counts', wholeNumber, 6)
    .option('--draws <count>', 'bootstrap draws of whole households behind the intervals', wholeNumber, 100)
    .option('--preset <name>', 'local thresholds laid over the catalogue')
    .option('--opt-in <codes...>', 'signals that are off unless asked for')
    .option('--region <code>', 'GB/T 2260 code whose law holds')
    .option('--json', 'print JSON')
    .action((options: MeasureOptions) => measure(options, terminal));
}

async function measure(options: MeasureOptions, terminal: Terminal): Promise<void> {
  const { lake, truth: folder, keys, horizon, asOf, json, ...more } = options;
  const truth = await openTruth({ lake, truth: folder, ...(keys === undefined ? {} : { keys }) }, 0);
  const ledger = await openLedger(lake);
  try {
    const labels = await measureSignals({
      ...more,
      db: ledger.db,
      truth,
      asOf: asOf.map(isoDate),
      horizonMonths: horizon,
      progress: terminal.progress,
    });
    terminal.data(json ? JSON.stringify(labels) : signalMeasuresText(labels));
  } finally {
    ledger.close();
  }
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new JzError('JZ_USAGE', {
    problem: `a whole number above 0 expected, not ${text}`,
    command: 'signals-measure',
  });
}
