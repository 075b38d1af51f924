/**
 * What visits found, back to the ledger: a department's file and its mapping, for `jiuzhu ingest`.
 */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { IsoDate } from '../core/dates.ts';
import { csvField } from '../io/csv-record.ts';
import type { Manifest } from '../io/manifest.ts';
import { publishFolder } from '../io/publish.ts';
import { concludedVisits, type ConcludedVisit, type Store } from '../store/index.ts';
import { findingsOf } from './findings.ts';

/** The folder's kind: an earlier one of the same name may be replaced. */
const KIND = 'alert-outcomes';

/** Columns of the file; money in fen, so that nothing is rounded. */
const columns: readonly (readonly [string, (visit: ConcludedVisit) => string | number | null])[] = [
  ['核查编号', (visit) => `${visit.alert_id}-${visit.sequence}`],
  ['户编码', (visit) => visit.household_id],
  ['核查日期', (visit) => visit.visited_on],
  ['录入日期', (visit) => visit.concluded_on],
  ['核实结论', (visit) => visit.outcome],
  ['共同生活人口数', (visit) => findingsOf(visit.findings).members],
  ['工资性收入', (visit) => findingsOf(visit.findings).wage_fen],
  ['生产经营性净收入', (visit) => findingsOf(visit.findings).business_fen],
  ['财产性收入', (visit) => findingsOf(visit.findings).property_fen],
  ['转移性收入', (visit) => findingsOf(visit.findings).transfer_fen],
  ['合规自付支出', (visit) => findingsOf(visit.findings).medical_self_paid_fen],
  ['教育支出', (visit) => findingsOf(visit.findings).education_fen],
  ['主要原因', (visit) => findingsOf(visit.findings).cause],
  ['随机抽查', (visit) => (visit.source === 'audit' ? 1 : 0)],
];

/** How many visits went back. */
export interface GivenBack {
  readonly folder: string;
  readonly visits: number;
  readonly manifest: Manifest;
}

/**
 * Publishes the visits concluded within some days (both included) as a folder that `jiuzhu ingest` takes:
 * `alert-visits-FROM-TO.csv` and `mapping.yaml`. The same days give the same bytes.
 *
 * @throws JZ_OUTPUT_EXISTS when the folder holds anything else
 */
export async function giveBackVisits(
  store: Store,
  out: string,
  { from, to }: { readonly from: IsoDate; readonly to: IsoDate },
): Promise<GivenBack> {
  const visits = concludedVisits(store, from, to);
  const parent = dirname(out);
  await mkdir(parent, { recursive: true });
  const { folder, manifest } = await publishFolder(
    KIND,
    { parent, name: basename(out), replace: KIND },
    async (working) => {
      const name = `alert-visits-${from.replaceAll('-', '')}-${to.replaceAll('-', '')}.csv`;
      await writeFile(join(working, name), csv(visits));
      await copyFile(
        fileURLToPath(new URL('visits-mapping.yaml', import.meta.url)),
        join(working, 'mapping.yaml'),
      );
      return { facts: { from, to, visits: visits.length } };
    },
  );
  return { folder, visits: visits.length, manifest };
}

function csv(visits: readonly ConcludedVisit[]): string {
  const lines = visits.map((visit) =>
    columns.map(([, cell]) => csvField(String(cell(visit) ?? ''))).join(','),
  );
  return `\uFEFF${[columns.map(([name]) => name).join(','), ...lines].join('\n')}\n`;
}
