/**
 * The hidden truth of a synthetic county as labels. Only judging reads it; nothing that trains or serves does.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { addMonths, monthOf, type IsoDate } from '../../src/core/dates.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { NO_HIVE, openDuckDb } from '../../src/io/duckdb.ts';
import { UNKNOWN, type JudgedLabel } from './types.ts';

/** Where the truth is and how its household numbers are written in the ledger. */
export interface TruthSource {
  /** The generated folder, or its `truth` folder. */
  readonly folder: string;
  /** Ledger identifier of a household number. */
  readonly householdId: (number: string) => string;
}

/** Truth of one household by month (`2024-01`). */
export interface TrueLife {
  /** In need at the end of the month; undefined when the household did not exist then. */
  readonly needIn: (month: string) => boolean | undefined;
  /** Income after rigid spending a head and month, in fen; NaN when the household did not exist then. */
  readonly levelIn: (month: string) => number;
}

/** Truth by household. */
export interface CountyTruth {
  /** In need at the end of the month; undefined when the household did not exist then. */
  readonly needIn: (household: string, month: string) => boolean | undefined;
  /** Everything of one household, looked up once. */
  readonly lifeOf: (household: string) => TrueLife;
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
    const told = await db.texts(`SELECT number, household::VARCHAR FROM read_parquet($homes, ${NO_HIVE})`, {
      homes: homes!,
    });
    const when = { months: months!, from: monthOf(from) };
    const span = await db.texts(monthsSql, when);
    const lives = newLives(told.columns, span.columns[0] ?? [], householdId);
    const { rowOf, width, need, level } = lives;
    await db.stream(livesSql, when, ({ count, columns: [home, month, isNeedy, levelFen] }) => {
      for (let i = 0; i < count; i++) {
        const at = rowOf.get(home![i]!)! * width + month![i]!;
        need[at] = isNeedy![i]! + 1;
        level[at] = levelFen![i]!;
      }
    });
    return truthOf(lives);
  } finally {
    db.close();
  }
}

const monthsSql = `SELECT DISTINCT month FROM read_parquet($months, ${NO_HIVE}) WHERE month >= $from AND size > 0 ORDER BY month`;
const livesSql = `WITH span AS (
    SELECT month, CAST(row_number() OVER (ORDER BY month) - 1 AS INTEGER) AS place FROM (${monthsSql}))
  SELECT CAST(m.household AS INTEGER), span.place, CAST(m.need AS INTEGER), CAST(m.level_fen AS DOUBLE)
  FROM read_parquet($months, ${NO_HIVE}) AS m JOIN span ON span.month = m.month WHERE m.size > 0`;

/** Months of households, one after another. */
interface Lives {
  readonly numberOf: ReadonlyMap<string, number>;
  /** Place of a household by the generator's number. */
  readonly rowOf: ReadonlyMap<number, number>;
  readonly placeOf: ReadonlyMap<string, number>;
  readonly width: number;
  /** 0 did not exist, 1 not in need, 2 in need, `[households × width]`. */
  readonly need: Uint8Array;
  readonly level: Float64Array;
}

function newLives(
  [numbers = [], own = []]: readonly (readonly (string | null)[])[],
  months: readonly (string | null)[],
  householdId: (number: string) => string,
): Lives {
  const width = months.length;
  return {
    numberOf: new Map(numbers.map((number, row) => [householdId(number ?? ''), Number(own[row])])),
    rowOf: new Map(own.map((one, row) => [Number(one), row])),
    placeOf: new Map(months.map((month, place) => [month ?? '', place])),
    width,
    need: new Uint8Array(own.length * width),
    level: new Float64Array(own.length * width).fill(Number.NaN),
  };
}

function truthOf({ numberOf, rowOf, placeOf, width, need, level }: Lives): CountyTruth {
  const lifeOf = (household: string): TrueLife => {
    const row = rowOf.get(numberOf.get(household) ?? Number.NaN) ?? -1;
    const at = (month: string): number => (row < 0 ? -1 : row * width + (placeOf.get(month) ?? Number.NaN));
    return {
      needIn: (month) => {
        const told = need[at(month)] ?? 0;
        return told === 0 ? undefined : told === 2;
      },
      levelIn: (month) => level[at(month)] ?? Number.NaN,
    };
  };
  return { needIn: (household, month) => lifeOf(household).needIn(month), lifeOf, numberOf };
}

interface Rows {
  readonly households: readonly string[];
  readonly asOf: readonly IsoDate[];
}

/** Labels from the truth: a fall of households not in need, and need at any time of the window. */
export function truthLabels(truth: CountyTruth, rows: Rows, horizonMonths: number): JudgedLabel[] {
  const falls = new Uint8Array(rows.households.length).fill(UNKNOWN);
  const needs = new Uint8Array(rows.households.length).fill(UNKNOWN);
  const welfare = new Float64Array(rows.households.length);
  const fellOn = rows.households.map((): IsoDate | null => null);
  for (const [i, household] of rows.households.entries()) {
    const asOf = rows.asOf[i]!;
    const life = truth.lifeOf(household);
    const now = life.needIn(monthOf(asOf));
    welfare[i] = life.levelIn(monthOf(asOf));
    if (now === undefined) continue;
    const fell = firstNeed(life, asOf, horizonMonths);
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
      welfare,
    },
    {
      id: 'true_need',
      title: {
        zh: '真实：期内困难（含已困难而未获救助）',
        en: 'truth: in need at some time, the already needy included',
      },
      y: needs,
      on: fellOn,
      welfare,
    },
  ];
}

function firstNeed({ needIn }: TrueLife, asOf: IsoDate, horizonMonths: number): IsoDate | null {
  for (const { day, month } of windowOf(asOf, horizonMonths)) if (needIn(month) === true) return day;
  return null;
}

interface WindowDay {
  readonly day: IsoDate;
  readonly month: string;
}

const windows = new Map<string, readonly WindowDay[]>();

/** The same days of the months after a date; the same few windows are asked for a million times. */
function windowOf(asOf: IsoDate, horizonMonths: number): readonly WindowDay[] {
  const key = `${asOf} ${horizonMonths}`;
  const known = windows.get(key);
  if (known) return known;
  const days = Array.from({ length: horizonMonths }, (_, i): WindowDay => {
    const day = addMonths(asOf, i + 1);
    return { day, month: monthOf(day) };
  });
  windows.set(key, days);
  return days;
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
