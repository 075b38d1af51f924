/**
 * What an ingest tells its caller.
 */
import { join } from 'node:path';
import type { Generation } from './lake/generation.ts';
import type { LoadedFile } from './load/load-file.ts';
import type { LinkFigures } from './persons/link-strangers.ts';
import type { RowProblem } from './load/quarantine.ts';

/** What became of one file. */
export interface IngestedFile {
  readonly department: string;
  readonly file: string;
  readonly rowsIn: number;
  readonly loaded: number;
  readonly quarantined: number;
  readonly expectedBadShare: number;
  readonly ignoredColumns: readonly string[];
  /** Path of the file with the rejected rows. */
  readonly quarantineFile: string | null;
}

/** What an ingest did. `rowsIn = loaded + quarantined`, in all and for each file. */
export interface IngestResult {
  readonly generation: string;
  readonly parent: string | null;
  /** True when the lake already held these very files under this mapping: nothing was written. */
  readonly unchanged: boolean;
  readonly rowsIn: number;
  readonly loaded: number;
  readonly quarantined: number;
  readonly files: readonly IngestedFile[];
  /** The first problems of each file. */
  readonly problems: readonly RowProblem[];
  readonly quarantineFiles: readonly string[];
  /** Data files of the folder that no source of the mapping claims. */
  readonly unclaimed: readonly string[];
  /** How persons without a valid number were linked; null when there were none. */
  readonly links: LinkFigures | null;
  /** A key file that was made for this lake; null when there was one. Keep a copy of it. */
  readonly keysMade: string | null;
  /** Whether some file has more bad rows than its mapping expects. */
  readonly tooManyBad: boolean;
}

/** The result of a published generation. */
export function publishedResult(
  lake: string,
  names: { generation: string; parent: string | null },
  loaded: readonly LoadedFile[],
): IngestResult {
  const files = loaded.map((one) => ingestedFile(join(lake, names.generation), one));
  return {
    ...names,
    unchanged: false,
    ...totals(files),
    files,
    problems: loaded.flatMap((file) => file.quarantined.problems),
    quarantineFiles: files.flatMap((file) => file.quarantineFile ?? []),
    unclaimed: [],
    links: null,
    keysMade: null,
    tooManyBad: files.some((file) => file.quarantined > file.expectedBadShare * file.rowsIn),
  };
}

/** The result when there was nothing new; the totals are the whole lake's. */
export function unchangedResult({ name, facts }: Generation): IngestResult {
  return {
    generation: name,
    parent: facts.parent,
    unchanged: true,
    ...totals(facts.sources),
    files: [],
    problems: [],
    quarantineFiles: [],
    unclaimed: [],
    links: null,
    keysMade: null,
    tooManyBad: false,
  };
}

function ingestedFile(folder: string, loaded: LoadedFile): IngestedFile {
  const { file, rowsIn, quarantined } = loaded;
  return {
    department: file.source.department,
    file: file.name,
    rowsIn,
    loaded: loaded.loaded,
    quarantined: quarantined.rows,
    expectedBadShare: file.source.expected_bad_share,
    ignoredColumns: loaded.ignoredColumns,
    quarantineFile: quarantined.path === null ? null : join(folder, quarantined.path),
  };
}

interface Counts {
  readonly rowsIn: number;
  readonly loaded: number;
  readonly quarantined: number;
}

function totals(files: readonly Counts[]): Counts {
  return files.reduce(
    (sum, file) => ({
      rowsIn: sum.rowsIn + file.rowsIn,
      loaded: sum.loaded + file.loaded,
      quarantined: sum.quarantined + file.quarantined,
    }),
    { rowsIn: 0, loaded: 0, quarantined: 0 },
  );
}
