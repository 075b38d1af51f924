/**
 * Runs cases: what the rules say against what an official wrote.
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isoDate } from '../../core/dates.ts';
import { JzError } from '../../core/errors/index.ts';
import { readText } from '../../io/files.ts';
import type { Policy } from '../engine/policy.ts';
import { explain, type Explanation } from '../explain/explain.ts';
import { householdFacts } from '../facts/flatten.ts';
import { snapshotOf, type Overrides } from '../parameters/snapshot.ts';
import { parseValue } from '../parameters/value.ts';
import { parseYaml, type YamlFile } from '../parameters/yaml.ts';
import { differences } from './compare.ts';
import { mergedHousehold } from './merge.ts';
import { caseFile, type CaseFile, type PolicyCase } from './schema.ts';

/** One case's verdict; no differences means it holds. */
export interface CaseResult {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly items: readonly string[];
  readonly differences: readonly string[];
}

/** The cases shipped with the policy. */
export const caseFolder = fileURLToPath(new URL('../cases/', import.meta.url));

/**
 * Runs every case of a file or a folder.
 *
 * @throws JZ_POLICY_FILE, JZ_FILE_NOT_FOUND
 */
export async function runCases(policy: Policy, path: string = caseFolder): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const name of await caseFiles(path)) {
    const file = parseYaml(name, await readText(name), caseFile);
    for (const [i, one] of file.data.cases.entries()) results.push(runCase(policy, file, one, i));
  }
  return results;
}

async function caseFiles(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new JzError('JZ_FILE_NOT_FOUND', { file: path });
  if (found.isFile()) return [path];
  const names = await readdir(path, { recursive: true });
  return names
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(path, name));
}

function runCase(policy: Policy, file: YamlFile<CaseFile>, one: PolicyCase, index: number): CaseResult {
  const line = file.lineOf(['cases', index]);
  const place = { file: file.file, line, name: one.name, items: Object.keys(one.expect) };
  try {
    return { ...place, differences: differences(one, explainCase(policy, file, one, line), policy) };
  } catch (error) {
    if (error instanceof JzError) return { ...place, differences: [`[${error.code}] ${error.message}`] };
    throw error;
  }
}

function explainCase(policy: Policy, file: YamlFile<CaseFile>, one: PolicyCase, line: number): Explanation {
  const date = isoDate(one.date ?? file.data.date);
  const overrides = overridesOf(policy, one, { file: file.file, line });
  const snapshot = snapshotOf(policy.catalogue, one.region ?? file.data.region, date, overrides);
  const household = householdFacts(mergedHousehold(file.data, one.household), date, `${file.file}:${line}`);
  return explain(policy, household, snapshot);
}

function overridesOf(policy: Policy, one: PolicyCase, place: { file: string; line: number }): Overrides {
  return Object.fromEntries(
    Object.entries(one.parameters ?? {}).map(([id, written]) => {
      const parameter = policy.catalogue.parameters.get(id);
      if (!parameter) throw new JzError('JZ_POLICY_PARAMETER', { file: place.file, parameter: id });
      const value = parseValue(written, parameter, place);
      return [id, typeof value === 'number' ? value : Number.NaN];
    }),
  );
}
