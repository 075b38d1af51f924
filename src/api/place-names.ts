/**
 * What townships are called: `places.yaml` in the data folder, written by the bureau.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { JzError } from '../core/errors/index.ts';
import { readText } from '../io/files.ts';

/** Names by the beginning of a region code: a township's 9 digits, a county's 6. */
export type PlaceNames = Readonly<Record<string, string>>;

const schema = z.strictObject({
  places: z.literal(1),
  names: z.record(z.string().regex(/^\d{6,12}$/), z.string().min(1).max(40)),
});

/**
 * Reads the names of a data folder; none where it has no `places.yaml`.
 *
 * @throws JZ_CONFIG_INVALID naming the entry
 */
export async function loadPlaceNames(dataDirectory: string): Promise<PlaceNames> {
  const file = join(dataDirectory, 'places.yaml');
  if (!existsSync(file)) return {};
  const parsed = schema.safeParse(yamlOf(file, await readText(file)));
  if (parsed.success) return parsed.data.names;
  const [issue] = parsed.error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  throw new JzError('JZ_CONFIG_INVALID', { file, path, problem: issue?.message ?? '' });
}

function yamlOf(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : '';
    throw new JzError('JZ_CONFIG_INVALID', { file, path: '', problem }, { cause });
  }
}
