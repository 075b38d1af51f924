import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { escalateOverdue } from '../../../alerts/act.ts';
import type { RaiseResult } from '../../../alerts/raise.ts';
import { raiseRound } from '../../../alerts/round.ts';
import { loadAlertSettings } from '../../../alerts/settings.ts';
import { isoDate } from '../../../core/dates.ts';
import { openLedger } from '../../../ledger/open-ledger.ts';
import { loadScorer } from '../../../scoring/load.ts';
import type { Terminal } from '../../io.ts';
import { momentOf, withActor, withOpenStore, type ActorOptions } from './store-option.ts';

interface RaiseOptions extends ActorOptions {
  readonly lake: string;
  readonly asOf: string;
  readonly model: string;
  readonly registry: string;
  readonly settings?: string;
  readonly preset?: string;
  readonly region?: string;
  readonly seed: string;
}

/** `jiuzhu alerts raise` and `jiuzhu alerts escalate`. */
export function addRaiseCommands(alerts: Command, terminal: Terminal): void {
  withActor(
    alerts
      .command('raise')
      .description('按走访能力发出预警，同一轮只发一次 / raise a round under each township’s capacity, once')
      .requiredOption('--lake <directory>', '总账目录 / ledger')
      .requiredOption('--as-of <date>', '观察日 / as-of date')
      .requiredOption('--model <id>', '模型编号或目录 / model id or folder')
      .option('--registry <directory>', '模型登记目录 / model registry', '.jiuzhu/county/registry')
      .option('--settings <file>', '预警配置，缺省为内置 / settings in place of the shipped ones')
      .option('--preset <name>', '信号的地方阈值 / local thresholds of signals')
      .option('--region <code>', 'GB/T 2260 code whose law holds')
      .option('--seed <text>', '随机抽查的种子 / seed of the random draws', '1'),
  ).action((options: RaiseOptions) => raise(options, terminal));
  withActor(
    alerts
      .command('escalate')
      .description('把超期的预警上报一级 / take overdue alerts one office higher')
      .option('--settings <file>', '预警配置，缺省为内置 / settings in place of the shipped ones'),
  ).action(async (options: ActorOptions & { settings?: string }) => {
    const settings = await loadAlertSettings(options.settings);
    const late = await withOpenStore(options, (store) =>
      escalateOverdue(store, settings, { actor: options.by, at: momentOf(options) }),
    );
    terminal.data(
      options.json ? JSON.stringify({ alerts: late }) : `已上报 ${late.length} 件 / alerts escalated`,
    );
  });
}

async function raise(options: RaiseOptions, terminal: Terminal): Promise<void> {
  const settings = await loadAlertSettings(options.settings);
  const folder = existsSync(join(options.model, 'manifest.json'))
    ? options.model
    : join(options.registry, options.model);
  const scorer = await loadScorer(folder);
  await mkdir(dirname(options.store), { recursive: true });
  const ledger = await openLedger(options.lake);
  try {
    const { by: actor, seed, region, preset } = options;
    const at = momentOf(options);
    const asOf = isoDate(options.asOf);
    const { progress } = terminal;
    const result = await withOpenStore(
      options,
      (store) =>
        raiseRound({ store, ledger, scorer, asOf, at, actor, settings, seed, region, preset, progress }),
      true,
    );
    terminal.data(options.json ? JSON.stringify(result) : raiseText(result));
  } finally {
    ledger.close();
  }
}

/** A round in one line. */
export function raiseText(result: RaiseResult): string {
  const { raised, audit, appended, cut, redCut, suppressed, isRepeat } = result;
  const red = redCut > 0 ? `（其中红色 ${redCut}，走访能力不足 / of them red）` : '';
  return `${isRepeat ? '本轮此前已发 / raised before：' : ''}预警 ${raised}（随机抽查 ${audit}），补充证据 ${appended}，超出走访能力 ${cut}${red}，不重复打扰 ${suppressed} / raised (random draws), evidence appended, beyond capacity, left alone`;
}
