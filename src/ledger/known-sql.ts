/**
 * Conditions of SQL on the ledger's views, for a bound `$as_of`.
 */

/** Rows that were recorded by the day and that no later version had replaced by then. */
export function knownSql(alias = ''): string {
  const at = alias === '' ? '' : `${alias}.`;
  return `${at}recorded_at <= CAST($as_of AS DATE)
    AND (${at}superseded_at IS NULL OR ${at}superseded_at > CAST($as_of AS DATE))`;
}

/** Rows that had happened by the day and were known on it. */
export function happenedSql(alias = ''): string {
  const at = alias === '' ? '' : `${alias}.`;
  return `${at}occurred_on <= CAST($as_of AS DATE) AND ${knownSql(alias)}`;
}
