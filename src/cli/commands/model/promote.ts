import { Option, type Command } from 'commander';
import { JzError } from '../../../core/errors/index.ts';
import {
  confirmChampion,
  proposeChampion,
  rollBack,
  shadowModel,
  withdrawProposal,
  type Act,
  type Changed,
  type Role,
} from '../../../registry/index.ts';
import type { Terminal } from '../../io.ts';
import { now } from '../../today.ts';
import { registryCommand, type RegistryOptions } from './registry-command.ts';

interface ActOptions extends RegistryOptions {
  readonly by: string;
  readonly because?: string;
}

interface PromoteOptions extends ActOptions {
  readonly role: Role;
  readonly confirm?: true;
  readonly withdraw?: true;
}

/** `jiuzhu model promote|rollback` */
export function addModelPromote(model: Command, terminal: Terminal): void {
  const command = (words: string, description: string): Command =>
    registryCommand(model, words, description)
      .requiredOption('--by <name>', '经办人姓名，记入日志 / who acts; it stands in the log')
      .option('--because <reason>', '理由，记入日志 / why; it stands in the log');
  command('promote <id>', '推举模型：一人提议，另一人确认 / one person proposes, another confirms')
    .addOption(
      new Option(
        '--role <role>',
        'champion 在用；challenger 影子，一人即可 / in use; or in shadow, by one person',
      )
        .choices(['champion', 'challenger'])
        .default('champion'),
    )
    .addOption(new Option('--confirm', '确认他人的提议 / confirm another’s proposal').conflicts('withdraw'))
    .option('--withdraw', '撤回提议 / withdraw the proposal')
    .action((id: string, options: PromoteOptions) => promote(id, options, terminal));
  command('rollback', '退回上一个在用模型 / put the champion before back').action((options: ActOptions) =>
    runRollback(options, terminal),
  );
}

async function promote(id: string, options: PromoteOptions, terminal: Terminal): Promise<void> {
  report(await changeOf(id, options), options, terminal);
}

function changeOf(id: string, options: PromoteOptions): Promise<Changed> {
  const act = actOf(options);
  if (options.confirm) return confirmChampion(act, id);
  if (options.withdraw) return withdrawProposal(act, id);
  const reasoned = { ...act, because: reasonOf(options, 'model promote') };
  return options.role === 'champion' ? proposeChampion(reasoned, id) : shadowModel(reasoned, id);
}

async function runRollback(options: ActOptions, terminal: Terminal): Promise<void> {
  const act = { ...actOf(options), because: reasonOf(options, 'model rollback') };
  report(await rollBack(act), options, terminal);
}

function actOf({ registry, by, because = '' }: ActOptions): Act {
  return { registry, by, because, at: now() };
}

function reasonOf({ because = '' }: ActOptions, command: string): string {
  if (because.trim() !== '') return because.trim();
  throw new JzError('JZ_USAGE', { problem: '--because: 须说明理由 / a reason is needed', command });
}

const sentences: Readonly<Record<Changed['entry']['action'], string>> = {
  proposed: '已提议，待另一人确认 / proposed; another person must confirm',
  confirmed: '已确认，现在用 / confirmed, in use from now on',
  withdrawn: '提议已撤回 / the proposal is withdrawn',
  rolled_back: '已退回，现在用 / rolled back, in use from now on',
  shadowed: '已作为影子模型 / scored in shadow from now on',
};

function report({ entry, standing }: Changed, { json }: RegistryOptions, terminal: Terminal): void {
  const text = `${entry.model} ${sentences[entry.action]}\n日志第 ${entry.seq} 条 / log entry ${entry.seq}: ${entry.hash}`;
  terminal.data(json ? JSON.stringify({ entry, standing }) : text);
}
