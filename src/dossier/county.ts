/**
 * A county opened for looking up single households: its ledger at the generation and day of a published list.
 */
import { countyOfLedger } from '../../features/county/build.ts';
import { reachOf, type Reach } from '../../features/sequences/build.ts';
import { sequenceChannels } from '../../features/sequences/channels.ts';
import { loadSignals, type SignalCatalogue } from '../../features/signals/config.ts';
import { isoDate, type IsoDate } from '../core/dates.ts';
import type { Matrix } from '../core/matrix.ts';
import type { DuckDb } from '../io/duckdb.ts';
import { happenedSql } from '../ledger/known-sql.ts';
import { openLedger, type Ledger } from '../ledger/open-ledger.ts';
import { loadPolicy, type Policy } from '../policy/index.ts';
import { isolateHousehold } from '../population/hypothetical.ts';
import { loadPapers, type Papers } from '../recommend/bundle.ts';
import type { LoadedScorer } from '../scoring/load.ts';
import { dayFile, ensureDay, featuresOf } from './day-file.ts';
import { holdInMemory } from './hold-in-memory.ts';

/** What to open. */
export interface CountyRequest {
  /** Data folder with lake/; features.parquet is written there when it is not. */
  readonly dataDirectory: string;
  readonly lake: string;
  /** Generation and day of the list that is served. */
  readonly generation: string;
  readonly asOf: string;
  readonly scorer: LoadedScorer;
}

/** Where a household is, and who lives there. */
export interface Home {
  /** Smallest region known, `''` when none is. */
  readonly region: string;
  /** Pseudonyms of those who live there on the day. */
  readonly people: readonly string[];
}

/** An open county. */
export interface County {
  readonly ledger: Ledger;
  readonly asOf: IsoDate;
  readonly scorer: LoadedScorer;
  /** GB/T 2260 code whose law holds. */
  readonly region: string;
  readonly policy: Policy;
  readonly signals: SignalCatalogue;
  readonly papers: Papers;
  /** How far the departments' rows reach. */
  readonly reach: ReadonlyMap<string, Reach>;
  /** One row of every declared feature; `null` for a household without members that day. */
  features(household: string): Promise<Matrix | null>;
  /** Where a household is and who lives there; `null` for an unknown household. */
  home(household: string): Promise<Home | null>;
  /** Work in a session whose ledger holds this household's rows alone. */
  alone<T>(household: string, work: (db: DuckDb) => Promise<T>): Promise<T>;
  close(): void;
}

/**
 * Opens the county.
 *
 * @throws JZ_LAKE_MISSING, JZ_HASH_MISMATCH, JZ_MANIFEST_MISSING, JZ_FEATURES_NO_HOUSEHOLDS
 */
export async function openCounty(request: CountyRequest): Promise<County> {
  const { dataDirectory, lake, generation, scorer } = request;
  const asOf = isoDate(request.asOf);
  const ledger = await openLedger(lake, { generation });
  const { db } = ledger;
  try {
    await holdInMemory(ledger);
    const file = dayFile(dataDirectory);
    await ensureDay(file, db, { generation, asOf });
    return {
      ...{ ledger, asOf, scorer, region: await countyOfLedger(db) },
      ...{ policy: await loadPolicy(), signals: await loadSignals({ asOf }), papers: await loadPapers() },
      reach: await reachOf(db, sequenceChannels, asOf),
      features: (household) => featuresOf(db, file, household),
      home: (household) => homeOf(db, asOf, household),
      alone: (household, work) => withSession(db, { asOf, household }, work),
      close: () => ledger.close(),
    };
  } catch (error) {
    ledger.close();
    throw error;
  }
}

async function withSession<T>(
  db: DuckDb,
  { asOf, household }: { readonly asOf: IsoDate; readonly household: string },
  work: (db: DuckDb) => Promise<T>,
): Promise<T> {
  const session = await db.session();
  try {
    await isolateHousehold(session, asOf, household);
    return await work(session);
  } finally {
    session.close();
  }
}

async function homeOf(db: DuckDb, asOf: IsoDate, household: string): Promise<Home | null> {
  const bound = { household, as_of: asOf };
  const { columns, nRows } = await db.texts(
    `SELECT arg_max(region_code, struct_pack(occurred_on, recorded_at, source_dept, source_row)) FROM household
     WHERE household_id = $household AND ${happenedSql()} GROUP BY household_id`,
    bound,
  );
  const people = await db.texts(
    `SELECT person_id FROM members_at(CAST($as_of AS DATE), CAST($as_of AS DATE)) WHERE household_id = $household
     ORDER BY person_id`,
    bound,
  );
  if (nRows === 0 && people.nRows === 0) return null;
  return { region: columns[0]?.[0] ?? '', people: (people.columns[0] ?? []).map((id) => id ?? '') };
}
