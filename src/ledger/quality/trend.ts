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
import type { TrendPoint } from './schema.ts';
import { overall } from './score.ts';

/** Generations shown at most. */
const mostPoints = 24;

/**
 * One point for each generation that is still on disk, oldest first. A generation stands for the files that came with
 * it; those it took over count for the one they came with.
 */
export async function intakeTrend(lake: string, generation: string): Promise<TrendPoint[]> {
  const line: { readonly name: string; readonly intake: Intake }[] = [];
  let name: string | null = generation;
  while (name !== null && line.length <= mostPoints) {
    const file: string = join(lake, name, 'manifest.json');
    const manifest = await readManifest(file).catch(() => null);
    if (!manifest) break;
    line.push({ name, intake: await readIntake(join(lake, name)) });
    name = factsOf(manifest, file).parent;
  }
  return line
    .slice(0, mostPoints)
    .map(({ name: of, intake }, i) => point(of, newFiles(intake, line[i + 1]?.intake)))
    .reverse();
}

function newFiles(intake: Intake, parent: Intake | undefined): FileFigures[] {
  const before = new Set(parent?.files.map(identityOf));
  return intake.files.filter((file) => !before.has(identityOf(file)));
}

function identityOf({ department, file, rowsIn, loaded, columns }: FileFigures): string {
  const shares = columns.map(({ column, filledShare }) => [column, filledShare]);
  return canonicalJson([department, file, rowsIn, loaded, shares]);
}

function point(generation: string, files: readonly FileFigures[]): TrendPoint {
  const all = departmentIntake(files);
  const scores = [...groupBy(files, ({ department }) => department)].flatMap(([department, own]) => {
    const score = overall(intakeParts(departmentIntake(own)));
    return score === null ? [] : [[department, score] as const];
  });
  return {
    generation,
    files: all.files,
    rowsIn: all.rowsIn,
    quarantinedShare: shareOf(all.quarantined, all.rowsIn),
    intakeScores: Object.fromEntries(scores.sort(([a], [b]) => (a < b ? -1 : 1))),
    intakeScore: overall(intakeParts(all)),
  };
}
