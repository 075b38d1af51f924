/**
 * `quality.json` of a generation: figures by file and column, files nobody claimed, how linking went.
 */
import type { Json } from '../../core/json.ts';
import type { FinishedDelivery } from './finish.ts';
import type { LoadedFile } from './load-file.ts';
import { qualityJson } from './quality.ts';

/** The report as JSON; files of earlier generations bring their own figures. */
export function qualityReport(
  { loaded, links }: FinishedDelivery,
  { inherited, unclaimed }: { readonly inherited: readonly Json[]; readonly unclaimed: readonly string[] },
): Json {
  return {
    format: 1,
    files: [...inherited, ...loaded.map(fileJson)],
    unclaimed,
    links: links === null ? null : { ...links },
  };
}

function fileJson(one: LoadedFile): Json {
  return {
    department: one.file.source.department,
    title: one.file.source.title ?? '',
    file: one.file.name,
    encoding: one.encoding,
    rowsIn: one.rowsIn,
    loaded: one.loaded,
    quarantined: one.quarantined.rows,
    quarantinedByCode: one.quarantined.byCode,
    withoutValidNumber: one.persons.pending,
    invalidNumbers: one.persons.invalidNumbers,
    warnings: one.warnings.map(({ code, zh, en }) => ({ code, zh, en })),
    ignoredColumns: one.ignoredColumns,
    columns: qualityJson(one.quality),
  };
}
