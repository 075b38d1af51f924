import type { Command } from 'commander';
import {
  buildFeatures,
  catalogueEntries,
  catalogueMarkdown,
  panelCatalogue,
  publishFeatures,
} from '../../../features/index.ts';
import { countyEntries, countyMarkdown } from '../../../features/county/catalogue.ts';
import type { ShortWindow } from '../../../features/engine/coverage.ts';
import { publishCounty } from '../../../features/county/publish.ts';
import { isoDate, type IsoDate } from '../../core/dates.ts';
import { JzError } from '../../core/errors/index.ts';
import { openLedger, type Ledger } from '../../ledger/open-ledger.ts';
import type { Terminal } from '../io.ts';
import { threadCount } from '../thread-count.ts';
import { explainFeature } from './features-explain.ts';

/** Features a notice names. */
const NAMED = 5;

interface FeaturesOptions {
  readonly lake?: string;
  readonly asOf?: string[];
  readonly out?: string;
  readonly household?: string;
  readonly explain?: string;
  readonly region?: string;
  readonly threads?: number;
  readonly strict?: boolean;
  readonly json?: true;
}

/** `jiuzhu features --lake DIR --as-of DATE … --out FILE`, `… --household ID --explain NAME`, `features catalogue`. */
export function addFeaturesCommand(program: Command, terminal: Terminal): void {
  const features = program
    .command('features')
    .description('按截止日计算特征 / compute features as of dates, point-in-time')
    .option('--lake <directory>', 'where the ledger lives')
    .option('--as-of <date...>', 'YYYY-MM-DD, or a quarter YYYYQn; may be repeated')
    .option('--out <file>', 'Parquet file to publish, with its manifest beside it')
    .option('--household <id>', 'with --explain: the household')
    .option('--explain <feature>', 'print the value of one feature and the rows that made it')
    .option(
      '--region <code>',
      'GB/T 2260 code whose law holds (default: where most households are registered)',
    )
    .option('--strict', 'refuse features most of whose window lies before the first row of their table')
    .option('--threads <count>', 'worker threads; the result never depends on it', threadCount)
    .option('--json', 'print JSON')
    .action((options: FeaturesOptions) => compute(options, terminal));
  features
    .command('catalogue')
    .description('列出全部特征 / list every feature')
    .option('--catalogue <name>', 'county or panel', 'county')
    .option('--json', 'print JSON')
    .option('--markdown', 'print the reference page')
    .action((_: unknown, command: Command) => {
      terminal.data(catalogueText(command.optsWithGlobals<CatalogueOptions>()));
    });
}

async function compute(options: FeaturesOptions, terminal: Terminal): Promise<void> {
  const lake = required(options.lake, '--lake');
  const asOf = required(options.asOf, '--as-of').map(isoDate);
  const threads = options.threads === undefined ? {} : { threads: options.threads };
  if (options.explain === undefined) {
    const out = required(options.out, '--out');
    if (!out.endsWith('.parquet')) throw usage(`--out must end with .parquet: ${out}`);
  }
  const ledger = await openLedger(lake, threads);
  try {
    if (options.explain !== undefined) await explain(ledger, options, asOf, terminal);
    else if ((ledger.rows['membership'] ?? 0) > 0) await computeCounty(ledger, options, asOf, terminal);
    else await computePanel(ledger, options, asOf, terminal);
  } finally {
    ledger.close();
  }
}

async function explain(
  ledger: Ledger,
  options: FeaturesOptions,
  asOf: readonly IsoDate[],
  terminal: Terminal,
): Promise<void> {
  const household = required(options.household, '--household');
  const { explain: feature = '', region } = options;
  const request = {
    db: ledger.db,
    household,
    feature,
    asOf: required(asOf[0], '--as-of'),
    ...(region === undefined ? {} : { region }),
  };
  terminal.data(await explainFeature(request, options.json === true));
}

async function computeCounty(
  ledger: Ledger,
  { out = '', json, region, strict = false }: FeaturesOptions,
  asOf: readonly IsoDate[],
  terminal: Terminal,
): Promise<void> {
  const request = { db: ledger.db, asOf, ...(region === undefined ? {} : { region }) };
  const origin = { generation: ledger.generation, ledgerManifest: ledger.manifest.id };
  const published = await publishCounty(out, request, {
    origin,
    strict,
    progress: (done, of) => {
      terminal.progress('特征 / features', done, of);
    },
  });
  const { rows, features, manifest, shortWindows } = published;
  for (const line of windowNotices(shortWindows)) terminal.say(line);
  terminal.data(
    json
      ? JSON.stringify({
          file: out,
          manifest: manifest.id,
          rows,
          features,
          windowsBeyondData: shortWindows.length,
        })
      : summary(out, rows, features),
  );
}

/** One line a table whose data begin too late for some windows. */
function windowNotices(short: readonly ShortWindow[]): string[] {
  const sources = [...new Set(short.map(({ source }) => source))];
  return sources.map((source) => {
    const own = short.filter((one) => one.source === source);
    const begins = own[0]?.dataFrom ?? null;
    const [zh, en] = begins === null ? ['没有数据', 'has no rows'] : [`自 ${begins} 起`, `begins ${begins}`];
    const names = own.slice(0, NAMED).map(({ feature }) => feature);
    const more = own.length > NAMED ? ' …' : '';
    return `${source}（${zh} / ${en}）：${own.length} 项特征的窗口过半在此之前 / features look back further: ${names.join(', ')}${more}`;
  });
}

async function computePanel(
  ledger: Ledger,
  { out = '', json }: FeaturesOptions,
  asOf: readonly IsoDate[],
  terminal: Terminal,
): Promise<void> {
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
  terminal.data(json ? JSON.stringify(result) : summary(out, rows, columns));
}

function summary(out: string, rows: number, features: number): string {
  return `${out}：${rows} 户次，${features} 个特征 / household dates, features`;
}

interface CatalogueOptions {
  readonly catalogue: string;
  readonly json?: true;
  readonly markdown?: true;
}

function catalogueText({ catalogue, json, markdown }: CatalogueOptions): string {
  if (catalogue !== 'county' && catalogue !== 'panel')
    throw usage(`--catalogue is county or panel, not ${catalogue}`);
  const isCounty = catalogue === 'county';
  if (markdown) return (isCounty ? countyMarkdown() : catalogueMarkdown(panelCatalogue)).trimEnd();
  const entries = isCounty ? countyEntries() : catalogueEntries(panelCatalogue);
  if (json) return JSON.stringify(entries);
  const lines = entries
    .filter((entry) => entry.role === 'feature')
    .map((entry) => {
      const { name, title, unit, department, window, direction, missing, legalBasis, sensitivity } = entry;
      const texts = [title, department, missing, legalBasis].map(({ zh, en }) => `${zh} / ${en}`);
      const [titled, source, absent, law] = texts;
      return [name, titled, unit, source, window, direction, absent, law, sensitivity];
    });
  const head = [
    ...['feature', '名称 title', '单位 unit', '来源 department', '窗口（月） window', '方向 direction'],
    ...['缺失含义 missing means', '依据 legal basis', '敏感程度 sensitivity'],
  ];
  return [head, ...lines].map((cells) => cells.join('\t')).join('\n');
}

function required<Value>(value: Value | undefined, option: string): Value {
  if (value === undefined) throw usage(`missing ${option}`);
  return value;
}

function usage(problem: string): JzError {
  return new JzError('JZ_USAGE', { problem, command: 'features' });
}
