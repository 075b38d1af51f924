/**
 * Computes the columns of all declarations from facts in memory.
 */
import { channelKey, channelOf } from './compile.ts';
import { countRows } from './cohort.ts';
import { distributionsOn, type Distributions } from './context.ts';
import { dayNumber } from '../../days.ts';
import type { Declaration, MeasuredFeature } from './declaration.ts';
import { evaluate } from '../../evaluate.ts';
import type { Facts } from './facts.ts';
import { measure, type Cohort } from './measure.ts';
import type { SourceName } from './sources.ts';

const NO_CONTEXT: Distributions = new Map();

/**
 * Columns by feature name, `[rows of all cohorts]`.
 *
 * @param ordered checked declarations, each after those it reads
 */
export function computeColumns(
  ordered: readonly Declaration[],
  tables: ReadonlyMap<SourceName, Facts>,
  cohorts: readonly Cohort[],
): ReadonlyMap<string, Float64Array> {
  const nRows = countRows(cohorts);
  const contextsOf = cachedDistributions(tables);
  const columns = new Map<string, Float64Array>();
  for (const declaration of ordered) {
    if (declaration.kind === 'derived') {
      columns.set(
        declaration.name,
        evaluate(declaration.expression, nRows, (name) => columns.get(name)!),
      );
      continue;
    }
    const column = new Float64Array(nRows);
    const facts = tables.get(declaration.source)!;
    for (const cohort of cohorts)
      measure(declaration, facts, cohort, contextsOf(declaration, cohort), column);
    columns.set(declaration.name, column);
  }
  return columns;
}

function cachedDistributions(
  tables: ReadonlyMap<SourceName, Facts>,
): (declaration: MeasuredFeature, cohort: Cohort) => Distributions {
  const cache = new Map<string, Distributions>();
  return (declaration, cohort) => {
    if (declaration.context === 'none') return NO_CONTEXT;
    const channel = channelOf(declaration);
    const key = `${cohort.asOf} ${channel.source} ${channelKey(channel)}`;
    const facts = tables.get(declaration.source)!;
    const found =
      cache.get(key) ??
      distributionsOn(facts, facts.channels.get(channelKey(channel))!, dayNumber(cohort.asOf));
    cache.set(key, found);
    return found;
  };
}
