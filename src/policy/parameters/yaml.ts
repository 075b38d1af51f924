/**
 * Reads a YAML file, checks it against a schema, and knows the line of every entry for messages.
 */
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { JzError } from '../../core/errors/index.ts';

/** A parsed file whose entries can be pointed at. */
export interface YamlFile<T> {
  readonly file: string;
  readonly data: T;
  /** The 1-based line of an entry. */
  lineOf(path: readonly (string | number)[]): number;
}

/**
 * Parses and validates YAML.
 *
 * @throws JZ_POLICY_FILE naming file, line and entry
 */
export function parseYaml<T>(file: string, source: string, schema: z.ZodType<T>): YamlFile<T> {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true, maxAliasCount: 0 } as never);
  const lineOf = (path: readonly (string | number)[]): number => findLine(document, lines, path);
  const broken = document.errors[0];
  if (broken) {
    const line = lines.linePos(broken.pos[0]).line;
    throw new JzError('JZ_POLICY_FILE', { file, line, path: '(YAML)', problem: firstLine(broken.message) });
  }
  const parsed = schema.safeParse(document.toJS());
  if (!parsed.success) throw schemaError(file, parsed.error.issues[0], lineOf);
  return { file, data: parsed.data, lineOf };
}

function schemaError(
  file: string,
  issue: z.core.$ZodIssue | undefined,
  lineOf: (path: readonly (string | number)[]) => number,
): JzError {
  const path = (issue?.path ?? []).map((part) => (typeof part === 'number' ? part : String(part)));
  const problem = issue?.message ?? 'invalid';
  return new JzError('JZ_POLICY_FILE', {
    file,
    line: lineOf(path),
    path: path.join('.') || '(top)',
    problem,
  });
}

function findLine(document: Document.Parsed, lines: LineCounter, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message;
}
