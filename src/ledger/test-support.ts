/**
 * Small deliveries for the ledger's tests: a mapping, files, a lake, all in a folder that is removed afterwards.
 */
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { silent } from '../core/progress.ts';
import { ingest, type IngestResult } from './ingest.ts';

/** The columns of the small file. */
export const smallHeader = 'household_id,year,quarter,region,weight,income,per_head,members,sold';

/** A mapping for the small file; `extra` lines join the source, `changes` replace text. */
export function smallMapping(changes: Readonly<Record<string, string>> = {}): string {
  const text = `mapping: 1
title: small
currency: ARS
sources:
  - department: office
    files: "*.*"
    occurred_on: { quarter_end: { year: year, quarter: quarter } }
    recorded_at: { quarter_end: { year: year, quarter: quarter }, plus_days: 30 }
    unique: [household_id, year, quarter]
    expected_bad_share: 0
    columns:
      household_id: { type: text, required: true, max_length: 20 }
      year: { type: year }
      quarter: { type: quarter }
      region: { type: code, values: [1, 40] }
      weight: { type: decimal, min: 0 }
      income: { type: amount, minor_units: 100, min: 0 }
      per_head: { type: amount, minor_units: 100, extra_decimals: round, min: 0 }
      members: { type: integer, required: true, min: 1, max: 60 }
      sold: { type: code, values: [0, 1] }
    rows:
      - table: household
        columns: { household_id: { from: household_id }, region_code: { from: region }, weight: { from: weight } }
      - table: income_month
        columns:
          { household_id: { from: household_id }, month: { month_of: occurred_on }, kind: { value: total }, amount_fen: { from: income } }
      - table: income_month
        columns:
          { household_id: { from: household_id }, month: { month_of: occurred_on }, kind: { value: per_capita }, amount_fen: { from: per_head } }
    observations:
      household_id: household_id
      codes: { members: members.total, sold: coping.sold_belongings }
`;
  return Object.entries(changes).reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`the small mapping has no ${from}`);
    return changed.replace(from, () => to);
  }, text);
}

/** A folder with a mapping, a delivery folder and a lake. */
export interface Bench {
  readonly root: string;
  readonly directory: string;
  readonly mappingFile: string;
  readonly lake: string;
  /** Writes a file of the delivery; `.gz` names are compressed. */
  send(name: string, content: string | Uint8Array): Promise<string>;
  map(text: string): Promise<void>;
  ingest(threads?: number): Promise<IngestResult>;
  remove(): Promise<void>;
}

/** Makes a bench with the small mapping. */
export async function makeBench(): Promise<Bench> {
  const root = await mkdtemp(join(tmpdir(), 'jiuzhu-ledger-'));
  const directory = join(root, 'delivery');
  const mappingFile = join(root, 'mapping.yaml');
  const lake = join(root, 'lake');
  await mkdir(directory);
  await writeFile(mappingFile, smallMapping());
  return {
    root,
    directory,
    mappingFile,
    lake,
    send: async (name, content) => {
      const path = join(directory, name);
      await writeFile(
        path,
        name.endsWith('.gz') && typeof content === 'string' ? gzipSync(content) : content,
      );
      return path;
    },
    map: (text) => writeFile(mappingFile, text),
    ingest: (threads) =>
      ingest({
        directory,
        mappingFile,
        lakeDirectory: lake,
        progress: silent,
        ...(threads === undefined ? {} : { threads }),
      }),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

/** A CSV of the small file from its data lines. */
export function smallCsv(...lines: readonly string[]): string {
  return `${[smallHeader, ...lines].join('\n')}\n`;
}
