import type { Command } from 'commander';
import { loadTensorFlow } from '../../../models/net/backend.ts';
import { sequenceDefaults } from '../../../models/sequence/model.ts';
import type { Comparison } from '../../../training/sequence/compare.ts';
import { runSequence, sequenceFolder } from '../../../training/sequence/run.ts';
import { JzError } from '../../core/errors/index.ts';
import { withCountyRun } from '../county-run.ts';
import type { Terminal } from '../io.ts';

interface Options {
  readonly lake: string;
  readonly config: string;
  readonly out: string;
  readonly work?: string;
  readonly months: number;
  readonly units: number;
  readonly epochs: number;
  readonly share: number;
  readonly json?: true;
}

/** `jiuzhu sequence`: trains the neural model of monthly histories beside boosted trees on the same rows. */
export function addSequenceCommand(program: Command, terminal: Terminal): void {
  program
    .command('sequence')
    .description(
      '月度序列神经模型，与提升树同行比较 / neural model of monthly histories beside boosted trees',
    )
    .requiredOption('--lake <directory>', '总账目录 / ledger')
    .requiredOption('--config <file>', '训练配置（kind: county）/ training config (YAML)')
    .requiredOption('--out <directory>', '模型目录 / folder for the model (TensorFlow.js format)')
    .option('--work <directory>', '中间结果目录（默认 OUT.work）/ keeps features of each date')
    .option('--months <n>', '回看月数，3 的倍数 / months looked back, a multiple of 3', whole('--months'), 24)
    .option(
      '--units <n>',
      '循环层宽度 / width of the recurrent layer',
      whole('--units'),
      sequenceDefaults.units,
    )
    .option('--epochs <n>', '最多训练轮数 / passes at most', whole('--epochs'), sequenceDefaults.epochs)
    .option('--share <s>', '参与家庭的比例 / share of households looked at', part, 1)
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const { lake, config, out, work = `${out}.work`, months, units, epochs, share } = options;
      const tensorflow = await loadTensorFlow();
      terminal.say(`TensorFlow.js ${tensorflow.version}, ${tensorflow.backend}`);
      const { model, rows, measures, seconds } = await withCountyRun({ lake, config }, terminal, (run) =>
        runSequence(tensorflow, {
          ...run,
          ...{ work, out, months, share, now: () => performance.now() },
          options: { ...sequenceDefaults, units, epochs },
        }),
      );
      const { backend } = model;
      const told = { rows, measures, seconds };
      const result = { ...told, backend, epochs: model.epochs, weights: model.weights.length / 4 };
      terminal.data(options.json ? JSON.stringify(result) : textOf(told));
      terminal.say(`模型 / model: ${sequenceFolder(out)}`);
    });
}

function textOf({ rows, measures, seconds }: Pick<Comparison, 'rows' | 'measures' | 'seconds'>): string {
  const parts = Object.entries(rows).map(([name, { rows: n, events }]) => `${name} ${n} (${events})`);
  const lines = measures.map(({ id, horizon, auc, averagePrecision, logLoss, logLossCalibrated }) =>
    [id.padEnd(20), String(horizon).padStart(2), ...[auc, averagePrecision].map((one) => one.toFixed(4))]
      .concat([logLoss, logLossCalibrated].map((one) => one.toFixed(5)))
      .join('  '),
  );
  const times = Object.entries(seconds).map(([id, time]) => `${id} ${time.toFixed(1)} s`);
  return [
    `行数（事件）/ rows (events): ${parts.join(', ')}`,
    'model, months, AUC, average precision, log loss, log loss calibrated',
    ...lines,
    `拟合 / fitting: ${times.join(', ')}`,
  ].join('\n');
}

function whole(option: string): (text: string) => number {
  return (text) => {
    const count = Number(text);
    if (Number.isInteger(count) && count > 0) return count;
    throw new JzError('JZ_USAGE', {
      problem: `${option} is a whole number above 0, not ${text}`,
      command: 'sequence',
    });
  };
}

function part(text: string): number {
  const share = Number(text);
  if (share > 0 && share <= 1) return share;
  throw new JzError('JZ_USAGE', {
    problem: `--share is above 0 and at most 1, not ${text}`,
    command: 'sequence',
  });
}
