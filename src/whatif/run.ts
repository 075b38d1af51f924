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
import { silent, type Progress } from '../core/progress.ts';
import {
  snapshotOf,
  type HouseholdFacts,
  type Overrides,
  type Policy,
  type Snapshot,
} from '../policy/index.ts';
import type { LedgerPopulation } from '../population/population.ts';
import type { Holding } from '../recommend/held.ts';
import { budgetCurve } from './budget.ts';
import { compare, compareOnThreads } from './compare.ts';
import { overridesOf, waived } from './reform.ts';
import { tablesOf } from './report/csv.ts';
import { renderWhatif } from './report/page.ts';
import type { WhatifReport } from './report/types.ts';
import { checkShocks, readScenario, type Scenario } from './scenario.ts';
import { factsOfFamily, standardFamilies } from './standard-families.ts';

/** A scenario's folder that an earlier run wrote may be replaced. */
const KIND = 'whatif';
/** A budget curve runs to this many times the standard a member. */
const CURVE_STANDARDS = 3;
/** From so many households on, threads pay. */
const MANY = 50_000;

/** What a scenario is run on. */
export interface ScenarioWorld {
  readonly policy: Policy;
  readonly people: LedgerPopulation;
  readonly holdings: ReadonlyMap<string, readonly Holding[]>;
  readonly region: string;
  readonly asOf: IsoDate;
  /** The ledger's generation and the hash of its manifest. */
  readonly ledger: { readonly generation: string; readonly manifest: { readonly id: string } };
  /** Household → risk group (a warning band) of a published list. */
  readonly risk?: ReadonlyMap<string, string> | undefined;
}

/** A scenario's law, checked. */
export interface Reform {
  /** The same rules, or with conditions waived. */
  readonly reformed: Policy;
  readonly overrides: Overrides;
}

/**
 * Checks a scenario against the law before anything is run.
 *
 * @param file what is named when something is wrong
 * @throws JZ_SCENARIO_INVALID
 */
export function reformOf(policy: Policy, scenario: Scenario, file: string): Reform {
  checkShocks(scenario, file);
  return { reformed: waived(policy, scenario, file), overrides: overridesOf(policy, scenario, file) };
}

/**
 * Runs a scenario file: both laws over everybody, and the standard family's budget.
 *
 * @throws JZ_FILE_NOT_FOUND, JZ_SCENARIO_INVALID, JZ_POLICY_*
 */
export async function runScenario(
  run: ScenarioWorld & { readonly scenarioFile: string },
): Promise<WhatifReport> {
  const scenario = await readScenario(run.scenarioFile);
  return tryScenario(run, scenario, reformOf(run.policy, scenario, run.scenarioFile));
}

/**
 * Runs a scenario that was checked.
 *
 * @throws JZ_POLICY_*
 */
export async function tryScenario(
  world: ScenarioWorld,
  scenario: Scenario,
  reform: Reform,
  progress: Progress = silent,
): Promise<WhatifReport> {
  const { policy, people, region, asOf, ledger } = world;
  const { reformed, overrides } = reform;
  const request = { ...world, ...reform, scenario, progress };
  const comparison = people.households.length < MANY ? compare(request) : await compareOnThreads(request);
  const laws = {
    before: snapshotOf(policy.catalogue, region, asOf),
    after: snapshotOf(policy.catalogue, region, asOf, overrides),
  };
  const [family] = standardFamilies;
  const facts = factsOfFamily(family, asOf);
  const upTo = curveEnd(facts, laws.before);
  return {
    scenario,
    comparison,
    family,
    curves: {
      before: budgetCurve(policy, laws.before, facts, upTo),
      after: budgetCurve(reformed, laws.after, facts, upTo),
    },
    unchanged: Object.keys(overrides)
      .filter((id) => laws.before.value(id) === laws.after.value(id))
      .map((id) => policy.catalogue.parameters.get(id)!.title),
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

/** How far a household's curve is worth walking, fen a month. @throws JZ_POLICY_NOT_YET */
export function curveEnd({ persons }: HouseholdFacts, law: Snapshot): number {
  return CURVE_STANDARDS * persons.length * law.value('dibao.standard_urban');
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
