import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Command } from 'commander';
import { isoDate } from '../../core/dates.ts';
import { canonicalJson } from '../../core/json.ts';
import { sha256 } from '../../io/files.ts';
import { publishFolder } from '../../io/publish.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { loadPolicy, snapshotOf } from '../../policy/index.ts';
import { countyOf, populationAt } from '../../population/population.ts';
import { holdingsAt } from '../../recommend/held.ts';
import { budgetCurve } from '../../whatif/budget.ts';
import { compare } from '../../whatif/compare.ts';
import { overridesOf } from '../../whatif/reform.ts';
import { renderWhatif, tablesOf, type WhatifReport } from '../../whatif/report.ts';
import { readScenario } from '../../whatif/scenario.ts';
import { standardFamily } from '../../whatif/standard-family.ts';
import type { Terminal } from '../io.ts';

interface WhatifOptions {
  readonly lake: string;
  readonly asOf: string;
  readonly scenario: string;
  readonly out: string;
  readonly region?: string;
  readonly json?: true;
}

/** A scenario's folder that an earlier run wrote may be replaced. */
const KIND = 'whatif';
/** The budget curve runs to this many times the standard a member. */
const CURVE_STANDARDS = 3;
const FAMILY = 3;

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
  const scenario = await readScenario(options.scenario);
  const overrides = overridesOf(policy, scenario, options.scenario);
  const ledger = await openLedger(options.lake);
  try {
    const people = await populationAt(ledger.db, asOf);
    const region = options.region ?? countyOf(people);
    const holdings = await holdingsAt(ledger.db, asOf);
    const comparison = compare({ policy, people, region, scenario, overrides, holdings });
    const laws = {
      before: snapshotOf(policy.catalogue, region, asOf),
      after: snapshotOf(policy.catalogue, region, asOf, overrides),
    };
    const upTo = CURVE_STANDARDS * FAMILY * laws.before.value('dibao.standard_urban');
    const family = standardFamily(asOf);
    const origin = {
      asOf,
      region,
      generation: ledger.generation,
      ledgerManifest: ledger.manifest.id,
      scenarioHash: sha256(canonicalJson(scenario)),
    };
    const report: WhatifReport = {
      scenario,
      comparison,
      curves: {
        before: budgetCurve(policy, laws.before, family, upTo),
        after: budgetCurve(policy, laws.after, family, upTo),
      },
      origin,
    };
    const { manifest } = await publishReport(options.out, report);
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

async function publishReport(out: string, report: WhatifReport): ReturnType<typeof publishFolder> {
  const parent = dirname(out);
  await mkdir(parent, { recursive: true });
  return publishFolder(KIND, { parent, name: basename(out), replace: KIND }, async (folder) => {
    await writeFile(join(folder, 'report.html'), renderWhatif(report));
    await writeFile(
      join(folder, 'comparison.json'),
      `${JSON.stringify({ ...report.origin, scenario: report.scenario, ...report.comparison }, null, 2)}\n`,
    );
    for (const [name, text] of Object.entries(tablesOf(report))) await writeFile(join(folder, name), text);
    return { facts: report.origin };
  });
}
