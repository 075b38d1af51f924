/**
 * Publishes a list of signals as CSV or NDJSON, with its manifest.
 */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Json } from '../../src/core/json.ts';
import { csvField } from '../../src/io/csv-record.ts';
import type { Manifest } from '../../src/io/manifest.ts';
import { publishFile } from '../../src/io/publish.ts';
import type { Bilingual } from '../declaration.ts';
import type { Level } from './config.ts';
import { levelNames } from './list.ts';
import type { RaisedSignal, Status } from './raise.ts';

/** The words of where a signal stands. */
export const statusNames: Readonly<Record<Status, Bilingual>> = {
  new: { zh: '新发', en: 'new' },
  worse: { zh: '加重', en: 'worse' },
  ongoing: { zh: '持续', en: 'ongoing' },
  unseen: { zh: '本期未见', en: 'not seen this time' },
  ended: { zh: '已到期', en: 'ended' },
};

/** Columns of the CSV. */
const columns: readonly (readonly [string, (row: RaisedSignal) => string])[] = [
  ['household_id', (row) => row.household],
  ['as_of', (row) => row.asOf],
  ['status', (row) => row.status],
  ['状态', (row) => statusNames[row.status].zh],
  ['level', (row) => row.level],
  ['级别', (row) => levelNames[row.level].zh],
  ['code', (row) => row.code],
  ['family', (row) => row.family],
  ['信号', (row) => row.title.zh],
  ['signal', (row) => row.title.en],
  ['说明', (row) => row.says.zh],
  ['says', (row) => row.says.en],
  ['evidence', (row) => row.evidence.join(' ')],
  ['told_level', (row) => row.toldLevel],
  ['raised_on', (row) => row.raisedOn],
  ['seen_on', (row) => row.seenOn],
  ['expires_on', (row) => row.expiresOn],
];

/** How many signals of a list stand where, and the levels of those seen on its date. */
export interface ListCounts {
  readonly statuses: Readonly<Record<Status, number>>;
  readonly levels: Readonly<Record<Level, number>>;
}

/** Writes the rows; the ending of the path says which form. The manifest has the counts beside the facts given. */
export async function publishSignals(
  path: string,
  rows: Iterable<RaisedSignal>,
  facts: Readonly<Record<string, Json>> & { readonly asOf: string },
): Promise<{ manifest: Manifest; counts: ListCounts }> {
  const counts = {
    statuses: { new: 0, worse: 0, ongoing: 0, unseen: 0, ended: 0 },
    levels: { red: 0, orange: 0, yellow: 0, blue: 0 },
  };
  const counted = function* (): Generator<RaisedSignal> {
    for (const row of rows) {
      counts.statuses[row.status]++;
      if (row.seenOn === row.asOf) counts.levels[row.level]++;
      yield row;
    }
  };
  const manifest = await publishFile('signals', path, async (temporary) => {
    const lines = path.endsWith('.csv') ? csvLines(counted()) : jsonLines(counted());
    await pipeline(lines, createWriteStream(temporary));
    return { ...facts, ...counts };
  });
  return { manifest, counts };
}

function* csvLines(rows: Iterable<RaisedSignal>): Generator<string> {
  yield `\uFEFF${columns.map(([name]) => csvField(name)).join(',')}\n`;
  for (const row of rows) yield `${columns.map(([, cell]) => csvField(cell(row))).join(',')}\n`;
}

/** Members in this order, so that the same list gives the same bytes however it came to be. */
const members = [
  ...['household', 'asOf', 'status', 'level', 'code', 'family', 'title', 'says', 'zh', 'en', 'evidence'],
  ...['toldLevel', 'raisedOn', 'seenOn', 'expiresOn'],
];

function* jsonLines(rows: Iterable<RaisedSignal>): Generator<string> {
  for (const row of rows) yield `${JSON.stringify(row, members)}\n`;
}
