import type { Command } from 'commander';
import { evaluateBinary } from '../../../eval/index.ts';
import type { ModelChoice } from '../../../training/auto/candidates.ts';
import { crossValidate } from '../../../training/table/cv.ts';
import { checkGroupsInFolds, readFolds } from '../../table/labels.ts';
import { checkPredictionsPlace, writePredictions } from '../../table/write-predictions.ts';
import type { Terminal } from '../io.ts';
import { readTableInput, sayMixed, WEIGHT_HELP, type TableRoles } from '../table-input.ts';
import { evaluationText } from '../evaluation-text.ts';
import { addTrainingOptions } from './training-options.ts';

interface Options extends TableRoles {
  readonly fold: string;
  readonly model: ModelChoice;
  readonly seed: string;
  readonly threads?: number;
  readonly out: string;
  readonly json?: true;
}

/** `jiuzhu table cv`: predicts every fold from the others and measures the pooled result. */
export function addTableCv(table: Command, terminal: Terminal): void {
  const command = table
    .command('cv <file>')
    .description('按折交叉验证 / cross-validate on a fold column')
    .requiredOption('--target <column>', '目标列（0/1）/ target')
    .requiredOption('--fold <column>', '折列 / fold column')
    .option('--group <column>', '组列，同组行不跨折 / group column')
    .option('--weight <column>', WEIGHT_HELP);
  addTrainingOptions(command)
    .requiredOption('--out <preds.csv>', '逐行预测 / predictions, a row each')
    .option('--json', 'print JSON')
    .action((file: string, options: Options) => runCv(file, options, terminal));
}

async function runCv(file: string, options: Options, terminal: Terminal): Promise<void> {
  await checkPredictionsPlace(options.out);
  const { table, data } = await readTableInput(file, options);
  sayMixed(table, terminal);
  const folds = readFolds(table, options.fold);
  if (options.group !== undefined) checkGroupsInFolds(table, folds, data.groups, options.fold);
  const { model: choice, seed, threads } = options;
  const p = await crossValidate({ data, folds, choice, seed, threads, progress: terminal.progress });
  await writePredictions(options.out, p);
  const evaluation = evaluateBinary(data.y, p, data.weights ? { weights: data.weights } : {});
  if (options.json)
    terminal.data(
      JSON.stringify({
        file,
        model: choice,
        folds: folds.size,
        features: data.X.names.length,
        out: options.out,
        ...evaluation,
      }),
    );
  else terminal.data(evaluationText(evaluation));
}
