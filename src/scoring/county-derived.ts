/**
 * Features of a department ledger that are computed from others, computed again where those are supposed otherwise.
 */
import { countyFeatures } from '../../features/county/index.ts';
import { checkFeatures } from '../../features/engine/check.ts';
import type { DayFeatures } from '../../features/engine/compute.ts';
import { evaluate } from '../../features/evaluate.ts';
import { JzError } from '../core/errors/index.ts';
import type { Matrix } from '../core/matrix.ts';

/** What is computed from other features. */
export interface DerivedFeatures {
  readonly features: readonly string[];
  /** Rows of one household, that of `row`, with these features computed anew. */
  readonly complete: (row: number, X: Matrix) => Matrix;
}

/**
 * The derived features of a day, and how a household's rows are completed: columns of the rows that are not derived
 * are taken as they are, what they lack comes from the household, and every derived one is computed.
 *
 * @param law numbers of the law on that day
 */
export function countyDerived(
  { matrix: day }: Pick<DayFeatures, 'matrix'>,
  law: Readonly<Record<string, number>>,
): DerivedFeatures {
  const derived = checkFeatures(countyFeatures).filter((feature) => feature.kind === 'derived');
  const names = derived.map(({ name }) => name);
  const isDerived = new Set(names);
  const complete = (row: number, X: Matrix): Matrix => {
    const columns = new Map(X.names.map((name, j) => [name, X.columns[j]]));
    for (const name of names) columns.delete(name);
    const columnOf = (name: string): Float64Array => {
      const known = columns.get(name);
      if (known) return known;
      const own = day.columns[day.names.indexOf(name)]?.[row];
      if (own === undefined || isDerived.has(name))
        throw new JzError('JZ_FEATURE_REFERENCE', { feature: '-', reference: name });
      return new Float64Array(X.nRows).fill(own);
    };
    for (const { name, expression } of derived)
      columns.set(
        name,
        evaluate(expression, X.nRows, columnOf, (parameter) => law[parameter] ?? Number.NaN),
      );
    return { ...X, columns: X.names.map(columnOf) };
  };
  return { features: names, complete };
}
