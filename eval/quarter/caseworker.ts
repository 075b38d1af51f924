/**
 * A caseworker who finds what is true: visits answered by the hidden truth of a synthetic county.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { monthOf, type IsoDate } from '../../src/core/dates.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { NO_HIVE, openDuckDb } from '../../src/io/duckdb.ts';
import type { TruthSource } from '../county/truth.ts';

/** What is true of a household in a month. */
export interface TrueMonth {
  readonly isNeedy: boolean;
  readonly members: number;
  /** Of the household, fen a month. */
  readonly incomeFen: number;
  /** Costs it cannot avoid, of the household, fen a month. */
  readonly rigidFen: number;
  /** What it lacks to the standard after rigid spending, fen a month; 0 when not in need. */
  readonly shortFen: number;
  readonly cause: string;
  /** On Dibao, Dibian or Tekun in that month. */
  readonly isAided: boolean;
}

/** Looks a household up as it is on a day; undefined when it does not exist then. */
export type LookAt = (household: string, day: IsoDate) => TrueMonth | undefined;

/**
 * Reads the true months from a day on.
 *
 * @throws JZ_FILE_NOT_FOUND
 */
export async function trueMonths({ folder, householdId }: TruthSource, from: IsoDate): Promise<LookAt> {
  const base = existsSync(join(folder, 'truth')) ? join(folder, 'truth') : folder;
  const [months = '', homes = ''] = ['household_months', 'households'].map((name) =>
    join(base, `${name}.parquet`),
  );
  for (const file of [months, homes]) if (!existsSync(file)) throw new JzError('JZ_FILE_NOT_FOUND', { file });
  const db = await openDuckDb({ threads: 1 });
  try {
    const { columns, nRows } = await db.texts(
      `SELECT h.number, m.month, m.need::VARCHAR, m.size::VARCHAR, m.income_fen::VARCHAR, m.level_fen::VARCHAR,
         m.standard_fen::VARCHAR, m.cause, m.aid_fen::VARCHAR, m.rigid_fen::VARCHAR
       FROM read_parquet($months, ${NO_HIVE}) AS m JOIN read_parquet($homes, ${NO_HIVE}) AS h ON h.household = m.household
       WHERE m.month >= $from AND m.size > 0`,
      { months, homes, from: monthOf(from) },
    );
    const found = new Map<string, TrueMonth>();
    for (let i = 0; i < nRows; i++) {
      const cell = (column: number): string => columns[column]?.[i] ?? '';
      found.set(`${householdId(cell(0))} ${cell(1)}`, monthFrom(cell));
    }
    return (household, day) => found.get(`${household} ${monthOf(day)}`);
  } finally {
    db.close();
  }
}

/** `level_fen` is what each person has to live on after rigid spending. */
function monthFrom(cell: (column: number) => string): TrueMonth {
  const [isNeedy, members] = [cell(2) === '1', Number(cell(3))];
  const lacking = Number(cell(6)) - Number(cell(5));
  return {
    isNeedy,
    members,
    incomeFen: Number(cell(4)),
    rigidFen: Number(cell(9)),
    shortFen: isNeedy ? Math.max(0, lacking * members) : 0,
    cause: cell(7),
    isAided: Number(cell(8)) > 0,
  };
}
