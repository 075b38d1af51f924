import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { isIsoDate } from '../../core/dates.ts';
import { JzError } from '../../core/errors/index.ts';
import { purge, type PurgeOrder, type PurgeResult, type PurgeScope } from '../../ledger/purge/purge.ts';
import {
  keyFileOf,
  openVault,
  pseudonymiser,
  readKeyFile,
  vaultFile,
  type VaultKeys,
} from '../../vault/index.ts';
import type { Terminal } from '../io.ts';
import { today } from '../today.ts';

interface PurgeOptions {
  readonly lake: string;
  readonly person?: string;
  readonly before?: string;
  readonly readmit?: string;
  readonly by?: string;
  readonly ground?: string;
  readonly keys?: string;
  readonly yes?: true;
  readonly json?: true;
}

const grounds = {
  person: '个人信息保护法第47条：个人请求删除 / PIPL article 47: deletion at the person’s request',
  retention: '个人信息保护法第19条、第47条：保存期限届满 / PIPL articles 19 and 47: retention period over',
} as const;

/** `jiuzhu purge`: a person's right to deletion, and retention. */
export function addPurgeCommand(program: Command, terminal: Terminal): void {
  program
    .command('purge')
    .description(
      '删除个人信息或到期数据，默认只试算 / remove a person or data past their retention; a dry run by default',
    )
    .requiredOption('--lake <directory>', 'the ledger')
    .option('--person <number>', '18-character identity number or pseudonym; - reads it from stdin')
    .option('--before <date>', 'remove events before this day, and whoever left before it (YYYY-MM-DD)')
    .option('--readmit <number>', 'load a deleted person again, who applies anew; - reads it from stdin')
    .option('--by <name>', 'who orders it; kept in the tombstone')
    .option('--ground <text>', 'legal ground; kept in the tombstone')
    .option('--keys <file>', 'key file (default: JIUZHU_KEY_FILE, else beside the lake)')
    .option('--yes', 'really remove, for good')
    .option('--json', 'print JSON')
    .action(async (options: PurgeOptions) => {
      if (options.readmit !== undefined) {
        terminal.data(await readmit(options, options.readmit));
        return;
      }
      const result = await run(options);
      terminal.data(options.json ? JSON.stringify(result) : summary(result));
      if (!result.done)
        terminal.say('以上为试算，未删除任何数据；加 --yes 执行 / a dry run: add --yes to remove');
    });
}

async function run(options: PurgeOptions): Promise<PurgeResult> {
  const file = vaultFile(options.lake);
  const keys = existsSync(file) ? readKeyFile(keyFile(options)) : null;
  const scope = await scopeOf(options, keys);
  const vault = keys ? openVault(file, keys, { create: false }) : null;
  try {
    return await purge({ lake: options.lake, vault, scope, order: orderOf(options, scope) });
  } finally {
    vault?.close();
  }
}

/** @throws JZ_PURGE_NOTHING when the person is not barred */
async function readmit(options: PurgeOptions, number: string): Promise<string> {
  if ((options.person ?? options.before) !== undefined)
    throw usage('--readmit 须单独使用 / --readmit goes without --person and --before');
  const keys = readKeyFile(keyFile(options));
  const personIds = [pseudonymOf(await given(number), keys)];
  const vault = openVault(vaultFile(options.lake), keys, { create: false });
  try {
    if (vault.readmitPersons(personIds) === 0) throw new JzError('JZ_PURGE_NOTHING', { path: options.lake });
  } finally {
    vault.close();
  }
  return options.json ? JSON.stringify({ readmitted: 1 }) : '可以重新报送 / may be loaded again';
}

async function given(number: string): Promise<string> {
  return (number === '-' ? await text(process.stdin) : number).trim().toUpperCase();
}

async function scopeOf(options: PurgeOptions, keys: VaultKeys | null): Promise<PurgeScope> {
  const { person, before } = options;
  if ((person === undefined) === (before === undefined))
    throw usage('请给出 --person、--before、--readmit 之一 / give one of --person, --before and --readmit');
  if (before !== undefined) {
    if (!isIsoDate(before)) throw new JzError('JZ_DATE_INVALID', { value: before });
    return { kind: 'retention', before };
  }
  const number = await given(person ?? '');
  return { kind: 'person', personIds: [pseudonymOf(number, keys ?? readKeyFile(keyFile(options)))] };
}

function pseudonymOf(given: string, keys: VaultKeys): string {
  if (/^\d{17}[\dX]$/.test(given)) return pseudonymiser(keys).person(given);
  if (/^[PU][A-Z2-7]{26}$/.test(given)) return given.toLowerCase();
  throw usage('应为 18 位身份证号或人员编号 / an 18-character identity number or a pseudonym expected');
}

function orderOf({ yes, by, ground }: PurgeOptions, { kind }: PurgeScope): PurgeOrder | null {
  if (!yes) return null;
  if (by === undefined || by === '')
    throw usage('执行删除须用 --by 写明经办人 / name who orders it with --by');
  return { on: today(), by, ground: ground ?? grounds[kind] };
}

function keyFile({ lake, keys }: PurgeOptions): string {
  return keyFileOf({ lake, option: keys, environment: process.env['JIUZHU_KEY_FILE'] });
}

function summary({ done, rows, identities, generations, generation }: PurgeResult): string {
  const verb = done ? '已删除 / removed' : '将删除 / would remove';
  return [
    `${verb}: ${identities} 条身份信息 / identity records`,
    ...Object.entries(rows).map(([table, n]) => `  ${table}: ${n} 行 / rows`),
    `旧总账 / earlier generations ${done ? '已删除 / deleted' : '将删除 / would go'}: ${generations.join(', ') || '-'}`,
    ...(done ? [`现用总账 / current generation: ${generation}`] : []),
  ].join('\n');
}

function usage(problem: string): JzError {
  return new JzError('JZ_USAGE', { problem, command: 'purge' });
}
