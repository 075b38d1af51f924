import type { Command } from 'commander';
import { buildCounty } from '../../../features/county/build.ts';
import { countyFeatures } from '../../../features/county/index.ts';
import { fireSignals, levelAt } from '../../../features/signals/evaluate.ts';
import { levelNames, signalRows } from '../../../features/signals/list.ts';
import { publishSignals } from '../../../features/signals/publish.ts';
import { levels, loadSignals, type Level } from '../../../features/signals/config.ts';
import { isoDate } from '../../core/dates.ts';
import { JzError } from '../../core/errors/index.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import type { Terminal } from '../io.ts';

interface SignalsOptions {
  readonly lake: string;
  readonly asOf: string;
  readonly out: string;
  readonly preset?: string;
  readonly optIn?: string[];
  readonly region?: string;
  readonly json?: true;
}

/** `jiuzhu signals --lake DIR --as-of DATE --out F.(csv|ndjson)`. */
export function addSignalsCommand(program: Command, terminal: Terminal): void {
  program
    .command('signals')
    .description('按截止日列出预警信号 / list the early-warning signals of a date')
    .requiredOption('--lake <directory>', 'where the ledger lives')
    .requiredOption('--as-of <date>', 'YYYY-MM-DD')
    .requiredOption('--out <file>', 'CSV or NDJSON file to publish, with its manifest beside it')
    .option('--preset <name>', 'local thresholds laid over the catalogue: rural-ordinary …')
    .option('--opt-in <codes...>', 'signals that are off unless asked for, such as UTIL_ABN')
    .option('--region <code>', 'GB/T 2260 code whose law holds')
    .option('--json', 'print JSON')
    .action((options: SignalsOptions) => list(options, terminal));
}

async function list(options: SignalsOptions, terminal: Terminal): Promise<void> {
  const asOf = isoDate(options.asOf);
  const { lake, out, preset, optIn = [], region } = options;
  if (!/\.(csv|ndjson)$/.test(out))
    throw new JzError('JZ_USAGE', {
      problem: `--out must end with .csv or .ndjson: ${out}`,
      command: 'signals',
    });
  const catalogue = await loadSignals({ asOf, ...(preset === undefined ? {} : { preset }) });
  const ledger = await openLedger(lake);
  try {
    for await (const day of buildCounty({
      db: ledger.db,
      asOf: [asOf],
      ...(region === undefined ? {} : { region }),
    })) {
      const fired = fireSignals(catalogue, day.matrix, { optIn });
      const rows = signalRows(fired, catalogue, { ...day, features: countyFeatures });
      const counts = countLevels(fired.level);
      const manifest = await publishSignals(out, rows, {
        asOf,
        generation: ledger.generation,
        ledgerManifest: ledger.manifest.id,
        households: day.households.length,
        signals: fired.count,
      });
      const result = {
        file: out,
        manifest: manifest.id,
        households: day.households.length,
        signals: fired.count,
        levels: counts,
      };
      terminal.data(options.json ? JSON.stringify(result) : summary(result));
    }
  } finally {
    ledger.close();
  }
}

function countLevels(fired: Uint8Array): Record<Level, number> {
  const counts = { blue: 0, yellow: 0, orange: 0, red: 0 };
  for (const place of fired) counts[levelAt(place)]++;
  return counts;
}

function summary(result: {
  file: string;
  households: number;
  signals: number;
  levels: Record<Level, number>;
}): string {
  const counts = [...levels]
    .reverse()
    .map((level) => `${levelNames[level].zh} ${level} ${result.levels[level]}`);
  return `${result.file}：${result.households} 户，${result.signals} 条信号 / households, signals（${counts.join('，')}）`;
}
