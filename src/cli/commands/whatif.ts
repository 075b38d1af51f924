import { join } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { isoDate, type IsoDate } from '../../core/dates.ts';
import { JzError } from '../../core/errors/index.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { loadPolicy } from '../../policy/index.ts';
import { countyOf, populationAt } from '../../population/population.ts';
import { holdingsAt } from '../../recommend/held.ts';
import { withoutSmallCells } from '../../whatif/disclosure.ts';
import { publishWhatif, runScenario } from '../../whatif/run.ts';
import type { Terminal } from '../io.ts';
import { whatifHousehold } from './whatif-household.ts';

interface WhatifOptions {
  readonly lake: string;
  readonly asOf: string;
  readonly scenario?: string;
  readonly out?: string;
  readonly household?: string;
  readonly set?: string[];
  readonly earner: string;
  readonly model?: string;
  readonly registry: string;
  readonly region?: string;
  readonly smallestCell: number;
  readonly json?: true;
}

/** `jiuzhu whatif --lake DIR --as-of DATE (--scenario F.yaml --out DIR | --household ID --set fact=value …)`. */
export function addWhatifCommand(program: Command, terminal: Terminal): void {
  program
    .command('whatif')
    .description(
      '政策推演：改标准、加冲击，看谁得谁失、花多少、陡坡在哪 / what if: a reform or shock against today',
    )
    .requiredOption('--lake <directory>', 'where the ledger lives')
    .requiredOption('--as-of <date>', 'YYYY-MM-DD')
    .option('--scenario <file>', 'YAML: reform of parameters, shocks to facts')
    .option(
      '--out <directory>',
      'with --scenario: folder to publish: report.html, tables, the scenario and its hashes',
    )
    .option('--household <id>', '一户：改动事实，看待遇、收入、风险和陡坡 / one household, its facts changed')
    .option(
      '--set <fact=value...>',
      'with --household: person.wage=24000 (a year, yuan), person.work@2=unemployed; members count from 1',
    )
    .option('--earner <member>', '工资曲线按第几名成员 / whose wage the curve walks', '1')
    .option('--model <id>', '同时比较风险分 / compare the score too: model id or folder')
    .option('--registry <directory>', '模型登记目录 / model registry', '.jiuzhu/county/registry')
    .option(
      '--region <code>',
      'GB/T 2260 code whose law holds (default: where most households are registered)',
    )
    .option(
      '--smallest-cell <households>',
      '少于此户数的格子不列出，供对外发布 / leave out counts of fewer households, for publication',
      cellOf,
      0,
    )
    .option('--json', 'print JSON')
    .action((options: WhatifOptions) => choose(options, terminal));
}

async function choose(options: WhatifOptions, terminal: Terminal): Promise<void> {
  const asOf = isoDate(options.asOf);
  const { scenario, out, household, set = [] } = options;
  if ((household === undefined) === (scenario === undefined))
    throw usage('give --scenario F.yaml --out DIR, or --household ID --set fact=value');
  if (household !== undefined) return whatifHousehold({ ...options, asOf, household, set }, terminal);
  if (scenario === undefined || out === undefined) throw usage('--scenario needs --out DIR');
  return whatif({ ...options, asOf, scenario, out }, terminal);
}

interface ScenarioOptions extends WhatifOptions {
  readonly asOf: IsoDate;
  readonly scenario: string;
  readonly out: string;
}

function cellOf(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('0 to 9999 expected');
}

function usage(problem: string): JzError {
  return new JzError('JZ_USAGE', { problem, command: 'whatif' });
}

async function whatif(options: ScenarioOptions, terminal: Terminal): Promise<void> {
  const { asOf } = options;
  const policy = await loadPolicy();
  const ledger = await openLedger(options.lake);
  try {
    const people = await populationAt(ledger.db, asOf);
    const region = options.region ?? countyOf(people);
    const holdings = await holdingsAt(ledger.db, asOf);
    const run = { policy, people, holdings, region, asOf, scenarioFile: options.scenario, ledger };
    const full = await runScenario(run);
    const report = { ...full, comparison: withoutSmallCells(full.comparison, options.smallestCell) };
    const manifest = await publishWhatif(options.out, report);
    const { comparison, origin } = report;
    const { poverty, reach } = comparison;
    const result = {
      out: options.out,
      manifest: manifest.id,
      ...origin,
      households: comparison.households,
      reach,
      fgt0: [poverty.before.fgt0, poverty.after.fgt0],
    };
    terminal.data(
      options.json
        ? JSON.stringify({ ...result, comparison })
        : `${join(options.out, 'report.html')}：应得救助 ${reach.before} → ${reach.after} 户 / entitled households`,
    );
  } finally {
    ledger.close();
  }
}
