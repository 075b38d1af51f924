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
import { parseYaml, type YamlFile } from '../parameters/yaml.ts';
import { programmes as allProgrammes } from '../rules/index.ts';
import type { Item, Programme, Rule } from '../rules/rule.ts';
import { checkRules } from './check.ts';
import type { RuleBook } from './rule-book.ts';
import { graphFile, type ItemGraph } from './graph.ts';
import { itemRules } from './resolve.ts';

/** Rules and data, ready to evaluate. */
export interface Policy extends RuleBook {
  readonly items: readonly Item[];
  readonly graph: ItemGraph;
}

/** Where the shipped data is. */
export const policyDataFolder = fileURLToPath(new URL('../data/', import.meta.url));

/**
 * Reads and checks a policy folder: `documents.yaml`, `graph.yaml`, and every `law/**.yaml`.
 *
 * @throws JZ_POLICY_* naming file and line
 */
export async function loadPolicy(folder: string = policyDataFolder): Promise<Policy> {
  const documents = await yamlAt(folder, 'documents.yaml', documentFile);
  const graph = await yamlAt(folder, 'graph.yaml', graphFile);
  const catalogue = buildCatalogue(await lawFiles(folder), documents.data.documents);
  return buildPolicy(catalogue, graph.data, allProgrammes);
}

/**
 * Joins data and rules and checks them.
 *
 * @throws JZ_POLICY_RULE, JZ_POLICY_UNIT, JZ_POLICY_CIRCULAR, JZ_POLICY_PARAMETER
 */
export function buildPolicy(
  catalogue: ParameterCatalogue,
  graph: ItemGraph,
  programmes: readonly Programme[],
): Policy {
  const items = programmes.flatMap((programme) => [...programme.items]);
  const rules = new Map<string, Rule>();
  for (const rule of [
    ...programmes.flatMap((programme) => [...programme.rules]),
    ...itemRules(items, graph),
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
  const policy = { catalogue, graph, items, rules };
  checkRules(policy);
  return policy;
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
