/**
 * How what came in got better or worse, from generation to generation.
 */
import { join } from 'node:path';
import { canonicalJson } from '../../core/json.ts';
import { readManifest } from '../../io/manifest.ts';
import { factsOf } from '../lake/facts.ts';
import { groupBy } from './group-by.ts';
import {
  departmentIntake,
  intakeParts,
  readIntake,
  shareOf,
  type FileFigures,
  type Intake,
} from './intake.ts';
import { deliveryOf, lagOf, type DepartmentTimes } from './lateness.ts';
import type { DepartmentPoint, TrendPoint } from './schema.ts';
import { overall } from './score.ts';

/** Generations shown at most. */
const mostPoints = 24;

/** A generation, the files that came with it and the deliveries its rows name. */
interface Step {
  readonly generation: string;
  readonly files: readonly FileFigures[];
  readonly deliveries: ReadonlySet<string>;
}

/**
 * One point for each generation that is still on disk, oldest first. A generation stands for the files that came with
 * it; those it took over count for the one they came with.
 */
export async function intakeTrend(
  lake: string,
  generation: string,
  times: ReadonlyMap<string, DepartmentTimes>,
): Promise<TrendPoint[]> {
  return (await steps(lake, generation)).map((step) => point(step, times)).reverse();
}

async function steps(lake: string, generation: string): Promise<Step[]> {
  const line: { name: string; intake: Intake; deliveries: string[] }[] = [];
  let name: string | null = generation;
  while (name !== null && line.length <= mostPoints) {
    const file: string = join(lake, name, 'manifest.json');
    const manifest = await readManifest(file).catch(() => null);
    if (!manifest) break;
    const { sources, parent } = factsOf(manifest, file);
    const deliveries = sources.map((source) => deliveryOf(source.file, source.batch));
    line.push({ name, intake: await readIntake(join(lake, name)), deliveries });
    name = parent;
  }
  return line.slice(0, mostPoints).map(({ name: of, intake, deliveries }, i) => {
    const before = new Set(line[i + 1]?.deliveries);
    return {
      generation: of,
      files: newFiles(intake, line[i + 1]?.intake),
      deliveries: new Set(deliveries.filter((delivery) => !before.has(delivery))),
    };
  });
}

function newFiles(intake: Intake, parent: Intake | undefined): FileFigures[] {
  const before = new Set(parent?.files.map(identityOf));
  return intake.files.filter((file) => !before.has(identityOf(file)));
}

function identityOf({ department, file, rowsIn, loaded, columns }: FileFigures): string {
  const shares = columns.map(({ column, filledShare }) => [column, filledShare]);
  return canonicalJson([department, file, rowsIn, loaded, shares]);
}

function point(
  { generation, files, deliveries }: Step,
  times: ReadonlyMap<string, DepartmentTimes>,
): TrendPoint {
  const departments = [...groupBy(files, ({ department }) => department)].map(([department, own]) => {
    const delays = (times.get(department)?.delays ?? []).filter(({ delivery }) => deliveries.has(delivery));
    return [department, { ...figuresOf(own), ...lagOf(delays) }] as const;
  });
  return {
    generation,
    ...figuresOf(files),
    departments: Object.fromEntries(departments.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function figuresOf(files: readonly FileFigures[]): Omit<DepartmentPoint, 'medianDays' | 'p90Days'> {
  const all = departmentIntake(files);
  return {
    files: all.files,
    rowsIn: all.rowsIn,
    quarantinedShare: shareOf(all.quarantined, all.rowsIn),
    intakeScore: overall(intakeParts(all)),
  };
}
