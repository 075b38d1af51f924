import { join } from 'node:path';
import type { Command } from 'commander';
import { isoDate } from '../../core/dates.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { loadPolicy } from '../../policy/index.ts';
import { countyOf, populationAt } from '../../population/population.ts';
import { holdingsAt } from '../../recommend/held.ts';
import { publishWhatif, runScenario } from '../../whatif/run.ts';
import type { Terminal } from '../io.ts';

interface WhatifOptions {
  readonly lake: string;
  readonly asOf: string;
  readonly scenario: string;
  readonly out: string;
  readonly region?: string;
  readonly json?: true;
}

/** `jiuzhu whatif --lake DIR --as-of DATE --scenario F.yaml --out DIR`. */
export function addWhatifCommand(program: Command, terminal: Terminal): void {
  program
    .command('whatif')
    .description(
      '政策推演：改标准、加冲击，看谁得谁失、花多少、陡坡在哪 / what if: a reform or shock against today',
    )
    .requiredOption('--lake <directory>', 'where the ledger lives')
    .requiredOption('--as-of <date>', 'YYYY-MM-DD')
    .requiredOption('--scenario <file>', 'YAML: reform of parameters, shocks to facts')
    .requiredOption(
      '--out <directory>',
      'folder to publish: report.html, tables, the scenario and its hashes',
    )
    .option(
      '--region <code>',
      'GB/T 2260 code whose law holds (default: where most households are registered)',
    )
    .option('--json', 'print JSON')
    .action((options: WhatifOptions) => whatif(options, terminal));
}

async function whatif(options: WhatifOptions, terminal: Terminal): Promise<void> {
  const asOf = isoDate(options.asOf);
  const policy = await loadPolicy();
  const ledger = await openLedger(options.lake);
  try {
    const people = await populationAt(ledger.db, asOf);
    const region = options.region ?? countyOf(people);
    const holdings = await holdingsAt(ledger.db, asOf);
    const run = { policy, people, holdings, region, asOf, scenarioFile: options.scenario, ledger };
    const report = await runScenario(run);
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
