/**
 * `review/links.csv` of a generation: pairs that linking leaves to a person, who fills in the decision and gives the
 * list to the next ingest.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { csvField } from '../../io/csv-record.ts';
import { explain, type LinkResult } from '../../linking/index.ts';

/** Column names of the list. */
export const reviewColumns = {
  alias: 'unlinked_id',
  person: 'person_id',
  decision: '决定',
  probability: 'probability',
} as const;

/** One row of the list, undecided. */
export function reviewLine(
  alias: string,
  person: string,
  { probability, agreement }: Pick<LinkResult, 'probability' | 'agreement'>,
): string {
  const { zh, en } = agreement === null ? { zh: '', en: '' } : explain(agreement);
  return [alias, person, '', probability.toFixed(4), zh, en].map(csvField).join(',');
}

/** Writes the list; without a row, no list. */
export async function writeReviewList(folder: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  await mkdir(join(folder, 'review'), { recursive: true });
  const header = [...Object.values(reviewColumns), '说明', 'explanation'].join(',');
  const text = [header, ...[...new Set(lines)].sort()].join('\n');
  await writeFile(join(folder, 'review', 'links.csv'), `\ufeff${text}\n`);
}
