/**
 * The whole policy: parameters, rules, items and their graph, loaded once and checked.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { JzError } from '../../core/errors/index.ts';
import { readText } from '../../io/files.ts';
import { buildCatalogue, type ParameterCatalogue } from '../parameters/catalogue.ts';
import { documentFile, parameterFile, type ParameterFile } from '../parameters/schema.ts';
import { checkSameAs } from '../parameters/same-as.ts';
import { parseYaml, type YamlFile } from '../parameters/yaml.ts';
import { programmes as allProgrammes } from '../rules/index.ts';
import type { Item, Programme, Rule } from '../rules/rule.ts';
import { procedureFile, type Procedure } from '../procedures/schema.ts';
import { coverageFile, type Coverage } from './coverage.ts';
import { checkRules } from './check.ts';
import type { RuleBook } from './rule-book.ts';
import { graphFile, type ItemGraph } from './graph.ts';
import { itemRules } from './resolve.ts';

/** Rules and data, ready to evaluate. */
export interface Policy extends RuleBook {
  readonly items: readonly Item[];
  readonly graph: ItemGraph;
  readonly procedures: readonly Procedure[];
  /** Which programmes the items carry, for the reference. */
  readonly coverage: Coverage;
}

/** Where the shipped data is. */
export const policyDataFolder = fileURLToPath(new URL('../data/', import.meta.url));

/** Where to load from. */
export interface PolicySource {
  /** A policy folder; default: the one shipped. */
  readonly folder?: string;
  /** Further parameter files; what they say about a region replaces what the folder says. */
  readonly lawFiles?: readonly string[];
}

/**
 * Reads and checks a policy folder: `documents.yaml`, `graph.yaml`, `procedures.yaml`, and every `law/**.yaml`.
 *
 * @throws JZ_POLICY_* naming file and line
 */
export async function loadPolicy(source: PolicySource = {}): Promise<Policy> {
  const folder = source.folder ?? policyDataFolder;
  const documents = await yamlAt(folder, 'documents.yaml', documentFile);
  const graph = await yamlAt(folder, 'graph.yaml', graphFile);
  const procedures = await yamlAt(folder, 'procedures.yaml', procedureFile);
  const coverage = await yamlAt(folder, 'coverage.yaml', coverageFile);
  const own = await Promise.all(
    (source.lawFiles ?? []).map(async (file) => parseYaml(file, await readText(file), parameterFile)),
  );
  const catalogue = buildCatalogue(await lawFiles(folder), documents.data.documents, own);
  checkSameAs(catalogue);
  return buildPolicy(
    {
      catalogue,
      graph: graph.data,
      procedures: procedures.data.procedures,
      coverage: coverage.data,
    },
    allProgrammes,
  );
}

/** What rules are joined with. */
export interface PolicyData {
  readonly catalogue: ParameterCatalogue;
  readonly graph: ItemGraph;
  readonly procedures: readonly Procedure[];
  /** Which programmes the items carry, for the reference. */
  readonly coverage: Coverage;
}

/**
 * Joins data and rules and checks them.
 *
 * @throws JZ_POLICY_RULE, JZ_POLICY_UNIT, JZ_POLICY_CIRCULAR, JZ_POLICY_PARAMETER
 */
export function buildPolicy(data: PolicyData, programmes: readonly Programme[]): Policy {
  const items = programmes.flatMap((programme) => [...programme.items]);
  const rules = new Map<string, Rule>();
  for (const rule of [
    ...programmes.flatMap((programme) => [...programme.rules]),
    ...itemRules(items, data.graph),
  ]) {
    if (rules.has(rule.id)) {
      throw new JzError('JZ_POLICY_RULE', {
        rule: rule.id,
        problem: 'declared twice',
        file: 'src/policy/rules',
      });
    }
    rules.set(rule.id, rule);
  }
  const policy = { ...data, items, rules };
  checkRules(policy);
  checkProcedures(policy);
  checkShown(policy);
  return policy;
}

function checkShown(policy: Policy): void {
  const unknown = Object.values(policy.graph.shown_with)
    .flat()
    .find((id) => !policy.rules.has(id));
  if (unknown !== undefined)
    throw new JzError('JZ_POLICY_RULE', { rule: unknown, problem: 'no such rule', file: 'graph.yaml' });
}

function checkProcedures(policy: Policy): void {
  for (const procedure of policy.procedures) {
    for (const item of procedure.items) {
      if (policy.items.some((known) => known.id === item)) continue;
      throw new JzError('JZ_POLICY_RULE', { rule: item, problem: 'not an item', file: 'procedures.yaml' });
    }
    for (const { rule, source } of procedure.duties) {
      if (rule !== undefined && !policy.rules.has(rule))
        throw new JzError('JZ_POLICY_RULE', { rule, problem: 'no such rule', file: 'procedures.yaml' });
      if (!(source in policy.catalogue.documents))
        throw new JzError('JZ_POLICY_RULE', {
          rule: source,
          problem: 'not in documents.yaml',
          file: 'procedures.yaml',
        });
    }
    for (const step of procedure.steps) {
      if (policy.catalogue.parameters.has(step.clock)) continue;
      throw new JzError('JZ_POLICY_PARAMETER', { file: 'procedures.yaml', parameter: step.clock });
    }
  }
}

async function lawFiles(folder: string): Promise<readonly YamlFile<ParameterFile>[]> {
  const entries = await readdir(join(folder, 'law'), { recursive: true }).catch(() => {
    throw new JzError('JZ_FILE_NOT_FOUND', { file: join(folder, 'law') });
  });
  const names = entries.filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(names.map((name) => yamlAt(folder, join('law', name), parameterFile)));
}

async function yamlAt<T>(
  folder: string,
  name: string,
  schema: Parameters<typeof parseYaml<T>>[2],
): Promise<YamlFile<T>> {
  return parseYaml(name, await readText(join(folder, name)), schema);
}
