/**
 * Signals of one household with the rows they stand on.
 */
import { countyFeatures } from '../../features/county/index.ts';
import { evidenceRows, type EvidenceRow } from '../../features/engine/evidence.ts';
import { levels, type Level, type SignalCatalogue } from '../../features/signals/config.ts';
import { COMPOSITE, fireSignals } from '../../features/signals/evaluate.ts';
import { signalRows, type SignalRow } from '../../features/signals/list.ts';
import type { IsoDate } from '../core/dates.ts';
import type { Matrix } from '../core/matrix.ts';
import type { DuckDb } from '../io/duckdb.ts';
import { findTable } from '../ledger/schema/index.ts';
import type { LedgerColumn } from '../ledger/schema/table.ts';
import { cellWords, type Words } from './coded.ts';
import { sourceOf, type Source } from './source.ts';

/** A row a signal stands on. */
export interface Evidence {
  readonly feature: Words & { readonly name: string };
  readonly table: Words & { readonly name: string };
  readonly on: string;
  readonly knownOn: string;
  readonly personId: string | null;
  readonly source: Source;
  readonly cells: readonly (Words & {
    readonly column: string;
    readonly value: string;
    readonly valueZh: string;
    readonly valueEn: string;
  })[];
}

/** A signal. */
export interface HouseholdSignal {
  readonly code: string;
  readonly family: string;
  readonly level: Level;
  readonly title: Words;
  readonly says: Words;
  readonly expiresOn: string;
  readonly evidence: readonly Evidence[];
}

/** Rows told of one feature; the rest are behind `jiuzhu features --explain`. */
const TOLD = 12;
const byName = new Map(countyFeatures.map((feature) => [feature.name, feature]));

/**
 * Signals that fire on a day, most urgent first.
 *
 * @param db a session that holds the household's rows alone
 * @param features its row of every declared feature
 */
export async function signalsOf(
  db: DuckDb,
  catalogue: SignalCatalogue,
  {
    asOf,
    household,
    features,
  }: { readonly asOf: IsoDate; readonly household: string; readonly features: Matrix },
): Promise<HouseholdSignal[]> {
  const day = { asOf, households: [household], matrix: features, features: countyFeatures };
  const rows = [...signalRows(fireSignals(catalogue, features), catalogue, day)];
  rows.sort((a, b) => levels.indexOf(b.level) - levels.indexOf(a.level));
  const signals: HouseholdSignal[] = [];
  const known = new Map<string, Evidence[]>();
  for (const row of rows) signals.push({ ...toldOf(row), evidence: await evidenceOf(db, row, known) });
  return signals;
}

function toldOf({
  code,
  family,
  level,
  title,
  says,
  expiresOn,
}: SignalRow): Omit<HouseholdSignal, 'evidence'> {
  return { code, family, level, title, says, expiresOn };
}

/** A feature's rows are read once; the composite stands on the signals told beside it. */
async function evidenceOf(
  db: DuckDb,
  { code, household, asOf, evidence }: SignalRow,
  known: Map<string, Evidence[]>,
): Promise<Evidence[]> {
  const told: Evidence[] = [];
  for (const name of code === COMPOSITE ? [] : evidence) {
    const feature = byName.get(name);
    if (!feature) continue;
    const request = { household, asOf, featureNamed: (of: string) => byName.get(of) };
    const own =
      known.get(name) ??
      (await evidenceRows(db, feature, request))
        .slice(0, TOLD)
        .map((row) => rowOf(row, { name, ...feature.title }));
    known.set(name, own);
    told.push(...own);
  }
  return told;
}

/** Sensitive text that is neither money nor a code with a meaning: more than a visit needs. */
function isDiagnosis({ sensitivity, type, codes }: LedgerColumn): boolean {
  return sensitivity === 'sensitive' && type === 'VARCHAR' && codes === undefined;
}

function rowOf(row: EvidenceRow, feature: Evidence['feature']): Evidence {
  const table = findTable(row.table);
  const cells = Object.entries(row.values).flatMap(([column, value]) => {
    const declared = table?.own.find(({ name }) => name === column);
    if (!declared || isDiagnosis(declared)) return [];
    const words = cellWords(declared, value);
    return [{ column, zh: declared.zh, en: declared.en, value, valueZh: words.zh, valueEn: words.en }];
  });
  return {
    feature,
    table: { name: row.table, zh: table?.zh ?? row.table, en: table?.en ?? row.table },
    on: row.occurredOn,
    knownOn: row.recordedAt,
    personId: row.personId,
    source: sourceOf(row.sourceDept, row.sourceFile, row.sourceRow),
    cells,
  };
}
