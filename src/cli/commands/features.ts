import type { Command } from 'commander';
import {
  buildFeatures,
  catalogueEntries,
  catalogueMarkdown,
  panelCatalogue,
  publishFeatures,
} from '../../../features/index.ts';
import { isoDate } from '../../core/dates.ts';
import { JzError } from '../../core/errors/index.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import type { Terminal } from '../io.ts';
import { threadCount } from '../thread-count.ts';

interface FeaturesOptions {
  readonly lake?: string;
  readonly asOf?: string[];
  readonly out?: string;
  readonly threads?: number;
  readonly json?: true;
}

/** `jiuzhu features --lake DIR --as-of DATE … --out FILE` and `jiuzhu features catalogue`. */
export function addFeaturesCommand(program: Command, terminal: Terminal): void {
  const features = program
    .command('features')
    .description('按截止日计算特征 / compute features as of dates, point-in-time')
    .option('--lake <directory>', 'where the ledger lives')
    .option('--as-of <date...>', 'YYYY-MM-DD, or a quarter YYYYQn; may be repeated')
    .option('--out <file>', 'Parquet file to publish, with its manifest beside it')
    .option('--threads <count>', 'worker threads; the result never depends on it', threadCount)
    .option('--json', 'print JSON')
    .action((options: FeaturesOptions) => compute(options, terminal));
  features
    .command('catalogue')
    .description('列出全部特征 / list every feature')
    .option('--json', 'print JSON')
    .option('--markdown', 'print the reference page')
    .action((_: unknown, command: Command) => {
      terminal.data(catalogueText(command.optsWithGlobals<{ json?: true; markdown?: true }>()));
    });
}

async function compute(options: FeaturesOptions, terminal: Terminal): Promise<void> {
  const lake = required(options.lake, '--lake');
  const out = required(options.out, '--out');
  const asOf = required(options.asOf, '--as-of').map(isoDate);
  if (!out.endsWith('.parquet')) throw usage(`--out must end with .parquet: ${out}`);
  const threads = options.threads === undefined ? {} : { threads: options.threads };
  const ledger = await openLedger(lake, threads);
  try {
    const built = await buildFeatures({ ledger, declarations: panelCatalogue, asOf });
    terminal.progress('特征 / features', 1, 2);
    const manifest = await publishFeatures(out, built, {
      generation: ledger.generation,
      ledgerManifest: ledger.manifest.id,
    });
    terminal.progress('特征 / features', 2, 2);
    const { rows, columns } = { rows: built.matrix.nRows, columns: built.matrix.names.length };
    const { dataDates, medianIncome } = built;
    const result = { file: out, manifest: manifest.id, rows, features: columns, dataDates, medianIncome };
    terminal.data(
      options.json
        ? JSON.stringify(result)
        : `${out}：${rows} 户次，${columns} 个特征 / household dates, features`,
    );
  } finally {
    ledger.close();
  }
}

function catalogueText(options: { json?: true; markdown?: true }): string {
  if (options.markdown) return catalogueMarkdown(panelCatalogue).trimEnd();
  const entries = catalogueEntries(panelCatalogue);
  if (options.json) return JSON.stringify(entries);
  return entries
    .filter((entry) => entry.role === 'feature')
    .map(({ name, title, unit, direction }) => [name, title.zh, title.en, unit, direction].join('\t'))
    .join('\n');
}

function required<Value>(value: Value | undefined, option: string): Value {
  if (value === undefined) throw usage(`missing ${option}`);
  return value;
}

function usage(problem: string): JzError {
  return new JzError('JZ_USAGE', { problem, command: 'features' });
}
