/**
 * Cohorts and labels: who was not poor on each as-of date, and who was found poor a horizon later.
 */
import { buildFeatures, panelCatalogue, type BuiltFeatures } from '../../features/index.ts';
import type { IsoDate } from '../../src/core/dates.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { countPositives, selectColumns, takeRows, type Matrix } from '../../src/core/matrix.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { cohortRows, POOR_FLAG } from '../../src/scoring/cohort.ts';
import { labelDate, type PanelConfig } from './config.ts';

/** One part of the time line. */
export interface Part {
  readonly asOf: readonly IsoDate[];
  readonly X: Matrix;
  readonly y: Uint8Array;
  /** Number of each row's household; equal across parts. `[n]` */
  readonly groups: Int32Array;
  readonly householdId: readonly string[];
  /** Cohort households never seen at the label date: nobody knows, so they are in no part. */
  readonly censored: number;
}

/** The three parts of a temporal split. */
export interface PanelData {
  readonly train: Part;
  readonly calibrate: Part;
  readonly test: Part;
  readonly declarationsId: string;
}

interface Ledger {
  readonly db: DuckDb;
}

/**
 * Builds features as of each date and labels from what was recorded a horizon later.
 *
 * @throws JZ_LABEL_ONE_CLASS for a part where nobody, or everybody, becomes poor
 */
export async function buildPanelData(ledger: Ledger, config: PanelConfig): Promise<PanelData> {
  const { train, calibrate, test } = config.as_of;
  const asOf = [...train, ...calibrate, ...test];
  const built = await buildFeatures({ ledger, declarations: panelCatalogue, asOf });
  const outcomes = await readOutcomes(
    ledger,
    [...new Set(asOf.map((date) => labelDate(config, date)))].sort(),
  );
  const numbers = numberHouseholds(built.keys.householdId);
  const part = (dates: readonly IsoDate[]): Part => makePart({ built, outcomes, numbers, config }, dates);
  return {
    train: part(train),
    calibrate: part(calibrate),
    test: part(test),
    declarationsId: built.declarationsId,
  };
}

/** `household/date` → poor on that date, for every household seen then. */
async function readOutcomes(ledger: Ledger, dates: readonly IsoDate[]): Promise<Map<string, boolean>> {
  const declarations = panelCatalogue.filter((declaration) => declaration.name === POOR_FLAG);
  const { keys, matrix } = await buildFeatures({ ledger, declarations, asOf: dates });
  const poor = matrix.columns[0]!;
  const known = [...poor.keys()].filter((i) => !Number.isNaN(poor[i]!));
  return new Map(known.map((i) => [`${keys.householdId[i]!}/${keys.asOf[i]!}`, poor[i] === 1]));
}

interface Source {
  readonly built: BuiltFeatures;
  readonly outcomes: ReadonlyMap<string, boolean>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly config: PanelConfig;
}

function makePart({ built, outcomes, numbers, config }: Source, asOf: readonly IsoDate[]): Part {
  const rows: number[] = [];
  const labels: number[] = [];
  let censored = 0;
  for (const row of cohortRows(built.matrix)) {
    const date = built.keys.asOf[row]!;
    if (!asOf.includes(date)) continue;
    const outcome = outcomes.get(`${built.keys.householdId[row]!}/${labelDate(config, date)}`);
    if (outcome === undefined) censored++;
    else {
      rows.push(row);
      labels.push(Number(outcome));
    }
  }
  const householdId = rows.map((row) => built.keys.householdId[row]!);
  const y = Uint8Array.from(labels);
  refuseOneClass(y);
  const groups = Int32Array.from(householdId, (id) => numbers.get(id)!);
  return { asOf, X: takeRows(modelColumns(built.matrix, config), rows), y, groups, householdId, censored };
}

/** The columns the model may see. */
function modelColumns(X: Matrix, { exclude }: PanelConfig): Matrix {
  const unknown = exclude.find((name) => !X.names.includes(name));
  if (unknown !== undefined) throw new JzError('JZ_COLUMN_MISSING', { file: 'exclude', column: unknown });
  return selectColumns(
    X,
    X.names.filter((name) => !exclude.includes(name)),
  );
}

function numberHouseholds(ids: readonly string[]): Map<string, number> {
  return new Map([...new Set(ids)].sort().map((id, number) => [id, number]));
}

function refuseOneClass(y: Uint8Array): void {
  const positives = countPositives(y);
  if (positives === 0 || positives === y.length)
    throw new JzError('JZ_LABEL_ONE_CLASS', { value: y[0] ?? 0 });
}
