/**
 * What happens to the list when a department is late: its rows become known so many days later, the model stays.
 */
import { compareLists, type LateChange, type LateStudy } from '../../../eval/index.ts';
import { stackLogOdds, type Stack } from '../../../models/stack/model.ts';
import type { IsoDate } from '../../../src/core/dates.ts';
import type { Progress } from '../../../src/core/progress.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { sqlIdentifier, type DuckDb } from '../../../src/io/duckdb.ts';
import { ledgerTables } from '../../../src/ledger/schema/index.ts';
import { cohortDays, computeFeatureDays, modelRows, type CohortDay, type DaySource } from '../days.ts';
import { testRows } from '../test-rows.ts';
import { tieBreaks } from './ties.ts';

/** Late by a month: what most data agreements allow. */
const DAYS = 30;
/** Who lives where stays known: a list needs households. */
const prompt = new Set(['household', 'membership', 'person', 'vital_event']);
const late = ledgerTables.map(({ name }) => name).filter((name) => !prompt.has(name));

/** A model and a list of one date. */
export interface LateParts {
  readonly stack: Stack;
  readonly asOf: IsoDate;
  /** Looked at one by one, beside all at once; absent: every one that sent rows. */
  readonly departments?: readonly string[];
}

/** Compares the list of one date with the lists of the same model when all, or one department's, rows come late. */
export async function lateStudy(
  source: DaySource,
  { stack, asOf, departments: asked }: LateParts,
  progress: Progress,
): Promise<LateStudy | null> {
  const { config } = source;
  const departments = [null, ...(asked ?? (await departmentsIn(source.db)))];
  const rows = await testRows(source, [asOf]);
  const label = rows.labels[0]!;
  let p: Float64Array | null = null;
  for await (const day of cohortDays(source, [asOf])) p = scoreOf(stack, day);
  if (p === null) return null;
  const changes: LateChange[] = [];
  for (const [i, department] of departments.entries()) {
    const instead = await scoresWhenLate(source, { stack, asOf, department }, rows.households);
    const rng = seededRng(`${config.seed}/late`);
    const pair = { p, instead, tieBreak: tieBreaks(rows.households), share: config.capacity };
    changes.push({ department, change: compareLists(rows, label, { ...pair, rng, draws: config.draws }) });
    progress('数据迟到 / late data', i + 1, departments.length);
  }
  const [all, ...each] = changes;
  each.sort((a, b) => a.change.difference - b.change.difference || a.change.kept - b.change.kept);
  const listed = [...(all ? [all] : []), ...each.filter(({ change }) => change.kept < 1)];
  return { asOf, days: DAYS, share: config.capacity, label: label.title, departments: listed };
}

function scoreOf(stack: Stack, day: Pick<CohortDay, 'asOf' | 'households' | 'regions' | 'X' | 'signals'>) {
  return stackLogOdds(stack, modelRows(day, stack.features));
}

async function departmentsIn(db: DuckDb): Promise<string[]> {
  const each = late.map((name) => `SELECT DISTINCT source_dept FROM ${sqlIdentifier(name)}`);
  const { columns } = await db.texts(
    `SELECT DISTINCT source_dept FROM (${each.join(' UNION ALL ')}) ORDER BY 1`,
  );
  return columns[0]!.flatMap((code) => (code === null ? [] : [code]));
}

interface LateRun {
  readonly stack: Stack;
  readonly asOf: IsoDate;
  readonly department: string | null;
}

/** Scores of the households; those that would not be looked at then are last. */
async function scoresWhenLate(
  { db, config }: DaySource,
  { stack, asOf, department }: LateRun,
  households: readonly string[],
): Promise<Float64Array> {
  const session = await db.session();
  try {
    await session.run(
      'CREATE TEMP TABLE late_by AS SELECT $days::INTEGER AS days, $department::VARCHAR AS code',
      {
        ...{ days: DAYS, department },
      },
    );
    for (const name of late) await session.run(lateViewSql(name));
    const scores = new Map<string, number>();
    for await (const day of computeFeatureDays({ db: session, config }, [asOf])) {
      const p = scoreOf(stack, day);
      for (const [i, id] of day.households.entries()) scores.set(id, p[i]!);
    }
    return Float64Array.from(households, (id) => scores.get(id) ?? Number.NEGATIVE_INFINITY);
  } finally {
    session.close();
  }
}

/** The table as it would have been: rows of the late department (of all, where none is named) known later. */
function lateViewSql(name: string): string {
  const table = sqlIdentifier(name);
  const later = 'CASE WHEN l.code IS NULL OR l.code = t.source_dept THEN l.days ELSE 0 END';
  return `CREATE TEMP VIEW ${table} AS
    SELECT t.* REPLACE (t.recorded_at + ${later} AS recorded_at, t.superseded_at + ${later} AS superseded_at)
    FROM memory.main.${table} AS t, late_by AS l`;
}
