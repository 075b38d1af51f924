/**
 * A household's score as the ledger has it, and as it would be with some facts otherwise.
 */
import type { IsoDate } from '../core/dates.ts';
import { JzError } from '../core/errors/index.ts';
import { matrix, type Matrix } from '../core/matrix.ts';
import type { DuckDb } from '../io/duckdb.ts';
import { suppose, type Supposed } from '../population/hypothetical.ts';
import { cohorts } from '../scoring/cohorts.ts';
import type { HouseholdScore, Scorer } from '../scoring/types.ts';

/** The two scores. */
export interface ScoreChange {
  readonly before: HouseholdScore;
  readonly after: HouseholdScore;
  /** Supposed facts that leave no row in a ledger: the score does not follow them. */
  readonly untraced: readonly string[];
}

const reasonsTold = 5;

/**
 * Scores the household twice.
 *
 * @param db a session whose ledger holds this household alone (`isolateHousehold`); it is changed
 * @param row the household's features among everybody, one row by name: of what hangs on neighbours only its own change
 *            is taken over
 * @throws JZ_HOUSEHOLD_UNKNOWN for an empty row
 */
export async function scoreChange(
  db: DuckDb,
  {
    scorer,
    asOf,
    row,
    household,
    supposed,
  }: {
    readonly scorer: Scorer;
    readonly asOf: IsoDate;
    readonly row: Matrix;
    readonly household: string;
    readonly supposed: readonly Supposed[];
  },
): Promise<ScoreChange> {
  const alone = async (): Promise<Matrix> => (await cohorts[scorer.catalogue]({ db }, asOf)).matrix;
  const one = await alone();
  const untraced = await suppose(db, asOf, supposed);
  const two = await alone();
  const columns = row.columns.map((column, j) => {
    const name = row.names[j] ?? '';
    const changed = valueOf(two, name);
    return Object.is(valueOf(one, name), changed) ? column : Float64Array.of(changed);
  });
  const [before, after] = [row, matrix(row.names, columns, 1)].map((X) => scorer.score(X, reasonsTold)[0]);
  if (!before || !after) throw new JzError('JZ_HOUSEHOLD_UNKNOWN', { household, asOf });
  return { before, after, untraced };
}

function valueOf({ names, columns }: Matrix, name: string): number {
  return columns[names.indexOf(name)]?.[0] ?? Number.NaN;
}
