import type { Command } from 'commander';
import { JzError } from '../../../core/errors/index.ts';
import { readLog, standingAfter, type LogEntry } from '../../../registry/index.ts';
import type { Terminal } from '../../io.ts';
import { registryCommand, type RegistryOptions } from './registry-command.ts';

interface HistoryOptions extends RegistryOptions {
  readonly head?: string;
}

/** `jiuzhu model history` */
export function addModelHistory(model: Command, terminal: Terminal): void {
  registryCommand(model, 'history', '推举日志，先核验哈希链 / who promoted what; the chain is checked first')
    .option(
      '--head <hash>',
      '以前记下的哈希，须仍在链中 / a hash noted before: it must still be in the chain',
    )
    .action((options: HistoryOptions) => showHistory(options, terminal));
}

async function showHistory({ registry, head, json }: HistoryOptions, terminal: Terminal): Promise<void> {
  const entries = await readLog(registry);
  if (head !== undefined && !entries.some(({ hash }) => hash === head.trim().toLowerCase()))
    throw new JzError('JZ_REGISTRY_LOG', { file: registry, problem: `SM3 ${head} ?` });
  const standing = standingAfter(entries);
  terminal.data(json ? JSON.stringify({ entries, standing }) : entries.map(lineOf).join('\n'));
}

const actions: Readonly<Record<LogEntry['action'], string>> = {
  proposed: '提议 proposed',
  confirmed: '确认 confirmed',
  withdrawn: '撤回 withdrew',
  rolled_back: '退回 rolled back to',
  shadowed: '设为影子 put in shadow',
};

function lineOf({ seq, at, by, action, model, because, hash }: LogEntry): string {
  const reason = because === '' ? '' : `：${because}`;
  return `${seq}  ${at}  ${by}  ${actions[action]} ${model}${reason}  SM3 ${hash}`;
}
