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
import type { Finding, Recommendation } from './finding.ts';

const words: Readonly<Record<Finding, readonly [zh: string, en: string]>> = {
  entitled: ['符合未享受', 'entitled, not held'],
  ask: ['待核实', 'to be asked'],
  review: ['在享待复核', 'held, to be reviewed'],
  overlap: ['救助叠加', 'overlap'],
};

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
];

/** Writes the findings; the ending of the path says which form. */
export async function publishFindings(
  path: string,
  policy: Policy,
  findings: Iterable<Recommendation>,
  facts: () => Readonly<Record<string, Json>>,
): Promise<Manifest> {
  return publishFile('recommendations', path, async (temporary) => {
    const lines = path.endsWith('.csv') ? csvLines(policy, findings) : jsonLines(findings);
    await pipeline(lines, createWriteStream(temporary));
    return facts();
  });
}

function* csvLines(policy: Policy, findings: Iterable<Recommendation>): Generator<string> {
  const items = new Map(policy.items.map((item) => [item.id, item]));
  yield `\uFEFF${header.join(',')}\n`;
  for (const { household, rank, finding, item: id, amountFen, with: others } of findings) {
    const item = items.get(id);
    const amount = amountFen === null ? '' : (amountFen / 100).toFixed(2);
    const cells = [
      household,
      String(rank),
      finding,
      words[finding][0],
      id,
      item?.title.zh ?? id,
      item?.department.zh ?? '',
      amount,
      item?.kind ?? '',
      others.join(' '),
    ];
    yield `${cells.map(csvField).join(',')}\n`;
  }
}

function* jsonLines(findings: Iterable<Recommendation>): Generator<string> {
  for (const finding of findings) yield `${JSON.stringify(finding)}\n`;
}
