/**
 * Reads a mapping file with what it includes, and checks that it fits together and fits the ledger's tables.
 */
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import type * as z from 'zod';
import { JzError } from '../../core/errors/index.ts';
import { canonicalJson } from '../../core/json.ts';
import { readText, sha256 } from '../../io/files.ts';
import { findFault } from './check.ts';
import { globPattern } from './glob.ts';
import { includedSchema, mappingSchema, type Mapping, type SourceSpec } from './schema.ts';

/**
 * Reads a mapping. `keys` of the result is a path as seen from the working folder.
 *
 * @throws JZ_FILE_NOT_FOUND, JZ_MAPPING_INVALID naming the path inside the file
 */
export async function loadMapping(file: string): Promise<Mapping> {
  const main = await readMapping(file, mappingSchema);
  const sources = [...main.sources];
  for (const [i, pattern] of main.include.entries())
    for (const included of await includedFiles(file, pattern, i))
      sources.push(...(await readMapping(included, includedSchema)).sources);
  if (sources.length === 0) throw invalid(file, 'sources', 'at least one source expected');
  const { keys, ...rest } = main;
  return { ...rest, sources, ...(keys === undefined ? {} : { keys: join(dirname(file), keys) }) };
}

/**
 * The sources of a file that others include, such as the mapping of one department.
 *
 * @throws JZ_FILE_NOT_FOUND, JZ_MAPPING_INVALID naming the path inside the file
 */
export async function loadIncluded(file: string): Promise<readonly SourceSpec[]> {
  return (await readMapping(file, includedSchema)).sources;
}

/** Hash of what a source's mapping means; comments and order of keys do not count. */
export function mappingHash(mapping: Mapping, source: SourceSpec): string {
  const { mapping: version, currency, synthetic } = mapping;
  return sha256(canonicalJson({ mapping: version, currency, synthetic, source }));
}

async function readMapping<T extends { sources: SourceSpec[] }>(
  file: string,
  schema: z.ZodType<T>,
): Promise<T> {
  const parsed = schema.safeParse(parseText(await readText(file), file));
  if (!parsed.success) throw invalid(file, ...firstIssue(parsed.error));
  for (const [i, source] of parsed.data.sources.entries()) {
    const found = findFault(source);
    if (found) throw invalid(file, `sources.${i}.${found.path}`, found.problem);
  }
  return parsed.data;
}

async function includedFiles(file: string, pattern: string, index: number): Promise<string[]> {
  const folder = join(dirname(file), dirname(pattern));
  const matches = globPattern(basename(pattern));
  const names = (await readdir(folder).catch(() => [])).filter((name) => matches.test(name)).sort();
  if (names.length === 0) throw invalid(file, `include.${index}`, `no file matches ${pattern}`);
  return names
    .map((name) => join(folder, name))
    .filter((path) => path !== join(dirname(file), basename(file)));
}

function firstIssue(error: z.ZodError): [path: string, problem: string] {
  const issue = error.issues[0];
  return issue ? pathAndProblem(issue, []) : ['(top)', 'not a mapping'];
}

/** Where several forms are allowed, the one that came furthest tells what is wrong. */
function pathAndProblem(issue: z.core.$ZodIssue, before: readonly PropertyKey[]): [string, string] {
  const path = [...before, ...issue.path];
  if (issue.code === 'invalid_union') {
    const tried = issue.errors.flatMap((branch) => branch.slice(0, 1));
    const furthest = [...tried].sort((a, b) => b.path.length - a.path.length)[0];
    if (furthest) return pathAndProblem(furthest, path);
  }
  return [path.map(String).join('.') || '(top)', issue.message];
}

function parseText(text: string, file: string): unknown {
  try {
    return parseYaml(text, { maxAliasCount: 500 });
  } catch (cause) {
    const problem = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new JzError('JZ_MAPPING_INVALID', { file, path: '(YAML)', problem }, { cause });
  }
}

function invalid(file: string, path: string, problem: string): JzError {
  return new JzError('JZ_MAPPING_INVALID', { file, path, problem });
}
