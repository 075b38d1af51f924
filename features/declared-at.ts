/**
 * Where declarations stand, and what tells one set of them from another.
 */
import { canonicalJson } from '../src/core/json.ts';
import { JzError } from '../src/core/errors/index.ts';
import { sha256 } from '../src/io/files.ts';
import type { About } from './declaration.ts';

/** File and line of the declaration that is being made: the nearest caller outside `define.ts`. */
export function declaredAt(): string {
  const frames = (new Error('where').stack ?? '').split('\n').slice(1);
  const outside = frames.find((frame) => !/[\\/](define|declared-at)\.[jt]s/.test(frame)) ?? '';
  return /([^\\/]+\.[jt]s:\d+):\d+\)?$/.exec(outside)?.[1] ?? '';
}

/** SHA-256 of declarations: any change of one changes it, the line it stands on does not. */
export function declarationsId(declarations: readonly About[]): string {
  const declared = declarations.map((declaration) =>
    Object.fromEntries(Object.entries(declaration).filter(([member]) => member !== 'at')),
  );
  return sha256(canonicalJson(declared));
}

/** Runs a check; its error tells the file and line of the declaration too. */
export function placed(declaration: About, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw placedError(error, declaration);
  }
}

/** The same error, telling the file and line of the declaration too. */
export function placedError(error: unknown, declaration: About | undefined): unknown {
  if (!(error instanceof JzError) || !declaration?.at) return error;
  const { at, name } = declaration;
  return new JzError(error.code, { ...error.details, feature: `${name} (${at})`, at }, { cause: error });
}
