import type { Command } from 'commander';
import { DEFAULT_LINE, measurePoverty, povertyLine, type PovertyMeasures } from '../../../eval/index.ts';
import { readTable, type Column, type Table } from '../../table/read-table.ts';
import type { Terminal } from '../io.ts';
import { numberColumn, WEIGHT, type CellRule } from '../number-column.ts';
import { textTable } from '../text-table.ts';

interface Options {
  readonly income: string;
  readonly weight?: string;
  readonly size?: string;
  readonly line?: string;
  readonly json?: true;
}

const SIZE: CellRule = { holds: (value) => value > 0 && value < Infinity, expected: '> 0' };
const INCOME: CellRule = { holds: (value) => !(Math.abs(value) === Infinity), expected: 'a finite number' };

/** `jiuzhu poverty`: poverty and inequality of a column of incomes. */
export function addPovertyCommand(program: Command, terminal: Terminal): void {
  program
    .command('poverty <file>')
    .description('贫困与不平等：ARPR、FGT、基尼、S80/S20 / poverty and inequality of a column of incomes')
    .requiredOption('--income <COL>', '人均或等值收入列 / income per person or per equivalent adult')
    .option('--weight <COL>', '权重列 / weight column')
    .option('--size <COL>', '家庭人数列：按人计 / household size: count people, not households')
    .option(
      '--line <X|60%median>',
      '贫困线：金额或中位数的比例 / amount or share of the median (default 60%median)',
    )
    .option('--json', 'print JSON')
    .action(async (file: string, options: Options) => {
      const line = options.line === undefined ? DEFAULT_LINE : povertyLine(options.line);
      const columns = await readIncomes(file, options);
      const measures = measurePoverty(columns.income, columns.weight, line);
      if (columns.missing > 0 && !options.json)
        terminal.say(`${columns.missing} 行收入为空，未计入 / rows without income are left out`);
      terminal.data(
        options.json ? JSON.stringify({ ...measures, n_missing: columns.missing }) : povertyText(measures),
      );
    });
}

async function readIncomes(file: string, options: Options) {
  const names = [options.income, options.weight, options.size].filter((name) => name !== undefined);
  const table = await readTable(
    file,
    new Map(names.map((name): [string, Column['kind']] => [name, 'number'])),
    'named',
  );
  const income = numberColumn(table, options.income, INCOME);
  const weight = combined(table, options);
  const rows = Array.from(income.keys()).filter((row) => !Number.isNaN(income[row]));
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row] ?? NaN);
  return { income: pick(income), weight: pick(weight), missing: income.length - rows.length };
}

/** Household weight × household size, each 1 when its column is not given. */
function combined(table: Table, { weight, size }: Options): Float64Array {
  const ones = new Float64Array(table.nRows).fill(1);
  const weights = weight === undefined ? ones : numberColumn(table, weight, WEIGHT);
  if (size === undefined) return weights;
  const sizes = numberColumn(table, size, SIZE);
  return weights.map((value, row) => value * (sizes[row] ?? NaN));
}

function povertyText(found: PovertyMeasures): string {
  const share = (value: number | null): string => (value === null ? '–' : `${(value * 100).toFixed(2)}%`);
  const money = (value: number): string => value.toFixed(2);
  return textTable([
    ['行数 / rows', String(found.n)],
    ['人口（权重和）/ population', money(found.population)],
    ['平均收入 / mean', money(found.mean)],
    ['中位收入 / median', money(found.median)],
    ['贫困线 / line', money(found.line)],
    ['相对贫困率 / at risk of poverty (60% median)', share(found.arpr)],
    ['贫困发生率 / headcount FGT0', share(found.fgt0)],
    ['贫困差距 / gap FGT1', share(found.fgt1)],
    ['贫困强度 / severity FGT2', share(found.fgt2)],
    ['贫困者中位差距 / median gap of the poor', share(found.median_gap)],
    ['基尼系数 / Gini', found.gini?.toFixed(4) ?? '–'],
    ['五等分比 / S80/S20', found.s80s20?.toFixed(3) ?? '–'],
  ]);
}
