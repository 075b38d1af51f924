/**
 * Groups for the audit alone: sex and age of the head, and registration. They are read beside the features, so that a
 * model cannot see them by being audited.
 */
import type { GroupColumn, Words } from '../../eval/index.ts';
import { ageOn, isoDate, type IsoDate } from '../../src/core/dates.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';

interface Household {
  readonly hukou: string | null;
  readonly sex: string | null;
  readonly birth: string | null;
}

const words = (zh: string, en: string): Words => ({ zh, en });

const names: Readonly<Record<string, Words>> = {
  urban: words('城镇户口', 'urban registration'),
  rural: words('农村户口', 'rural registration'),
  '1': words('男', 'male'),
  '2': words('女', 'female'),
  under_35: words('35 岁以下', 'under 35'),
  '35_59': words('35–59 岁', '35 to 59'),
  '60_74': words('60–74 岁', '60 to 74'),
  over_75: words('75 岁及以上', '75 and over'),
};

/**
 * Columns of the audit, as known on each row's date.
 *
 * @param households  household of each row, `[n]`
 * @param asOf        date of each row, `[n]`
 */
export async function auditColumns(
  db: DuckDb,
  households: readonly string[],
  asOf: readonly IsoDate[],
): Promise<GroupColumn[]> {
  const known = new Map<IsoDate, Map<string, Household>>();
  for (const day of new Set(asOf)) known.set(day, await householdsOn(db, day));
  const rows = households.map((id, i) => known.get(asOf[i]!)?.get(id));
  const column = (
    id: string,
    title: Words,
    value: (household: Household, day: IsoDate) => string | null,
  ): GroupColumn => ({
    id,
    title,
    names,
    values: rows.map((household, i) => (household ? value(household, asOf[i]!) : null)),
  });
  return [
    column('head_sex', words('户主性别', 'sex of the head'), ({ sex }) => sex),
    column('head_age', words('户主年龄', 'age of the head'), ({ birth }, day) => ageBand(birth, day)),
    column('hukou', words('户口性质', 'registration'), ({ hukou }) => hukou),
  ];
}

function ageBand(birth: string | null, day: IsoDate): string | null {
  if (birth === null) return null;
  const age = ageOn(isoDate(birth), day);
  if (age < 35) return 'under_35';
  if (age < 60) return '35_59';
  return age < 75 ? '60_74' : 'over_75';
}

async function householdsOn(db: DuckDb, asOf: IsoDate): Promise<Map<string, Household>> {
  const { columns } = await db.texts(headsSql, { as_of: asOf });
  const [ids = [], hukou = [], sex = [], birth = []] = columns;
  return new Map(
    ids.map((id, i) => [id ?? '', { hukou: hukou[i] ?? null, sex: sex[i] ?? null, birth: birth[i] ?? null }]),
  );
}

const headsSql = `WITH moment AS (SELECT CAST($as_of AS DATE) AS day),
  home AS (
    SELECT household_id, arg_max(hukou_type, struct_pack(occurred_on, recorded_at)) AS hukou,
      arg_max(head_person_id, struct_pack(occurred_on, recorded_at)) AS head
    FROM household, moment
    WHERE occurred_on <= day AND recorded_at <= day AND (superseded_at IS NULL OR superseded_at > day)
    GROUP BY household_id),
  who AS (
    SELECT person_id, arg_max(sex, struct_pack(occurred_on, recorded_at)) AS sex,
      arg_max(birth_date, struct_pack(occurred_on, recorded_at)) AS birth
    FROM person, moment
    WHERE recorded_at <= day AND (superseded_at IS NULL OR superseded_at > day) GROUP BY person_id)
  SELECT home.household_id::VARCHAR, home.hukou::VARCHAR, who.sex::VARCHAR, who.birth::VARCHAR
  FROM home LEFT JOIN who ON who.person_id = home.head`;
