import { join } from 'node:path';
import type { Command } from 'commander';
import { configKind } from '../../../training/county/config.ts';
import { backtestCounty as runBacktest } from '../../../training/county/backtest.ts';
import { exportMatrices } from '../../../training/panel/export.ts';
import { publishReport, runTraining } from '../../../training/panel/run.ts';
import { JzError } from '../../core/errors/index.ts';
import { openTruth, withCountyRun } from '../county-run.ts';
import { countyMeasuresText } from '../county-measures-text.ts';
import type { Terminal } from '../io.ts';
import { measuresText } from '../measures-text.ts';
import { withPanelRun } from '../panel-run.ts';

interface Options {
  readonly lake: string;
  readonly config: string;
  readonly out: string;
  readonly matrices?: string;
  readonly truth?: string;
  readonly keys?: string;
  readonly hazard: number;
  readonly work?: string;
  readonly json?: true;
}

/** `jiuzhu backtest`: trains on the early dates, measures on the last, writes report.html and metrics.json. */
export function addBacktestCommand(program: Command, terminal: Terminal): void {
  program
    .command('backtest')
    .description('样本外回测并出报告 / out-of-time backtest with a report')
    .requiredOption('--lake <directory>', '总账目录 / ledger')
    .requiredOption('--config <file>', '训练配置 / training config (YAML)')
    .requiredOption('--out <directory>', '报告目录 / report folder')
    .option(
      '--matrices <directory>',
      '另存训练、校准、测试矩阵（面板）/ also write the matrices as CSV (panel)',
    )
    .option(
      '--truth <directory>',
      '模拟县目录，另与真值比较（部门总账）/ generated county: also judge by its truth',
    )
    .option('--keys <file>', '真值用的密钥文件 / key file for the truth (else the practice county’s)')
    .option('--hazard <n>', '生成器自身风险的模拟次数，0 为不算 / futures per household', wholeNumber, 0)
    .option(
      '--work <directory>',
      '中间结果目录，中断后可续（部门总账；默认 OUT.work）/ keeps features and models, so that a killed run goes on',
    )
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const isCounty = (await configKind(options.config)) === 'county';
      await (isCounty ? backtestCounty(options, terminal) : backtestPanel(options, terminal));
      terminal.say(`报告 / report: ${join(options.out, 'report.html')}`);
    });
}

async function backtestPanel(options: Options, terminal: Terminal): Promise<void> {
  if (options.truth !== undefined) throw usage('--truth needs a config of kind: county');
  await withPanelRun(options, terminal, async (run) => {
    const finished = await runTraining(run);
    if (options.matrices !== undefined) await exportMatrices(finished.data, options.matrices);
    const measures = await publishReport(run, finished, options.out);
    terminal.data(options.json ? JSON.stringify(measures) : measuresText(measures));
  });
}

async function backtestCounty(options: Options, terminal: Terminal): Promise<void> {
  const { lake, truth, keys, hazard, out } = options;
  if (options.matrices !== undefined) throw usage('--matrices needs a config of the panel');
  await withCountyRun(options, terminal, async (run) => {
    const own = keys === undefined ? {} : { keys };
    const hidden = truth === undefined ? null : await openTruth({ lake, truth, ...own }, hazard);
    const measures = await runBacktest({ ...run, work: options.work ?? `${out}.work` }, { out, hidden });
    terminal.data(options.json ? JSON.stringify(measures) : countyMeasuresText(measures));
  });
}

function wholeNumber(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 0) return count;
  throw usage(`--hazard is a whole number, not ${text}`);
}

function usage(problem: string): JzError {
  return new JzError('JZ_USAGE', { problem, command: 'backtest' });
}
