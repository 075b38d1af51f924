/**
 * Reads a published list of signals back: the next one stands on it.
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { isoDate, type IsoDate } from '../../src/core/dates.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { parseCsvRecord } from '../../src/io/csv-record.ts';
import { verifyManifest, type Manifest } from '../../src/io/manifest.ts';
import { levels } from './config.ts';
import { statuses, type RaisedSignal } from './raise.ts';

/** A list of an earlier date. */
export interface SignalList {
  readonly manifest: Manifest;
  readonly asOf: IsoDate;
  readonly rows: readonly RaisedSignal[];
}

const date = z.iso.date().transform((text) => isoDate(text));
const bilingual = z.object({ zh: z.string(), en: z.string() });
const rowSchema = z.object({
  household: z.string().min(1),
  asOf: date,
  status: z.enum(statuses),
  level: z.enum(levels),
  code: z.string().min(1),
  family: z.string(),
  title: bilingual,
  says: bilingual,
  evidence: z.array(z.string()),
  toldLevel: z.enum(levels),
  raisedOn: date,
  seenOn: date,
  expiresOn: date,
});

/**
 * Reads a list in either form, after checking it against its manifest.
 *
 * @param before day the list must be earlier than
 * @throws JZ_MANIFEST_MISSING, JZ_HASH_MISMATCH, JZ_SIGNALS_PREVIOUS naming file and line
 */
export async function readSignalList(file: string, before: IsoDate): Promise<SignalList> {
  const manifest = await verifyManifest(`${file}.manifest.json`);
  const refuse = (problem: string): JzError => new JzError('JZ_SIGNALS_PREVIOUS', { file, problem });
  const { asOf } = manifest.facts;
  if (manifest.kind !== 'signals' || typeof asOf !== 'string') throw refuse(`it is a ${manifest.kind}`);
  if (asOf >= before) throw refuse(`it is as of ${asOf}, not before ${before}`);
  const rows: RaisedSignal[] = [];
  let line = 0;
  for await (const record of file.endsWith('.csv') ? csvRecords(file) : jsonRecords(file)) {
    line++;
    const parsed = rowSchema.safeParse(record);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw refuse(`row ${line}, ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
    }
    rows.push(parsed.data);
  }
  return { manifest, asOf: isoDate(asOf), rows };
}

async function* jsonRecords(file: string): AsyncGenerator {
  for await (const line of createInterface({ input: createReadStream(file) })) yield parsedJson(line);
}

function parsedJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

async function* csvRecords(file: string): AsyncGenerator {
  let header: string[] | null = null;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const cells = parseCsvRecord(line.replace(/^\uFEFF/, ''), ',');
    if (header === null) header = cells;
    else yield recordOf(new Map(header.map((name, i) => [name, cells[i]])));
  }
}

function recordOf(cell: ReadonlyMap<string, string | undefined>): unknown {
  const evidence = cell.get('evidence') ?? '';
  return {
    household: cell.get('household_id'),
    asOf: cell.get('as_of'),
    status: cell.get('status'),
    level: cell.get('level'),
    code: cell.get('code'),
    family: cell.get('family'),
    title: { zh: cell.get('信号'), en: cell.get('signal') },
    says: { zh: cell.get('说明'), en: cell.get('says') },
    evidence: evidence === '' ? [] : evidence.split(' '),
    toldLevel: cell.get('told_level'),
    raisedOn: cell.get('raised_on'),
    seenOn: cell.get('seen_on'),
    expiresOn: cell.get('expires_on'),
  };
}
