import type { Command } from 'commander';
import { publishModel, runTraining } from '../../../training/panel/run.ts';
import type { Terminal } from '../io.ts';
import { withPanelRun } from '../panel-run.ts';

interface Options {
  readonly lake: string;
  readonly config: string;
  readonly registry: string;
  readonly json?: true;
}

/** `jiuzhu train`: trains, calibrates and publishes a model bundle. */
export function addTrainCommand(program: Command, terminal: Terminal): void {
  program
    .command('train')
    .description('训练、校准并登记模型 / train, calibrate and register a model')
    .requiredOption('--lake <directory>', '总账目录 / ledger')
    .requiredOption('--config <file>', '训练配置 / training config (YAML)')
    .requiredOption('--registry <directory>', '模型登记目录 / model registry')
    .option('--json', 'print JSON')
    .action((options: Options) =>
      withPanelRun(options, terminal, async (run) => {
        const finished = await runTraining(run);
        const id = await publishModel(run, finished, options.registry);
        const { metrics, trainedOn, calibratedOn, testedOn } = finished.trained.model;
        const result = { id, registry: options.registry, trainedOn, calibratedOn, testedOn, metrics };
        terminal.data(
          options.json
            ? JSON.stringify(result)
            : `模型 ${id} 已登记 / registered; AUC ${String(metrics['auc']?.toFixed(4))}`,
        );
      }),
    );
}
