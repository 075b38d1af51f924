/**
 * A file's header against what its mapping needs.
 */
import { JzError } from '../../core/errors/index.ts';
import type { SourceSpec } from '../mapping/schema.ts';

/** @throws JZ_COLUMN_DUPLICATE, JZ_DELIMITER_WRONG, JZ_COLUMN_MISSING */
export function checkHeader(file: string, header: readonly string[], source: SourceSpec): void {
  const repeated = header.find((name, i) => header.indexOf(name) !== i);
  if (repeated !== undefined)
    throw new JzError('JZ_COLUMN_DUPLICATE', { file, column: repeated || '(empty)' });
  const [only] = header;
  const other = [',', ';', '\t', '|'].find(
    (mark) => header.length === 1 && mark !== source.delimiter && only?.includes(mark),
  );
  if (other !== undefined)
    throw new JzError('JZ_DELIMITER_WRONG', { file, value: shown(other), expected: shown(source.delimiter) });
  const missing = Object.keys(source.columns).find((name) => !header.includes(name));
  if (missing !== undefined) throw new JzError('JZ_COLUMN_MISSING', { file, column: missing });
}

function shown(delimiter: string): string {
  return delimiter === '\t' ? 'TAB' : delimiter;
}
