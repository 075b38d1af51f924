import type { Command } from 'commander';
import { isoDate } from '../../core/dates.ts';
import { JzError } from '../../core/errors/index.ts';
import { openLedger, type Ledger } from '../../ledger/open-ledger.ts';
import { explanationJson, loadPolicy, reportText, type Policy } from '../../policy/index.ts';
import { countyOf, populationAt, type LedgerPopulation } from '../../population/population.ts';
import { holdingsAt } from '../../recommend/held.ts';
import { recommendAll, type Counts } from '../../recommend/all.ts';
import { loadPapers } from '../../recommend/bundle.ts';
import { findingKinds, findingWords } from '../../recommend/finding.ts';
import { adviseHousehold, type HouseholdAdvice } from '../../recommend/one-household.ts';
import type { Terminal } from '../io.ts';

interface RecommendOptions {
  readonly lake: string;
  readonly asOf: string;
  readonly household?: string;
  readonly all?: true;
  readonly out?: string;
  readonly region?: string;
  readonly english?: true;
  readonly json?: true;
}

/** `jiuzhu recommend --lake DIR --as-of DATE (--household ID | --all --out F)`. */
export function addRecommendCommand(program: Command, terminal: Terminal): void {
  program
    .command('recommend')
    .description(
      '推荐救助：应享未享、差一点、叠加、待核实 / recommend assistance: entitled, near misses, overlaps',
    )
    .requiredOption('--lake <directory>', 'where the ledger lives')
    .requiredOption('--as-of <date>', 'YYYY-MM-DD')
    .option('--household <id>', 'one household, explained in full')
    .option('--all', 'every household, as a list')
    .option('--out <file>', 'with --all: CSV or NDJSON file to publish')
    .option(
      '--region <code>',
      'GB/T 2260 code whose law holds (default: where most households are registered)',
    )
    .option('--english', 'explain in English')
    .option('--json', 'print JSON')
    .action((options: RecommendOptions) => recommend(options, terminal));
}

async function recommend(options: RecommendOptions, terminal: Terminal): Promise<void> {
  checkOptions(options);
  const asOf = isoDate(options.asOf);
  const policy = await loadPolicy();
  const ledger = await openLedger(options.lake);
  try {
    const people = await populationAt(ledger.db, asOf);
    const region = options.region ?? countyOf(people);
    if (options.household === undefined) await listAll({ ledger, policy, people, region }, options, terminal);
    else {
      const holdings = (await holdingsAt(ledger.db, asOf)).get(options.household) ?? [];
      const advice = adviseHousehold(policy, people, {
        household: options.household,
        region,
        holdings,
        papers: await loadPapers(),
      });
      terminal.data(
        options.json ? adviceJson(policy, advice) : adviceText(policy, advice, options.english === true),
      );
    }
  } finally {
    ledger.close();
  }
}

function checkOptions({ household, all, out }: RecommendOptions): void {
  if ((household === undefined) === (all === undefined)) throw usage('give --household ID or --all');
  if (all && !/\.(csv|ndjson)$/.test(out ?? '')) throw usage('--all needs --out F.csv or F.ndjson');
}

interface Everybody {
  readonly ledger: Ledger;
  readonly policy: Policy;
  readonly people: LedgerPopulation;
  readonly region: string;
}

async function listAll(
  { ledger, policy, people, region }: Everybody,
  { out = '', json }: RecommendOptions,
  terminal: Terminal,
): Promise<void> {
  const holdings = await holdingsAt(ledger.db, people.asOf);
  const facts = {
    asOf: people.asOf,
    region,
    generation: ledger.generation,
    ledgerManifest: ledger.manifest.id,
  };
  const { manifest, counts } = await recommendAll(out, { policy, people, region, holdings, facts });
  terminal.data(
    json ? JSON.stringify({ file: out, manifest: manifest.id, ...counts }) : countsText(out, counts),
  );
}

function countsText(out: string, counts: Counts): string {
  const zh = findingKinds.map((kind) => `${findingWords[kind].zh} ${counts[kind]}`).join('，');
  const en = findingKinds.map((kind) => findingWords[kind].en).join(', ');
  const stake = `真空每月 ${Math.round(counts.gapFenMonth / 100)} 元，叠加 ${Math.round(counts.overlapFen / 100)} 元`;
  return `${out}：${counts.households} 户；${zh}；${stake} / households; ${en}; yuan a month in gaps, yuan in overlaps`;
}

function adviceJson(policy: Policy, { explanation, holdings, bundles }: HouseholdAdvice): string {
  return JSON.stringify({ ...explanationJson(policy, explanation), holdings, bundles });
}

function adviceText(
  policy: Policy,
  { explanation, holdings, bundles }: HouseholdAdvice,
  english: boolean,
): string {
  const language = english ? 'en' : 'zh';
  const held = holdings.map(
    ({ item, amountFen, since }) =>
      `  ${item} ${amountFen === null ? '' : (amountFen / 100).toFixed(2)} ${since}`,
  );
  const matters = bundles.flatMap(({ title, items, papers, deadlines }) => [
    `  ${title[language]}：${items.join(', ')}`,
    ...papers.map((paper) => `    ${english ? 'bring' : '带'} ${paper[language]}`),
    ...deadlines.map((deadline) => `    ${deadline.due} ${deadline.title[language]}`),
  ]);
  return [
    reportText(policy, explanation, { language, full: false }),
    english ? 'Held now' : '现在享受',
    ...(held.length > 0 ? held : [english ? '  nothing on record' : '  没有记录']),
    english ? 'As one matter, if accepted on this day' : '一件事（如当日受理）',
    ...matters,
  ].join('\n');
}

function usage(problem: string): JzError {
  return new JzError('JZ_USAGE', { problem, command: 'recommend' });
}
