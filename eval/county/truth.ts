/**
 * The hidden truth of a synthetic county as labels. Only judging reads it; nothing that trains or serves does.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { addMonths, monthOf, type IsoDate } from '../../src/core/dates.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { openDuckDb } from '../../src/io/duckdb.ts';
import { UNKNOWN, type JudgedLabel } from './types.ts';

/** Where the truth is and how its household numbers are written in the ledger. */
export interface TruthSource {
  /** The generated folder, or its `truth` folder. */
  readonly folder: string;
  /** Ledger identifier of a household number. */
  readonly householdId: (number: string) => string;
}

/** Truth by household: months in which it was in need. */
export interface CountyTruth {
  /** In need at the end of the month; undefined when the household did not exist then. */
  readonly needIn: (household: string, month: string) => boolean | undefined;
  /** Generator's number of a ledger household. */
  readonly numberOf: ReadonlyMap<string, number>;
}

/**
 * Reads the truth from a month on.
 *
 * @throws JZ_FILE_NOT_FOUND when there is none
 */
export async function readTruth({ folder, householdId }: TruthSource, from: IsoDate): Promise<CountyTruth> {
  const base = existsSync(join(folder, 'truth')) ? join(folder, 'truth') : folder;
  const [months, homes] = ['household_months', 'households'].map((name) => join(base, `${name}.parquet`));
  for (const file of [months!, homes!])
    if (!existsSync(file)) throw new JzError('JZ_FILE_NOT_FOUND', { file });
  const db = await openDuckDb({ threads: 1 });
  try {
    const { columns } = await db.texts(
      `SELECT h.number, m.household::VARCHAR, m.month, m.need::VARCHAR FROM read_parquet($months) AS m
       JOIN read_parquet($homes) AS h ON h.household = m.household WHERE m.month >= $from AND m.size > 0`,
      { months: months!, homes: homes!, from: monthOf(from) },
    );
    return truthOf(columns, householdId);
  } finally {
    db.close();
  }
}

function truthOf(
  [numbers = [], own = [], months = [], needs = []]: readonly (readonly (string | null)[])[],
  householdId: (number: string) => string,
): CountyTruth {
  const ids = new Map<string, string>();
  const numberOf = new Map<string, number>();
  const need = new Map<string, boolean>();
  for (const [i, number] of numbers.entries()) {
    let id = ids.get(number ?? '');
    if (id === undefined) {
      id = householdId(number ?? '');
      ids.set(number ?? '', id);
      numberOf.set(id, Number(own[i]));
    }
    need.set(`${id} ${months[i] ?? ''}`, needs[i] === '1');
  }
  return { needIn: (household, month) => need.get(`${household} ${month}`), numberOf };
}

interface Rows {
  readonly households: readonly string[];
  readonly asOf: readonly IsoDate[];
}

/** Labels from the truth: a fall of households not in need, and need at any time of the window. */
export function truthLabels(truth: CountyTruth, rows: Rows, horizonMonths: number): JudgedLabel[] {
  const falls = new Uint8Array(rows.households.length).fill(UNKNOWN);
  const needs = new Uint8Array(rows.households.length).fill(UNKNOWN);
  const fellOn = rows.households.map((): IsoDate | null => null);
  for (const [i, household] of rows.households.entries()) {
    const asOf = rows.asOf[i]!;
    const now = truth.needIn(household, monthOf(asOf));
    if (now === undefined) continue;
    const fell = firstNeed(truth, household, asOf, horizonMonths);
    needs[i] = Number(now || fell !== null);
    if (now) continue;
    falls[i] = Number(fell !== null);
    fellOn[i] = fell;
  }
  return [
    {
      id: 'true_fall',
      title: { zh: '真实：今不困难者落入困难', en: 'truth: a fall into need of those not in need' },
      y: falls,
      on: fellOn,
    },
    {
      id: 'true_need',
      title: {
        zh: '真实：期内困难（含已困难而未获救助）',
        en: 'truth: in need at some time, the already needy included',
      },
      y: needs,
      on: fellOn,
    },
  ];
}

function firstNeed(
  truth: CountyTruth,
  household: string,
  asOf: IsoDate,
  horizonMonths: number,
): IsoDate | null {
  for (let ahead = 1; ahead <= horizonMonths; ahead++) {
    const day = addMonths(asOf, ahead);
    if (truth.needIn(household, monthOf(day)) === true) return day;
  }
  return null;
}

/**
 * Refuses the truth of another county.
 *
 * @throws JZ_TRUTH_MISMATCH when fewer than nine tenths of the rows are in it
 */
export function refuseOtherCounty(folder: string, label: JudgedLabel): void {
  const unknown = label.y.filter((one) => one === UNKNOWN).length;
  if (unknown <= label.y.length / 10) return;
  const problem = `${unknown} / ${label.y.length} rows have no truth`;
  throw new JzError('JZ_TRUTH_MISMATCH', { path: folder, problem });
}
