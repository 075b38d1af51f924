import type { Command } from 'commander';
import { configKind } from '../../../training/county/config.ts';
import { publishCountyModel, runCounty } from '../../../training/county/run.ts';
import { publishModel, runTraining } from '../../../training/panel/run.ts';
import type { HouseholdModel } from '../../scoring/household-bundle.ts';
import { withCountyRun } from '../county-run.ts';
import type { Terminal } from '../io.ts';
import { withPanelRun } from '../panel-run.ts';

interface Options {
  readonly lake: string;
  readonly config: string;
  readonly registry: string;
  readonly work?: string;
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
    .option(
      '--work <directory>',
      '中间结果目录，中断后可续（部门总账；默认 REGISTRY.work，可与 backtest 共用）/ keeps features and models, so that a killed run goes on',
    )
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const { id, model } = await trainers[await configKind(options.config)](options, terminal);
      const { metrics, trainedOn, calibratedOn, testedOn } = model;
      const result = { id, registry: options.registry, trainedOn, calibratedOn, testedOn, metrics };
      terminal.data(
        options.json
          ? JSON.stringify(result)
          : `模型 ${id} 已登记 / registered; AUC ${String(metrics['auc']?.toFixed(4))}`,
      );
    });
}

interface Registered {
  readonly id: string;
  readonly model: HouseholdModel;
}

const trainers: Readonly<
  Record<'county' | 'panel', (options: Options, terminal: Terminal) => Promise<Registered>>
> = {
  county: (options, terminal) =>
    withCountyRun(options, terminal, async (opened) => {
      const run = { ...opened, work: options.work ?? `${options.registry}.work` };
      return publishCountyModel(run, await runCounty(run), options.registry);
    }),
  panel: (options, terminal) =>
    withPanelRun(options, terminal, async (run) => {
      const finished = await runTraining(run);
      return { id: await publishModel(run, finished, options.registry), model: finished.trained.model };
    }),
};
