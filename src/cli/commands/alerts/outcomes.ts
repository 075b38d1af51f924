import type { Command } from 'commander';
import { giveBackVisits } from '../../../alerts/give-back.ts';
import { isoDate } from '../../../core/dates.ts';
import type { Terminal } from '../../io.ts';
import { withOpenStore, withStore, type StoreOptions } from './store-option.ts';

interface ExportOptions extends StoreOptions {
  readonly from: string;
  readonly to: string;
  readonly out: string;
}

/** `jiuzhu alerts export`. */
export function addOutcomeCommands(alerts: Command, terminal: Terminal): void {
  withStore(
    alerts
      .command('export')
      .description('核查结果回流总账：写出部门文件和映射 / outcomes as a department’s file for ingest')
      .requiredOption('--from <date>', '结论日期自 / concluded from')
      .requiredOption('--to <date>', '结论日期至 / to')
      .requiredOption('--out <directory>', '目录 / folder'),
  ).action(async (options: ExportOptions) => {
    const days = { from: isoDate(options.from), to: isoDate(options.to) };
    const { folder, visits, manifest } = await withOpenStore(options, (store) =>
      giveBackVisits(store, options.out, days),
    );
    terminal.data(
      options.json
        ? JSON.stringify({ folder, visits, manifest: manifest.id })
        : `${folder}：${visits} 次入户 / visits；jiuzhu ingest ${folder} --lake …`,
    );
  });
}
