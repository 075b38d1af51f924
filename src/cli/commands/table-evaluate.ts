import type { Command } from 'commander';
import {
  evaluateBinary,
  evaluateGroups,
  type BinaryEvaluation,
  type GroupEvaluation,
} from '../../../eval/index.ts';
import { JzError } from '../../core/errors/index.ts';
import { seededRng } from '../../core/rng.ts';
import { columnOf } from '../../table/encoding.ts';
import { readLabels } from '../../table/labels.ts';
import { readTable, type Column, type Table } from '../../table/read-table.ts';
import { evaluationText } from '../evaluation-text.ts';
import { groupsText } from '../group-evaluation-text.ts';
import type { Terminal } from '../io.ts';
import { numberColumn, PROBABILITY, WEIGHT } from '../number-column.ts';

interface Options {
  readonly target: string;
  readonly score: string;
  readonly weight?: string;
  readonly group?: readonly string[];
  readonly data?: string;
  readonly top?: string;
  readonly json?: true;
}

/** Simulated rows behind the calibration noise: bounds its time, whatever the file. */
const NOISE_ROWS = 20_000_000;

/** `jiuzhu table evaluate`: predictions against outcomes. */
export function addTableEvaluate(table: Command, terminal: Terminal): void {
  table
    .command('evaluate <preds>')
    .description('评估预测：排序、校准、分组 / measure predictions against outcomes')
    .requiredOption('--target <y>', '结果列，0 或 1 / outcome column, 0 or 1')
    .requiredOption('--score <p>', '概率列，0 到 1 / probability column, 0..1')
    .option('--weight <w>', '权重列 / weight column')
    .option('--group <COL...>', '分组列，可多个 / columns to break the result down by')
    .option(
      '--data <FILE>',
      '结果、权重或分组列所在的表，按 row 列对应 / table joined on column row (0-based)',
    )
    .option('--top <shares>', '名单占比，如 0.05,0.1 / shares to list (default 0.01,0.05,0.1,0.2)')
    .option('--json', 'print JSON')
    .action((preds: string, options: Options) => runEvaluate(preds, options, terminal));
}

async function runEvaluate(preds: string, options: Options, terminal: Terminal): Promise<void> {
  const shares = options.top === undefined ? undefined : readShares(options.top);
  const sources = await readSources(preds, options);
  const p = numberColumn(sources.preds, options.score, PROBABILITY);
  const y = picked(
    readLabels(sources.holding(options.target), options.target),
    sources.rowsOf(options.target),
  );
  const weights = options.weight === undefined ? {} : { weights: weightColumn(sources, options.weight) };
  const measured = { ...weights, ...(shares ? { shares } : {}) };
  const draws = Math.min(200, Math.floor(NOISE_ROWS / p.length));
  const noise = draws >= 20 ? { noise: { rng: seededRng('ece noise'), draws } } : {};
  const evaluation = evaluateBinary(y, p, { ...measured, ...noise });
  const groups = (options.group ?? []).map((column) => ({
    column,
    values: evaluateGroups(y, p, groupColumn(sources, column), measured),
  }));
  terminal.data(options.json ? evaluationJson(evaluation, groups) : textOf(evaluation, groups));
}

interface GroupResult {
  readonly column: string;
  readonly values: readonly GroupEvaluation[];
}

function evaluationJson(evaluation: BinaryEvaluation, groups: readonly GroupResult[]): string {
  const byGroup = groups.map(({ column, values }) => [column, values] as const);
  return JSON.stringify(
    groups.length > 0 ? { ...evaluation, groups: Object.fromEntries(byGroup) } : evaluation,
  );
}

function textOf(evaluation: BinaryEvaluation, groups: readonly GroupResult[]): string {
  const overall = [evaluationText(evaluation), ...calibrationLines(evaluation)].join('\n');
  return [overall, ...groups.map(({ column, values }) => groupsText(column, values))].join('\n\n');
}

function calibrationLines({
  ece_noise,
  calibration_slope,
  calibration_intercept,
}: BinaryEvaluation): string[] {
  const chance = ece_noise
    ? [
        `纯属偶然的校准误差 / ECE by chance: ${ece_noise.mean.toFixed(4)} (95%: <= ${ece_noise.p95.toFixed(4)})`,
      ]
    : [];
  const line = [calibration_slope, calibration_intercept].map((value) => value?.toFixed(4) ?? '—');
  return [...chance, `校准斜率、截距 / calibration slope, intercept: ${line.join('  ')}`];
}

/** The predictions, and the table their rows came from. */
interface Sources {
  readonly preds: Table;
  /** The table that holds a column: the predictions first, then the data. */
  readonly holding: (column: string) => Table;
  /** For each prediction, its row in the table that holds the column; null when they are the same rows. */
  readonly rowsOf: (column: string) => Int32Array | null;
}

async function readSources(file: string, options: Options): Promise<Sources> {
  const kinds = new Map<string, Column['kind']>((options.group ?? []).map((column) => [column, 'text']));
  for (const column of [options.target, options.score, options.weight, 'row'])
    if (column !== undefined) kinds.set(column, 'number');
  const preds = await readTable(file, kinds, 'named');
  if (options.data === undefined) return { preds, holding: () => preds, rowsOf: () => null };
  kinds.delete('row');
  const data = await readTable(options.data, kinds, 'named');
  const rows = joinRows(preds, data);
  return {
    preds,
    holding: (column) => (preds.columns.has(column) ? preds : data),
    rowsOf: (column) => (preds.columns.has(column) ? null : rows),
  };
}

/** Checks column `row` of the predictions against the data it points into. */
function joinRows(preds: Table, data: Table): Int32Array {
  const rows = columnOf(preds, 'row').values;
  const seen = new Uint8Array(data.nRows);
  return Int32Array.from({ length: preds.nRows }, (_, i) => {
    const row = Number(rows[i] ?? NaN);
    const problem = joinProblem(row, seen);
    if (problem !== null)
      throw new JzError('JZ_EVAL_JOIN', {
        file: preds.file,
        row: i + 1,
        column: 'row',
        value: String(row),
        data: data.file,
        problem,
      });
    seen[row] = 1;
    return row;
  });
}

function joinProblem(row: number, seen: Uint8Array): string | null {
  if (!Number.isInteger(row) || row < 0 || row >= seen.length) return `0..${seen.length - 1}`;
  return seen[row] === 1 ? '重复 / twice' : null;
}

function weightColumn(sources: Sources, column: string): Float64Array {
  return picked(numberColumn(sources.holding(column), column, WEIGHT), sources.rowsOf(column));
}

function groupColumn(sources: Sources, column: string): (string | null)[] {
  const { values } = columnOf(sources.holding(column), column);
  const rows = sources.rowsOf(column) ?? Int32Array.from({ length: sources.preds.nRows }, (_, i) => i);
  return Array.from(rows, (row) => {
    const value = values[row] ?? null;
    return value === null || Number.isNaN(value) ? null : String(value);
  });
}

function picked(values: Uint8Array | Float64Array, rows: Int32Array | null): Float64Array {
  return rows === null ? Float64Array.from(values) : Float64Array.from(rows, (row) => values[row] ?? NaN);
}

function readShares(text: string): number[] {
  const shares = text.split(',').map(Number);
  if (shares.some((share) => !(share > 0 && share <= 1)))
    throw new JzError('JZ_USAGE', { problem: `--top ${text}: 0 < share <= 1`, command: 'table evaluate' });
  return shares;
}
