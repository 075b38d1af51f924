/**
 * One scenario over the households of a date, from ledger to report.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { IsoDate } from '../core/dates.ts';
import { canonicalJson } from '../core/json.ts';
import { sha256 } from '../io/files.ts';
import type { Manifest } from '../io/manifest.ts';
import { publishFolder } from '../io/publish.ts';
import { snapshotOf, type Policy } from '../policy/index.ts';
import type { LedgerPopulation } from '../population/population.ts';
import type { Holding } from '../recommend/held.ts';
import { budgetCurve } from './budget.ts';
import { compare, compareOnThreads } from './compare.ts';
import { overridesOf } from './reform.ts';
import { renderWhatif, tablesOf, type WhatifReport } from './report.ts';
import { readScenario } from './scenario.ts';
import { standardFamily } from './standard-family.ts';

/** A scenario's folder that an earlier run wrote may be replaced. */
const KIND = 'whatif';
/** The budget curve runs to this many times the standard a member. */
const CURVE_STANDARDS = 3;
const FAMILY = 3;
/** From so many households on, threads pay. */
const MANY = 50_000;

/** What a scenario is run on. */
export interface ScenarioRun {
  readonly policy: Policy;
  readonly people: LedgerPopulation;
  readonly holdings: ReadonlyMap<string, readonly Holding[]>;
  readonly region: string;
  readonly asOf: IsoDate;
  readonly scenarioFile: string;
  /** The ledger's generation and the hash of its manifest. */
  readonly ledger: { readonly generation: string; readonly manifest: { readonly id: string } };
}

/**
 * Runs a scenario: both laws over everybody, and the standard family's budget.
 *
 * @throws JZ_FILE_NOT_FOUND, JZ_SCENARIO_INVALID, JZ_POLICY_*
 */
export async function runScenario(run: ScenarioRun): Promise<WhatifReport> {
  const { policy, people, region, asOf, scenarioFile, ledger } = run;
  const scenario = await readScenario(scenarioFile);
  const overrides = overridesOf(policy, scenario, scenarioFile);
  const request = { ...run, scenario, overrides };
  const comparison = people.households.length < MANY ? compare(request) : await compareOnThreads(request);
  const laws = {
    before: snapshotOf(policy.catalogue, region, asOf),
    after: snapshotOf(policy.catalogue, region, asOf, overrides),
  };
  const upTo = CURVE_STANDARDS * FAMILY * laws.before.value('dibao.standard_urban');
  const family = standardFamily(asOf);
  return {
    scenario,
    comparison,
    curves: {
      before: budgetCurve(policy, laws.before, family, upTo),
      after: budgetCurve(policy, laws.after, family, upTo),
    },
    origin: {
      asOf,
      region,
      households: String(people.households.length),
      generation: ledger.generation,
      ledgerManifest: ledger.manifest.id,
      scenarioHash: sha256(canonicalJson(scenario)),
    },
  };
}

/** Publishes report.html, comparison.json and the tables. @throws JZ_OUTPUT_EXISTS */
export async function publishWhatif(out: string, report: WhatifReport): Promise<Manifest> {
  const parent = dirname(out);
  await mkdir(parent, { recursive: true });
  const { manifest } = await publishFolder(
    KIND,
    { parent, name: basename(out), replace: KIND },
    async (folder) => {
      await writeFile(join(folder, 'report.html'), renderWhatif(report));
      await writeFile(
        join(folder, 'comparison.json'),
        `${JSON.stringify({ ...report.origin, scenario: report.scenario, ...report.comparison }, null, 2)}\n`,
      );
      for (const [name, text] of Object.entries(tablesOf(report))) await writeFile(join(folder, name), text);
      return { facts: report.origin };
    },
  );
  return manifest;
}
