import * as z from 'zod';
import { JzError } from '../core/errors/index.ts';

/** Where a page ended. It names its run, so that later pages come from the same list. */
export interface Cursor {
  readonly run: string;
  readonly rank: number;
}

const cursorJson = z.tuple([z.string(), z.int().positive()]);

/** Writes a cursor as opaque text. */
export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.run, cursor.rank])).toString('base64url');
}

/**
 * Reads a cursor back.
 *
 * @throws JZ_CURSOR_INVALID when it is not one of ours
 */
export function decodeCursor(text: string): Cursor {
  const parsed = cursorJson.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
  if (!parsed.success) throw new JzError('JZ_CURSOR_INVALID');
  const [run, rank] = parsed.data;
  return { run, rank };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
