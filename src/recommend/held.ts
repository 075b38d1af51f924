/**
 * What households hold on a date, as the ledger knows it then.
 */
import { isoDate, type IsoDate } from '../core/dates.ts';
import type { DuckDb } from '../io/duckdb.ts';
import { happenedSql } from '../ledger/known-sql.ts';

/** One item a household holds. */
export interface Holding {
  readonly household: string;
  readonly item: string;
  /** Last payment in fen; null for a status or service. */
  readonly amountFen: number | null;
  /** Day of the last payment or of the decision. */
  readonly since: IsoDate;
}

/**
 * Payments of the last two months; single payments of the last twelve; statuses approved in the last twelve months and
 * not ended since.
 */
const HELD = `WITH home AS (SELECT person_id, household_id FROM members_at($as_of, $as_of)),
  paid AS (
    SELECT coalesce(g.household_id, h.household_id) AS household_id, g.item, g.amount_fen, g.occurred_on
    FROM assistance_grant AS g LEFT JOIN home AS h ON h.person_id = g.person_id
    WHERE g.action = 'paid' AND ${happenedSql('g')}
      AND g.occurred_on > CAST($as_of AS DATE) - CASE
        WHEN g.item LIKE 'temporary%' OR g.item LIKE 'charity%' OR g.item LIKE 'union%' THEN INTERVAL 12 MONTH
        ELSE INTERVAL 2 MONTH END),
  decided AS (
    SELECT coalesce(a.household_id, h.household_id) AS household_id, a.item,
      arg_max(a.action, struct_pack(a.occurred_on, a.recorded_at, a.source_row)) AS action, max(a.occurred_on) AS occurred_on
    FROM assistance_application AS a LEFT JOIN home AS h ON h.person_id = a.person_id
    WHERE a.item IN ('dibian', 'rigid') AND a.occurred_on > CAST($as_of AS DATE) - INTERVAL 12 MONTH
      AND ${happenedSql('a')} GROUP BY 1, 2)
SELECT household_id, item, CAST(arg_max(amount_fen, occurred_on) AS VARCHAR) AS amount, CAST(max(occurred_on) AS VARCHAR) AS day
FROM paid WHERE household_id IS NOT NULL GROUP BY household_id, item
UNION ALL
SELECT household_id, item, NULL, CAST(occurred_on AS VARCHAR) FROM decided
WHERE action = 'approved' AND household_id IS NOT NULL
ORDER BY household_id, item`;

/** Holdings of everybody, by household and item. */
export async function holdingsAt(
  db: DuckDb,
  asOf: IsoDate,
): Promise<ReadonlyMap<string, readonly Holding[]>> {
  const { columns } = await db.texts(HELD, { as_of: asOf });
  const [households, items, amounts, days] = columns;
  const found = new Map<string, Holding[]>();
  for (const [i, household] of (households ?? []).entries()) {
    if (household === null) continue;
    const amount = amounts![i] ?? null;
    const holding: Holding = {
      household,
      item: items![i] ?? '',
      amountFen: amount === null ? null : Number(amount),
      since: isoDay(days![i]),
    };
    const own = found.get(household);
    if (own) own.push(holding);
    else found.set(household, [holding]);
  }
  return found;
}

function isoDay(text: string | null | undefined): IsoDate {
  return isoDate(text ?? '');
}
