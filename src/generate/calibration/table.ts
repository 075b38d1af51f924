/**
 * The calibration table: what the county should look like, what it does look like.
 */
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { JzError } from '../../core/errors/index.ts';
import { readText } from '../../io/files.ts';
import { fifthsRatio } from './tally-income.ts';
import type { Tally } from './tally.ts';

const targetSchema = z.strictObject({
  zh: z.string(),
  en: z.string(),
  target: z.number(),
  band: z.number().positive(),
  relative: z.boolean().default(false),
  source: z.string().min(1),
});
const fileSchema = z.strictObject({ title: z.string(), targets: z.record(z.string(), targetSchema) });

/** A quantity to be met. */
export type Target = z.infer<typeof targetSchema>;

/** One line of the table. */
export interface CalibrationLine extends Target {
  readonly id: string;
  /** NaN when nothing was counted. */
  readonly achieved: number;
  readonly count: number;
  readonly isOk: boolean;
}

const targetFile = fileURLToPath(new URL('targets.yaml', import.meta.url));

/**
 * Reads the shipped targets.
 *
 * @throws JZ_CONFIG_INVALID
 */
export async function loadTargets(file: string = targetFile): Promise<Readonly<Record<string, Target>>> {
  const parsed = fileSchema.safeParse(parse(await readText(file)));
  if (parsed.success) return parsed.data.targets;
  const issue = parsed.error.issues[0];
  throw new JzError('JZ_CONFIG_INVALID', {
    file,
    path: issue?.path.join('.') ?? '',
    problem: issue?.message ?? '',
  });
}

/** The table, in the order of the targets. */
export function calibrationTable(
  tally: Tally,
  targets: Readonly<Record<string, Target>>,
): readonly CalibrationLine[] {
  return Object.entries(targets).map(([id, target]) => {
    const [numerator, denominator] = tally.fractions[id] ?? [0, 0];
    const achieved = id === 'income_ratio' ? fifthsRatio(tally.incomes) : numerator / denominator;
    const band = target.relative ? target.band * target.target : target.band;
    return { ...target, id, achieved, count: denominator, isOk: Math.abs(achieved - target.target) <= band };
  });
}

/** The table as text: quantity, target, achieved, ok or off. */
export function calibrationText(lines: readonly CalibrationLine[]): string {
  const rows = lines.map((line) => [
    line.isOk ? 'ok ' : 'off',
    line.id,
    shown(line.target),
    shown(line.achieved),
    `±${shown(line.relative ? line.band * line.target : line.band)}`,
    line.zh,
  ]);
  const widths = [0, 1, 2, 3, 4].map((k) => Math.max(...rows.map((row) => row[k]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, k) => cell.padEnd(widths[k] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function shown(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (Math.abs(value) >= 1000) return String(Math.round(value));
  return String(Number(value.toPrecision(4)));
}
