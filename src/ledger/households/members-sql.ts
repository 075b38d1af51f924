/**
 * Who lived in which household on a day, as far as was known on another: hukou spells, corrected by visits.
 *
 * A person is placed by the latest statement that puts them somewhere: a spell that runs on the day (from its first
 * day), or a visit that found them living there. A later visit that did not find them ends either; the end of a spell
 * ends a finding before it. The dead, those moved away and those detained live nowhere.
 */

/** SQL of a DATE each. */
export interface MembersDays {
  readonly asOf: string;
  readonly knownAt: string;
}

const LEDGER = { membership: 'membership', vitalEvent: 'vital_event' };

/**
 * SELECT of `person_id, household_id, relation, since, found` (a visit found them): one row a person.
 *
 * @param tables read in place of the ledger's, with the same columns; identifiers may be of another type
 */
export function membersSql({ asOf, knownAt }: MembersDays, { membership, vitalEvent } = LEDGER): string {
  const known = `recorded_at <= ${knownAt} AND (superseded_at IS NULL OR superseded_at > ${knownAt})`;
  return `WITH stated AS (
      SELECT person_id, household_id, relation, valid_from, valid_to, coresident, occurred_on, recorded_at
      FROM ${membership} WHERE ${known} AND (occurred_on <= ${asOf} OR coresident IS NULL)),
    spell AS (SELECT * FROM stated WHERE coresident IS NULL AND valid_from <= ${asOf}),
    finding AS (
      SELECT person_id, household_id, arg_max(coresident, struct_pack(valid_from, recorded_at)) AS lives,
        max(valid_from) AS day
      FROM stated WHERE coresident IS NOT NULL AND valid_from <= ${asOf} GROUP BY person_id, household_id),
    ended AS (
      SELECT person_id, household_id, max(valid_to) AS day FROM spell WHERE valid_to <= ${asOf}
      GROUP BY person_id, household_id),
    placed AS (
      SELECT s.person_id, s.household_id, s.relation, s.valid_from AS since, 0 AS found, s.recorded_at
      FROM spell AS s LEFT JOIN finding AS f
        ON f.person_id = s.person_id AND f.household_id = s.household_id AND NOT f.lives AND f.day >= s.valid_from
      WHERE (s.valid_to IS NULL OR s.valid_to > ${asOf}) AND f.person_id IS NULL
      UNION ALL
      SELECT f.person_id, f.household_id, NULL, f.day, 1, NULL
      FROM finding AS f LEFT JOIN ended AS e
        ON e.person_id = f.person_id AND e.household_id = f.household_id AND e.day >= f.day
      WHERE f.lives AND e.person_id IS NULL),
    gone AS (${goneSql(vitalEvent, asOf, known)}),
    latest AS (
      SELECT person_id, arg_max(struct_pack(household_id, since, found),
          struct_pack(since, found, recorded_at, household_id)) AS home
      FROM placed GROUP BY person_id)
    SELECT l.person_id, l.home.household_id AS household_id,
      (SELECT max(p.relation) FROM placed AS p
        WHERE p.person_id = l.person_id AND p.household_id = l.home.household_id) AS relation,
      l.home.since AS since, l.home.found = 1 AS found
    FROM latest AS l LEFT JOIN gone AS g ON g.person_id = l.person_id
    WHERE g.person_id IS NULL OR NOT (g.dead OR g.detained OR (g.moved_on IS NOT NULL AND g.moved_on >= l.home.since))`;
}

/** Persons whose latest known events say that they are dead, detained or moved away. */
function goneSql(vitalEvent: string, asOf: string, known: string): string {
  return `SELECT person_id, count(*) FILTER (event = 'death') > 0 AS dead,
      coalesce(arg_max(event, moment) FILTER (event IN ('detained', 'released')) = 'detained', false) AS detained,
      CASE WHEN arg_max(event, moment) FILTER (event IN ('moved_out', 'moved_in')) = 'moved_out'
        THEN max(occurred_on) FILTER (event = 'moved_out') END AS moved_on
    FROM (SELECT person_id, event, occurred_on, struct_pack(occurred_on, recorded_at, source_row) AS moment
      FROM ${vitalEvent} WHERE ${known} AND occurred_on <= ${asOf}) GROUP BY person_id`;
}

/** The same with bound days `$as_of` and `$known_at` (`YYYY-MM-DD`). */
export const membersAtSql = membersSql({
  asOf: 'CAST($as_of AS DATE)',
  knownAt: 'CAST($known_at AS DATE)',
});
