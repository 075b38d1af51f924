import type { Command } from 'commander';
import { readTableModel } from '../../table/bundle.ts';
import { expectedKinds } from '../../table/encoding.ts';
import { explainTable, predictTable } from '../../table/predict.ts';
import { readTable } from '../../table/read-table.ts';
import { checkPredictionsPlace, writePredictions } from '../../table/write-predictions.ts';
import type { Terminal } from '../io.ts';

interface Options {
  readonly model: string;
  readonly explain?: true;
  readonly out: string;
  readonly json?: true;
}

/** `jiuzhu table predict`: scores a file with a fitted table model. */
export function addTablePredict(table: Command, terminal: Terminal): void {
  table
    .command('predict <file>')
    .description('用已训练的模型预测 / score a file')
    .requiredOption('--model <MODELDIR>', '模型目录 / model folder')
    .option('--explain', '附逐特征的对数几率归因 / add a log-odds column a feature')
    .requiredOption('--out <preds.csv>', '逐行预测 / predictions, a row each')
    .option('--json', 'print JSON')
    .action((file: string, options: Options) => runPredict(file, options, terminal));
}

async function runPredict(file: string, options: Options, terminal: Terminal): Promise<void> {
  const model = await readTableModel(options.model);
  await checkPredictionsPlace(options.out);
  const table = await readTable(file, expectedKinds(model.encoding), 'named');
  const p = predictTable(model, table);
  const names = model.encoding.map(({ column }) => column);
  await writePredictions(
    options.out,
    p,
    options.explain ? { names, attributions: explainTable(model, table) } : undefined,
  );
  const result = { rows: table.nRows, out: options.out };
  terminal.data(
    options.json
      ? JSON.stringify(result)
      : `已预测 ${table.nRows} 行，写入 ${options.out} / ${table.nRows} rows scored`,
  );
}
