/**
 * Measures the quality of a ledger: what each department sent, how late, how consistent with the others.
 */
import { join } from 'node:path';
import { sqlIdentifier, type DuckDb } from '../../io/duckdb.ts';
import { openLedger, type Ledger } from '../open-ledger.ts';
import { ledgerTables } from '../schema/index.ts';
import { asksOf } from './asks.ts';
import { findContradictions, type Contradictions } from './contradictions.ts';
import { groupBy } from './group-by.ts';
import {
  departmentIntake,
  intakeParts,
  readIntake,
  shareOf,
  type DepartmentIntake,
  type FileFigures,
} from './intake.ts';
import { measureTimes, noTimes, type DepartmentTimes } from './lateness.ts';
import type { DepartmentQuality, QualityReport, ScoreParts } from './schema.ts';
import { faultScore, lagScore, lightOf, overall, round, steadinessScore } from './score.ts';
import { intakeTrend } from './trend.ts';
import { volumeBreaks } from './volume.ts';
import { departmentWords } from './words.ts';

/** What to measure. */
export interface QualityRequest {
  readonly lake: string;
  /** Default: the current generation. */
  readonly generation?: string;
  readonly threads?: number;
}

/**
 * Measures a generation.
 *
 * @throws JZ_LAKE_MISSING, JZ_HASH_MISMATCH
 */
export async function measureLedgerQuality(request: QualityRequest): Promise<QualityReport> {
  const { lake, ...options } = request;
  const ledger = await openLedger(lake, options);
  try {
    return await measure(lake, ledger);
  } finally {
    ledger.close();
  }
}

async function measure(lake: string, { db, generation, currency }: Ledger): Promise<QualityReport> {
  const intake = await readIntake(join(lake, generation));
  const times = await measureTimes(db);
  const contradictions = await findContradictions(db);
  const departments = [...groupBy(intake.files, ({ department }) => department)]
    .map(([department, files]) =>
      measureDepartment(department, files, times.get(department) ?? noTimes, contradictions),
    )
    .sort((a, b) => (a.score ?? 101) - (b.score ?? 101) || (a.department < b.department ? -1 : 1));
  const all = departmentIntake(intake.files);
  return {
    format: 1,
    generation,
    currency,
    knownUntil: await knownUntil(db),
    rowsIn: all.rowsIn,
    loaded: all.loaded,
    quarantined: all.quarantined,
    files: all.files,
    score: meanScore(departments),
    departments,
    checks: [...contradictions.checks],
    links: intake.links,
    unclaimed: intake.unclaimed,
    trend: await intakeTrend(lake, generation, times),
  };
}

function measureDepartment(
  department: string,
  files: readonly FileFigures[],
  times: DepartmentTimes,
  contradictions: Contradictions,
): DepartmentQuality {
  const intake = departmentIntake(files);
  const { persons, contradicted } = contradictions.departments.get(department) ?? {
    persons: 0,
    contradicted: 0,
  };
  const breaks = [...times.volumes].flatMap(([table, volumes]) => volumeBreaks(table, volumes));
  const parts = rounded({
    ...intakeParts(intake),
    consistency: persons === 0 ? null : faultScore('consistency', contradicted, persons),
    timeliness: times.p90Days === null ? null : lagScore(times.p90Days),
    steadiness: times.months.length === 0 ? null : steadinessScore(breaks.length),
  });
  const score = overall(parts);
  const { medianDays, p90Days, stock, months } = times;
  const figures = {
    department,
    title: departmentWords(department),
    score,
    light: lightOf(score, parts),
    parts,
    ...intakeFigures(intake),
    consistency: { persons, contradicted, share: shareOf(contradicted, persons) },
    timeliness: { medianDays, p90Days, stock, months: [...months] },
    volume: {
      months: months.map(({ month, rows }) => ({ month, rows })),
      tables: tableMonths(times),
      breaks,
    },
  };
  return { ...figures, asks: asksOf(figures, contradictions.checks) };
}

function tableMonths({ volumes }: DepartmentTimes): Record<string, { month: string; rows: number }[]> {
  const inOrder = (months: ReadonlyMap<string, number>) =>
    [...months].sort(([a], [b]) => (a < b ? -1 : 1)).map(([month, rows]) => ({ month, rows }));
  return Object.fromEntries([...volumes].map(([table, months]) => [table, inOrder(months)]));
}

function intakeFigures(intake: DepartmentIntake) {
  const { files, rowsIn, loaded, quarantined, duplicates, withoutValidNumber, invalidNumbers } = intake;
  return {
    files,
    rowsIn,
    loaded,
    quarantined,
    completeness: { filledShare: intake.filledShare, gaps: [...intake.gaps] },
    validity: {
      quarantinedShare: shareOf(quarantined, rowsIn),
      problems: [...intake.problems],
      repairedCells: intake.repairedCells,
    },
    uniqueness: { duplicates, share: shareOf(duplicates, rowsIn) },
    identity: { withoutValidNumber, share: shareOf(withoutValidNumber, intake.numberedRows), invalidNumbers },
  };
}

function rounded(parts: ScoreParts): ScoreParts {
  const round1 = (value: number | null): number | null => (value === null ? null : round(value));
  return {
    completeness: round1(parts.completeness),
    validity: round1(parts.validity),
    uniqueness: round1(parts.uniqueness),
    identity: round1(parts.identity),
    consistency: round1(parts.consistency),
    timeliness: round1(parts.timeliness),
    steadiness: round1(parts.steadiness),
  };
}

/** Large departments count more, but not as much more as they have rows. */
function meanScore(departments: readonly DepartmentQuality[]): number | null {
  let sum = 0;
  let weight = 0;
  for (const { score, rowsIn } of departments) {
    if (score === null) continue;
    const own = Math.log10(10 + rowsIn);
    sum += own * score;
    weight += own;
  }
  return weight === 0 ? null : round(sum / weight);
}

async function knownUntil(db: DuckDb): Promise<string | null> {
  const days = ledgerTables.map(({ name }) => `SELECT max(recorded_at) AS day FROM ${sqlIdentifier(name)}`);
  const [row] = await db.rows(`SELECT CAST(max(day) AS VARCHAR) AS day FROM (${days.join(' UNION ALL ')})`);
  return typeof row?.['day'] === 'string' ? row['day'] : null;
}
