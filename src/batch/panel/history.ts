/**
 * Each household's quarters, for its page: income against that quarter's median and line, members, sources.
 */
import type { DuckDb } from '../../io/duckdb.ts';
import type { IsoDate } from '../../core/dates.ts';
import type { HouseholdPeriod } from '../../store/index.ts';

const LINE = 0.6; // the relative line of the label

/** Every quarter known as of a date, by household and quarter. */
export async function readHistory(db: DuckDb, asOf: IsoDate): Promise<HouseholdPeriod[]> {
  const { columns, nRows } = await db.texts(HISTORY_SQL, { as_of: asOf, source: 'income_source.' });
  return Array.from({ length: nRows }, (_, i) => periodOf(columns.map((column) => column[i] ?? null)));
}

/** One row of HISTORY_SQL. */
function periodOf(cells: readonly (string | null)[]): HouseholdPeriod {
  const [id, year, quarter, total, head, medianHead, members, sources] = cells;
  const perHead = numberOf(head);
  return {
    householdId: id ?? '',
    period: `${year ?? ''}Q${quarter ?? ''}`,
    facts: {
      income_total_fen: numberOf(total),
      income_per_capita_fen: perHead,
      ...againstMedian(perHead, numberOf(medianHead)),
      members: numberOf(members),
      sources: (sources ?? '').split(',').filter((code) => code !== ''),
    },
  };
}

function againstMedian(perHead: number | null, median: number | null) {
  const isKnown = perHead !== null && median !== null;
  return {
    median_per_capita_fen: median === null ? null : Math.round(median),
    poverty_line_fen: median === null ? null : Math.round(LINE * median),
    relative_income: isKnown ? perHead / median : null,
    poor: isKnown ? perHead < LINE * median : null,
  };
}

function numberOf(text: string | null | undefined): number | null {
  return text === null || text === undefined ? null : Number(text);
}

const HISTORY_SQL = `
WITH known_income AS (
  SELECT household_id, occurred_on, kind, arg_max(amount_fen, recorded_at) AS amount_fen
  FROM income_month WHERE recorded_at <= CAST($as_of AS DATE) AND occurred_on <= CAST($as_of AS DATE)
  GROUP BY household_id, occurred_on, kind
), income AS (
  SELECT household_id, occurred_on,
         max(amount_fen) FILTER (kind = 'total') AS total,
         max(amount_fen) FILTER (kind = 'per_capita') AS per_head
  FROM known_income GROUP BY household_id, occurred_on
), medians AS (
  SELECT occurred_on, median(per_head) AS median_per_head FROM income GROUP BY occurred_on
), known_facts AS (
  SELECT household_id, occurred_on, code, arg_max(value, recorded_at) AS value
  FROM observation
  WHERE recorded_at <= CAST($as_of AS DATE) AND occurred_on <= CAST($as_of AS DATE)
    AND (code = 'members.total' OR starts_with(code, $source))
  GROUP BY household_id, occurred_on, code
), facts AS (
  SELECT household_id, occurred_on,
         max(value) FILTER (code = 'members.total') AS members,
         string_agg(code, ',' ORDER BY code) FILTER (starts_with(code, $source) AND value = 1) AS sources
  FROM known_facts GROUP BY household_id, occurred_on
)
SELECT household_id::VARCHAR, year(occurred_on)::VARCHAR, quarter(occurred_on)::VARCHAR, total::BIGINT::VARCHAR,
       per_head::BIGINT::VARCHAR, median_per_head::DOUBLE::VARCHAR, members::INTEGER::VARCHAR, sources
FROM income LEFT JOIN facts USING (household_id, occurred_on) JOIN medians USING (occurred_on)
ORDER BY household_id, occurred_on`;
