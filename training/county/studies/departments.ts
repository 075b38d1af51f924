/**
 * What each department's data are worth: the model is fitted again without its features, and finds so many cases fewer
 * with the same visits.
 */
import {
  compareLists,
  holm,
  type DepartmentStudy,
  type DepartmentValue,
  type Words,
} from '../../../eval/index.ts';
import { countyFeatures } from '../../../features/county/index.ts';
import { featuresOf } from '../../../features/expression.ts';
import type { LedgerFeature } from '../../../features/engine/declaration.ts';
import { fitBoosting, type BoostedTrees } from '../../../models/boosting/fit.ts';
import { boostingDefaults, type BoostingOptions } from '../../../models/boosting/options.ts';
import { selectColumns } from '../../../src/core/matrix.ts';
import type { Progress } from '../../../src/core/progress.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { collectTraining, type TrainingRows } from '../collect.ts';
import { modelColumns, type DaySource } from '../days.ts';
import { joinedNumbers } from '../joined-numbers.ts';
import { scoredDays } from '../scored-days.ts';
import type { Split } from '../splits.ts';
import { testRows } from '../test-rows.ts';
import { tieBreaks } from './ties.ts';

/** Small trees of a fixed number: the same effort with and without a department, without a search that could favour one. */
const options: BoostingOptions = {
  ...boostingDefaults,
  rounds: 120,
  maxLeaves: 8,
  maxDepth: 4,
  featureShare: 0.3,
};
const model: Words = { zh: '120 棵小树', en: '120 small trees' };
/** Training rows: enough to tell departments apart. */
const ROWS = 100_000;

/** Fits once with everything and once without each department, on one split. */
export async function departmentStudy(
  source: DaySource,
  split: Split,
  progress: Progress,
): Promise<DepartmentStudy> {
  const { config } = source;
  const limited = {
    ...source,
    config: { ...config, train_rows_at_most: Math.min(ROWS, config.train_rows_at_most) },
  };
  const training = await collectTraining(limited, split, progress);
  const columns = modelColumns(config);
  const departments = departmentsOf(columns);
  const all = fit(training, columns, config.seed);
  const without: { department: Words; lost: readonly string[]; model: BoostedTrees }[] = [];
  for (const [i, { department, lost }] of departments.entries()) {
    const left = columns.filter((name) => !lost.has(name));
    without.push({ department, lost: [...lost], model: fit(training, left, config.seed) });
    progress('各部门数据的价值 / departments', i + 1, departments.length);
    await new Promise(setImmediate);
  }
  const p = await scored(source, split, [all, ...without.map((one) => one.model)]);
  const rows = await testRows(source, split.test);
  const label = rows.labels[0]!;
  const tieBreak = tieBreaks(rows.households);
  const changes = without.map((_, i) => {
    const rng = seededRng(`${config.seed}/departments`);
    const pair = { p: p[0]!, instead: p[i + 1]!, tieBreak };
    return compareLists(rows, label, { ...pair, share: config.capacity, rng, draws: config.draws });
  });
  const adjusted = holm(changes.map((change) => change.p));
  const values = without.map(({ department, lost }, i): DepartmentValue => ({
    ...{ department, change: changes[i]!, p_adjusted: adjusted[i]! },
    features: lost.filter((name) => columns.includes(name)).length,
  }));
  values.sort((a, b) => a.change.difference - b.change.difference);
  return { share: config.capacity, label: label.title, model, departments: values };
}

function fit({ X, y }: TrainingRows, columns: readonly string[], seed: string): BoostedTrees {
  return fitBoosting(selectColumns(X, columns), y, options, seededRng(`${seed}/departments`));
}

async function scored(
  source: DaySource,
  { test }: Split,
  models: readonly BoostedTrees[],
): Promise<Float64Array[]> {
  const parts = models.map((): Float64Array[] => []);
  for await (const { logOddsOf } of scoredDays(source, { dates: test, models }))
    for (const [m, one] of models.entries()) parts[m]!.push(logOddsOf(one));
  return parts.map(joinedNumbers);
}

/** Departments that send rows features are read from, each with those features and the ones computed from them. */
function departmentsOf(columns: readonly string[]): { department: Words; lost: ReadonlySet<string> }[] {
  const read = countyFeatures.filter((feature) => readBy(feature).length === 0);
  const names = [...new Set(read.map(({ department }) => department.zh))];
  return names.flatMap((zh) => {
    const lost = new Set<string>();
    for (let before = -1; before < lost.size;) {
      before = lost.size;
      for (const feature of countyFeatures)
        if (feature.department.zh === zh || readBy(feature).some((name) => lost.has(name)))
          lost.add(feature.name);
    }
    const { department } = countyFeatures.find((feature) => feature.department.zh === zh)!;
    return columns.some((name) => lost.has(name)) ? [{ department, lost }] : [];
  });
}

/** Features that a feature is computed from. */
function readBy(feature: LedgerFeature): readonly string[] {
  if (feature.kind === 'neighbourhood') return [feature.of];
  return feature.kind === 'derived' ? featuresOf(feature.expression) : [];
}
