/**
 * Facts of one table in memory, and what was known of each on a date.
 */
import type { DuckDb, DoubleColumns } from '../../../src/io/duckdb.ts';
import { channelKey, scanKeys, type Channel, type Statement } from './compile.ts';
import { monthOfDay } from '../../days.ts';

/**
 * Rows ordered by household, day, fact and the day they were recorded. A fact is what happened once; its rows
 * are versions of it, each superseding the earlier where it has a value.
 */
export interface Facts {
  /** Facts of household h are `householdStart[h] … householdStart[h + 1] − 1`. */
  readonly householdStart: Int32Array;
  /** Rows of fact f are `factStart[f] … factStart[f + 1] − 1`. */
  readonly factStart: Int32Array;
  /** Day each fact occurred, in days since 1970. */
  readonly occurredDay: Float64Array;
  /** Month each fact occurred, in months since 1970-01. */
  readonly occurredMonth: Int32Array;
  /** Day each row was recorded. */
  readonly recordedDay: Float64Array;
  readonly channels: ReadonlyMap<string, Float64Array>;
  /** Most facts a household has. */
  readonly mostFacts: number;
}

/** Runs a scan and indexes its rows. */
export async function readFacts(
  db: DuckDb,
  statement: Statement,
  channels: readonly Channel[],
  households: number,
): Promise<Facts> {
  return indexFacts(await db.doubles(statement.sql, statement.values), channels, households);
}

/**
 * The latest value of a fact that was known on a day; `NaN` when none was.
 */
export function knownValue(facts: Facts, values: Float64Array, fact: number, knownOn: number): number {
  const first = facts.factStart[fact]!;
  for (let row = facts.factStart[fact + 1]! - 1; row >= first; row--) {
    const value = values[row]!;
    if (facts.recordedDay[row]! <= knownOn && !Number.isNaN(value)) return value;
  }
  return Number.NaN;
}

function indexFacts(rows: DoubleColumns, channels: readonly Channel[], households: number): Facts {
  const [household, factKey, occurred, recordedDay] = rows.columns;
  const starts: number[] = [];
  const householdStart = new Int32Array(households + 1);
  for (let row = 0; row < rows.nRows; row++) {
    const isNew =
      row === 0 ||
      household![row] !== household![row - 1] ||
      occurred![row] !== occurred![row - 1] ||
      factKey![row] !== factKey![row - 1];
    if (!isNew) continue;
    starts.push(row);
    householdStart[household![row]! + 1]!++;
  }
  let mostFacts = 0;
  for (let h = 0; h < households; h++) {
    mostFacts = Math.max(mostFacts, householdStart[h + 1]!);
    householdStart[h + 1]! += householdStart[h]!;
  }
  return {
    householdStart,
    factStart: Int32Array.from([...starts, rows.nRows]),
    occurredDay: Float64Array.from(starts, (row) => occurred![row]!),
    occurredMonth: Int32Array.from(starts, (row) => monthOfDay(occurred![row]!)),
    recordedDay: recordedDay!,
    channels: new Map(
      channels.map((channel, i) => [channelKey(channel), rows.columns[scanKeys.length + i]!]),
    ),
    mostFacts,
  };
}
