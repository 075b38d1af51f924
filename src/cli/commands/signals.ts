import type { Command } from 'commander';
import { listSignals } from '../../../features/signals/run.ts';
import { levelNames } from '../../../features/signals/list.ts';
import { statusNames, type ListCounts } from '../../../features/signals/publish.ts';
import { statuses } from '../../../features/signals/raise.ts';
import { levels } from '../../../features/signals/config.ts';
import { isoDate } from '../../core/dates.ts';
import { JzError } from '../../core/errors/index.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import type { Terminal } from '../io.ts';

interface SignalsOptions {
  readonly lake: string;
  readonly asOf: string[];
  readonly out: string;
  readonly previous?: string;
  readonly preset?: string;
  readonly optIn?: string[];
  readonly region?: string;
  readonly json?: true;
}

/** `jiuzhu signals --lake DIR --as-of DATE --out F.(csv|ndjson) [--previous F]`. */
export function addSignalsCommand(program: Command, terminal: Terminal): void {
  program
    .command('signals')
    .description('按截止日列出预警信号 / list the early-warning signals of a date')
    .requiredOption('--lake <directory>', 'where the ledger lives')
    .requiredOption(
      '--as-of <date...>',
      'YYYY-MM-DD; of several each stands on the one before, the last is listed',
    )
    .requiredOption('--out <file>', 'CSV or NDJSON file to publish, with its manifest beside it')
    .option('--previous <file>', 'the list published for the date before: what was told is not told again')
    .option('--preset <name>', 'local thresholds laid over the catalogue: rural-ordinary …')
    .option('--opt-in <codes...>', 'signals that are off unless asked for, such as UTIL_ABN')
    .option('--region <code>', 'GB/T 2260 code whose law holds')
    .option('--json', 'print JSON')
    .action((options: SignalsOptions) => list(options, terminal));
}

async function list(options: SignalsOptions, terminal: Terminal): Promise<void> {
  const { lake, out, asOf, json, ...more } = options;
  if (!/\.(csv|ndjson)$/.test(out))
    throw new JzError('JZ_USAGE', {
      problem: `--out must end with .csv or .ndjson: ${out}`,
      command: 'signals',
    });
  const ledger = await openLedger(lake);
  try {
    const { db, generation, manifest } = ledger;
    const { counts, ...listed } = await listSignals(out, {
      ...more,
      db,
      asOf: asOf.map(isoDate),
      origin: { generation, ledgerManifest: manifest.id },
      progress: terminal.progress,
    });
    const { statuses: own, levels: byLevel } = counts;
    const signals = own.new + own.worse + own.ongoing;
    const result = { file: out, ...listed, signals, levels: byLevel, statuses: own };
    terminal.data(json ? JSON.stringify(result) : summary(result, counts));
  } finally {
    ledger.close();
  }
}

function summary(
  { file, households, signals }: { file: string; households: number; signals: number },
  counts: ListCounts,
): string {
  const byLevel = [...levels]
    .reverse()
    .map((level) => `${levelNames[level].zh} ${level} ${counts.levels[level]}`);
  const byStatus = statuses.map((status) => `${statusNames[status].zh} ${status} ${counts.statuses[status]}`);
  return [
    `${file}：${households} 户，${signals} 条信号 / households, signals（${byLevel.join('，')}）`,
    `与上一期相比 / beside the list before：${byStatus.join('，')}`,
  ].join('\n');
}
