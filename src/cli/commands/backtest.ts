import { join } from 'node:path';
import type { Command } from 'commander';
import { exportMatrices } from '../../../training/panel/export.ts';
import { publishReport, runTraining } from '../../../training/panel/run.ts';
import type { Terminal } from '../io.ts';
import { measuresText } from '../measures-text.ts';
import { withPanelRun } from '../panel-run.ts';

interface Options {
  readonly lake: string;
  readonly config: string;
  readonly out: string;
  readonly matrices?: string;
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
    .option('--matrices <directory>', '另存训练、校准、测试矩阵 / also write the matrices as CSV')
    .option('--json', 'print JSON')
    .action((options: Options) =>
      withPanelRun(options, terminal, async (run) => {
        const finished = await runTraining(run);
        if (options.matrices !== undefined) await exportMatrices(finished.data, options.matrices);
        const measures = await publishReport(run, finished, options.out);
        terminal.data(options.json ? JSON.stringify(measures) : measuresText(measures));
        terminal.say(`报告 / report: ${join(options.out, 'report.html')}`);
      }),
    );
}
