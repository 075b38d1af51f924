/**
 * Publishes a list of signals as CSV or NDJSON, with its manifest.
 */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Json } from '../../src/core/json.ts';
import { csvField } from '../../src/io/csv-record.ts';
import type { Manifest } from '../../src/io/manifest.ts';
import { publishFile } from '../../src/io/publish.ts';
import { levelNames, type SignalRow } from './list.ts';

const header = [
  'household_id',
  'as_of',
  'level',
  '级别',
  'code',
  'family',
  '信号',
  'signal',
  '说明',
  'says',
  'expires_on',
];

/** Writes the rows; the ending of the path says which form. */
export async function publishSignals(
  path: string,
  rows: Iterable<SignalRow>,
  facts: Readonly<Record<string, Json>>,
): Promise<Manifest> {
  return publishFile('signals', path, async (temporary) => {
    await pipeline(path.endsWith('.csv') ? csvLines(rows) : jsonLines(rows), createWriteStream(temporary));
    return facts;
  });
}

function* csvLines(rows: Iterable<SignalRow>): Generator<string> {
  yield `\uFEFF${header.map(csvField).join(',')}\n`;
  for (const { household, asOf, level, code, family, title, says, expiresOn } of rows) {
    const cells = [
      household,
      asOf,
      level,
      levelNames[level].zh,
      code,
      family,
      title.zh,
      title.en,
      says.zh,
      says.en,
      expiresOn,
    ];
    yield `${cells.map(csvField).join(',')}\n`;
  }
}

function* jsonLines(rows: Iterable<SignalRow>): Generator<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`;
}
