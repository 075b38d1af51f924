/**
 * How late each department's records arrive, and months that fall out of its own history.
 */
import { sqlIdentifier, type DuckDb } from '../../io/duckdb.ts';
import { ledgerTables } from '../schema/index.ts';
import { groupBy } from './group-by.ts';

/** Longer delays are counted as this long. */
const mostDays = 1000;

/** A month of one department. */
export interface MonthLag {
  readonly month: string;
  readonly rows: number;
  readonly medianDays: number;
  readonly p90Days: number;
}

/** One department's lateness and volume. */
export interface DepartmentTimes {
  readonly medianDays: number | null;
  readonly p90Days: number | null;
  /** Rows of what happened before the department first reported: stock, not late. */
  readonly stock: number;
  readonly months: readonly MonthLag[];
  /** Rows by month in which they happened, by table. */
  readonly volumes: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Rows that are not stock, by the delivery they came with and days of delay. */
  readonly delays: readonly Delay[];
}

/** So many rows of a delivery were known so many days after they happened. */
export interface Delay {
  readonly delivery: string;
  readonly days: number;
  readonly rows: number;
}

/** Names a delivery of a file: the same file may come again with another batch. */
export function deliveryOf(file: string, batch: string): string {
  return `${batch} ${file}`;
}

/** Days within which half and nine tenths of the rows were known; null of none. */
export function lagOf(delays: readonly Omit<Delay, 'delivery'>[]): {
  readonly medianDays: number | null;
  readonly p90Days: number | null;
} {
  return { medianDays: quantile(delays, 0.5), p90Days: quantile(delays, 0.9) };
}

/** Of a department without a row in the ledger. */
export const noTimes: DepartmentTimes = {
  medianDays: null,
  p90Days: null,
  stock: 0,
  months: [],
  volumes: new Map(),
  delays: [],
};

interface Cell extends Delay {
  readonly department: string;
  readonly table: string;
  readonly month: string;
  readonly isStock: boolean;
}

/**
 * Counts rows by department, delivery, table, month and days of delay in one pass a table; the quantiles follow from the counts,
 * exactly, however many rows there are.
 */
export async function measureTimes(db: DuckDb): Promise<ReadonlyMap<string, DepartmentTimes>> {
  const cells: Cell[] = [];
  await declareFirstDays(db);
  for (const { name } of ledgerTables) {
    const rows = await db.rows(
      `SELECT source_dept, source_file, batch_id, strftime(occurred_on, '%Y-%m') AS month, occurred_on < first_day AS is_stock,
         greatest(0, least(recorded_at - occurred_on, ${mostDays})) AS days, count(*) AS n
       FROM ${sqlIdentifier(name)} JOIN first_day USING (source_dept) GROUP BY ALL ORDER BY ALL`,
    );
    for (const row of rows)
      cells.push({
        department: String(row['source_dept']),
        delivery: deliveryOf(String(row['source_file']), String(row['batch_id'])),
        table: name,
        month: String(row['month']),
        isStock: row['is_stock'] === true,
        days: Number(row['days']),
        rows: Number(row['n']),
      });
  }
  const byDepartment = groupBy(cells, ({ department }) => department);
  return new Map([...byDepartment].map(([department, own]) => [department, timesOf(own)]));
}

/** Table `first_day`: since when each department reports. */
async function declareFirstDays(db: DuckDb): Promise<void> {
  const days = ledgerTables.map(
    ({ name }) => `SELECT source_dept, min(recorded_at) AS day FROM ${sqlIdentifier(name)} GROUP BY 1`,
  );
  await db.run(
    `CREATE OR REPLACE TEMP TABLE first_day AS
     SELECT source_dept, min(day) AS first_day FROM (${days.join(' UNION ALL ')}) GROUP BY 1`,
  );
}

function timesOf(cells: readonly Cell[]): DepartmentTimes {
  const timely = cells.filter(({ isStock }) => !isStock);
  const months = [...groupBy(timely, ({ month }) => month)].sort(([a], [b]) => (a < b ? -1 : 1));
  const volumes = new Map<string, Map<string, number>>();
  for (const { table, month, rows } of timely) {
    const ofTable = volumes.get(table) ?? new Map<string, number>();
    ofTable.set(month, (ofTable.get(month) ?? 0) + rows);
    volumes.set(table, ofTable);
  }
  return {
    ...lagOf(timely),
    stock: total(cells) - total(timely),
    months: months.map(([month, own]) => ({
      month,
      rows: total(own),
      medianDays: quantile(own, 0.5) ?? 0,
      p90Days: quantile(own, 0.9) ?? 0,
    })),
    volumes,
    delays: timely,
  };
}

/** The least number of days within which this share of the rows arrived. */
function quantile(cells: readonly Omit<Delay, 'delivery'>[], share: number): number | null {
  const wanted = share * total(cells);
  let seen = 0;
  for (const { days, rows } of [...cells].sort((a, b) => a.days - b.days)) {
    seen += rows;
    if (seen >= wanted) return days;
  }
  return null;
}

function total(cells: readonly Pick<Delay, 'rows'>[]): number {
  return cells.reduce((sum, { rows }) => sum + rows, 0);
}
