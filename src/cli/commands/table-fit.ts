import type { Command } from 'commander';
import type { ModelChoice } from '../../../training/auto/candidates.ts';
import { fitTable } from '../../../training/table/fit.ts';
import { hashFile } from '../../io/files.ts';
import { checkModelPlace, writeTableModel } from '../../table/bundle.ts';
import type { Terminal } from '../io.ts';
import { readTableInput, sayMixed, WEIGHT_HELP, type TableRoles } from '../table-input.ts';
import { version } from '../version.ts';
import { addTrainingOptions } from './training-options.ts';

interface Options extends TableRoles {
  readonly model: ModelChoice;
  readonly seed: string;
  readonly threads?: number;
  readonly out: string;
  readonly json?: true;
}

/** `jiuzhu table fit`: trains on every row and writes a model folder. */
export function addTableFit(table: Command, terminal: Terminal): void {
  const command = table
    .command('fit <file>')
    .description('用全部行训练 / train on every row')
    .requiredOption('--target <column>', '目标列（0/1）/ target')
    .option('--group <column>', '组列 / group column')
    .option('--weight <column>', WEIGHT_HELP);
  addTrainingOptions(command)
    .requiredOption('--out <MODELDIR>', '模型目录 / model folder')
    .option('--json', 'print JSON')
    .action((file: string, options: Options) => runFit(file, options, terminal));
}

async function runFit(file: string, options: Options, terminal: Terminal): Promise<void> {
  await checkModelPlace(options.out);
  const { table, encoding, data } = await readTableInput(file, options);
  sayMixed(table, terminal);
  const { model: choice, seed, threads, target } = options;
  const stack = await fitTable(data, { choice, seed, threads, progress: terminal.progress });
  const weighed = options.weight === undefined ? {} : { weight: options.weight };
  const facts = { seed, version, data: (await hashFile(file)).sha256, ...weighed };
  const id = await writeTableModel(options.out, { kind: 'table', target, encoding, stack }, facts);
  const members = stack.members.map(({ weight, model }) => ({ family: model.family, weight }));
  const result = { id, out: options.out, rows: data.X.nRows, features: encoding.length, members };
  const weights = members.map(({ family, weight }) => `${family} ${weight.toFixed(3)}`).join(', ');
  terminal.data(
    options.json
      ? JSON.stringify(result)
      : `模型已写入 ${options.out}（${data.X.nRows} 行，${encoding.length} 个特征；${weights}）/ model written`,
  );
}
