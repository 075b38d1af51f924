/**
 * What a home visit found stands before what departments reported: an officer saw the household as a whole.
 */
import { happenedSql } from '../ledger/known-sql.ts';
import type { DuckDb } from '../io/duckdb.ts';
import type { FactColumn, FactId, Population } from '../policy/index.ts';

/** Of the last 12 months, in fen, of the whole household; null = the visit did not ask. */
export interface VisitFacts {
  readonly wageFen: number | null;
  readonly businessFen: number | null;
  readonly propertyFen: number | null;
  /** Pensions and unemployment benefit among it; assistance not. */
  readonly transferFen: number | null;
  /** Borne after every insurance, within scope. */
  readonly medicalFen: number | null;
  readonly educationFen: number | null;
}

/** Months for which a visit is fresher than departments' files: as long as Dibao's shortest recheck interval. */
const freshMonths = 3;

/** The latest visit of each household in the months before a date, as known on it. */
export async function visitsAt(db: DuckDb, asOf: string): Promise<Map<string, VisitFacts>> {
  const { columns } = await db.texts(
    `SELECT household_id, wage_fen::VARCHAR, business_fen::VARCHAR, property_fen::VARCHAR, transfer_fen::VARCHAR,
       medical_self_paid_fen::VARCHAR, education_fen::VARCHAR
     FROM visit WHERE occurred_on > CAST($as_of AS DATE) - INTERVAL ${freshMonths} MONTH AND ${happenedSql()}
     QUALIFY row_number() OVER (PARTITION BY household_id
       ORDER BY occurred_on DESC, recorded_at DESC, source_dept, source_file, source_row) = 1`,
    { as_of: asOf },
  );
  const [households = [], ...money] = columns;
  return new Map(
    households.map((household, i) => {
      const fen = (column: number): number | null => {
        const text = money[column]?.[i];
        return text == null ? null : Number(text);
      };
      const [wageFen, businessFen, propertyFen] = [fen(0), fen(1), fen(2)];
      const [transferFen, medicalFen, educationFen] = [fen(3), fen(4), fen(5)];
      return [
        household ?? '',
        { wageFen, businessFen, propertyFen, transferFen, medicalFen, educationFen },
      ] as const;
    }),
  );
}

/**
 * The population with the facts of visited households as their visits found them; columns that change are copied.
 *
 * @param households in the population's order
 */
export function withVisits(
  population: Population,
  households: readonly string[],
  visits: ReadonlyMap<string, VisitFacts>,
): Population {
  if (visits.size === 0) return population;
  const columns = new Map(population.columns);
  for (const fact of visitedFacts) columns.set(fact, Float64Array.from(columns.get(fact) ?? []));
  for (const [h, household] of households.entries()) {
    const found = visits.get(household);
    const [from, to] = [population.personStart[h] ?? 0, population.personStart[h + 1] ?? 0];
    if (found && from < to) setHousehold((fact) => columns.get(fact)?.subarray(from, to), found);
  }
  return { ...population, columns };
}

const pensions = ['person.pension', 'person.basic_pension', 'person.unemployment_benefit'] as const;
const visitedFacts = [
  'person.wage',
  'person.business',
  'person.property',
  ...pensions,
  'person.other_transfer',
  'person.medical_in_scope',
  'person.education_fees',
] as const satisfies readonly FactId[];

/** Sets a household's amounts; `own` gives its persons' part of a column. */
function setHousehold(own: (fact: FactId) => FactColumn | undefined, found: VisitFacts): void {
  spread(own('person.wage'), found.wageFen);
  spread(own('person.business'), found.businessFen);
  spread(own('person.property'), found.propertyFen);
  spread(own('person.education_fees'), found.educationFen);
  if (found.transferFen !== null) setTransfers(own, found.transferFen);
  if (found.medicalFen !== null) setMedical(own, found.medicalFen);
}

/** What is found beyond pensions and benefit is another transfer; when less is found, they all shrink alike. */
function setTransfers(own: (fact: FactId) => FactColumn | undefined, found: number): void {
  const recorded = pensions.reduce((sum, fact) => sum + total(own(fact)), 0);
  if (recorded > found) for (const fact of pensions) spread(own(fact), (total(own(fact)) * found) / recorded);
  spread(own('person.other_transfer'), Math.max(0, found - recorded));
}

/** Bills in scope are what insurance and assistance paid and what the visit found to be borne. */
function setMedical(own: (fact: FactId) => FactColumn | undefined, found: number): void {
  const [inScope, basic, aid] = [
    own('person.medical_in_scope'),
    own('person.basic_paid'),
    own('person.aid_paid'),
  ];
  if (!inScope) return;
  const covered = Float64Array.from(inScope, (_, i) => (basic?.[i] ?? 0) + (aid?.[i] ?? 0));
  const borne = Float64Array.from(inScope, (all, i) => Math.max(0, all - (covered[i] ?? 0)));
  spread(borne, found);
  for (const [i, part] of borne.entries()) inScope[i] = (covered[i] ?? 0) + part;
}

/** Makes the parts sum to what was found, to the fen a person: by the shares on record, else all to the first. */
function spread(parts: FactColumn | undefined, found: number | null): void {
  if (!parts || found === null) return;
  const recorded = total(parts);
  for (let i = 0; i < parts.length; i++)
    parts[i] = recorded > 0 ? Math.round(((parts[i] ?? 0) * found) / recorded) : i === 0 ? found : 0;
}

function total(parts: FactColumn | undefined): number {
  let sum = 0;
  for (const part of parts ?? []) sum += part;
  return sum;
}
