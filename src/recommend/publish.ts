/**
 * Publishes everybody's findings as CSV or NDJSON.
 */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Json } from '../core/json.ts';
import { csvField } from '../io/csv-record.ts';
import type { Manifest } from '../io/manifest.ts';
import { publishFile } from '../io/publish.ts';
import type { Policy } from '../policy/index.ts';
import { findingWords, paidBy, type Recommendation } from './finding.ts';

const header = [
  'household_id',
  'rank',
  'finding',
  '结论',
  'item',
  '事项',
  '部门',
  '金额_元',
  'period',
  'opens_or_with',
  '一件事',
  '差额_元',
  '说明',
  'says',
];

/** Bytes handed to the file at once. */
const BLOCK = 1 << 18;

/** Writes the findings; the ending of the path says which form. */
export async function publishFindings(
  path: string,
  policy: Policy,
  findings: Iterable<Recommendation>,
  facts: () => Readonly<Record<string, Json>>,
): Promise<Manifest> {
  return publishFile('recommendations', path, async (temporary) => {
    const lines = path.endsWith('.csv') ? csvLines(policy, findings) : jsonLines(findings);
    await pipeline(blocks(lines), createWriteStream(temporary));
    return facts();
  });
}

function* csvLines(policy: Policy, findings: Iterable<Recommendation>): Generator<string> {
  const items = new Map(
    policy.items.map(({ id, title, department, kind }) => [
      id,
      { names: `${csvField(id)},${csvField(title.zh)},${csvField(department.zh)}`, kind },
    ]),
  );
  yield `\uFEFF${header.join(',')}\n`;
  for (const {
    household,
    rank,
    finding,
    item: id,
    amountFen,
    with: others,
    bundle,
    marginFen,
    zh,
    en,
  } of findings) {
    const item = items.get(id);
    const ends = `${others.join(' ')},${bundle ?? ''},${yuan(marginFen)},${csvField(zh)},${csvField(en)}`;
    const period = item ? paidBy(finding, item.kind) : '';
    yield `${csvField(household)},${rank},${finding},${findingWords[finding].zh},${item?.names ?? id},${yuan(amountFen)},${period},${ends}\n`;
  }
}

function yuan(fen: number | null): string {
  return fen === null ? '' : (fen / 100).toFixed(2);
}

function* jsonLines(findings: Iterable<Recommendation>): Generator<string> {
  for (const finding of findings) yield `${JSON.stringify(finding)}\n`;
}

/** Lines joined, so that the file is written in few large pieces. */
function* blocks(lines: Iterable<string>): Generator<string> {
  let block = '';
  for (const line of lines) {
    block += line;
    if (block.length < BLOCK) continue;
    yield block;
    block = '';
  }
  yield block;
}
