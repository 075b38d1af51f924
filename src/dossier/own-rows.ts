/**
 * Whose rows a household's are: those that name it, and those of its people while they live, or lived, there.
 */
import { happenedSql } from '../ledger/known-sql.ts';
import { findTable } from '../ledger/schema/index.ts';

/**
 * Common table `around`: people of `$household` on `$as_of` with all that is known of them, and those who left with what
 * happened while they were there.
 */
export const aroundSql = `here AS (
    SELECT person_id FROM members_at(CAST($as_of AS DATE), CAST($as_of AS DATE)) WHERE household_id = $household),
  around AS (
    SELECT person_id, DATE '0001-01-01' AS from_day, CAST($as_of AS DATE) AS to_day FROM here
    UNION ALL
    SELECT person_id, min(valid_from), max(valid_to) FROM membership
    WHERE household_id = $household AND valid_to <= CAST($as_of AS DATE) AND ${happenedSql()}
      AND person_id NOT IN (SELECT person_id FROM here)
    GROUP BY person_id)`;

/** Condition on a row `t` of a ledger table: known on the day, and the household's. */
export function ownRows(table: string): string {
  const has = (name: string): boolean =>
    findTable(table)?.own.some((column) => column.name === name) ?? false;
  const ofPerson = `EXISTS (SELECT 1 FROM around AS a WHERE a.person_id = t.person_id
    AND t.occurred_on BETWEEN a.from_day AND a.to_day)`;
  const named = 't.household_id = $household';
  const whose = !has('household_id')
    ? ofPerson
    : has('person_id')
      ? `(${named} OR (t.household_id IS NULL AND ${ofPerson}))`
      : named;
  return `${happenedSql('t')} AND ${whose}`;
}
