import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { createAccount, openSession } from '../../api/accounts.ts';
import { chinaMoment } from '../../api/moment.ts';
import { roles } from '../../api/roles.ts';
import { JzError } from '../../core/errors/index.ts';
import { readText } from '../../io/files.ts';
import { findAccount, openStore, type Store } from '../../store/index.ts';
import type { Terminal } from '../io.ts';

interface DataOptions {
  readonly data: string;
}

interface AddOptions extends DataOptions {
  readonly role: string;
  readonly areas?: string[];
  readonly passwordFile: string;
  readonly by: string;
}

interface TokenOptions extends DataOptions {
  readonly days: string;
}

/** `jiuzhu account add | token`: who may use the service. */
export function addAccountCommand(program: Command, terminal: Terminal): void {
  const account = program
    .command('account')
    .description('账号：建立、签发令牌 / accounts of the service: add one, issue a token');
  withData(
    account
      .command('add <name>')
      .description(
        '建立账号；有了账号，接口就须登录 / add an account; from then on the service asks for a sign-in',
      ),
  )
    .addOption(new Option('--role <role>', '角色 / role').choices(roles).makeOptionMandatory())
    .requiredOption(
      '--password-file <file>',
      '密码文件，首行为密码，至少 12 个字符 / file whose first line is the password',
    )
    .requiredOption('--by <name>', '经办人，记入审计 / who adds it, for the audit chain')
    .option(
      '--areas <codes...>',
      '可见的区划代码开头，缺省全部 / beginnings of region codes it may see, default all',
    )
    .action((name: string, options: AddOptions) => add(name, options, terminal));
  withData(
    account
      .command('token <name>')
      .description('为脚本签发令牌，只显示一次 / issue a bearer token for scripts, shown once'),
  )
    .option('--days <count>', '有效天数 / days it holds, 1 to 366', '30')
    .action((name: string, options: TokenOptions) => token(name, options, terminal));
}

function withData(command: Command): Command {
  return command.option('--data <folder>', '数据目录 / data folder', join('.jiuzhu', 'county'));
}

async function add(name: string, options: AddOptions, terminal: Terminal): Promise<void> {
  const { role, areas = null, passwordFile, by: actor } = options;
  const [password = ''] = (await readText(passwordFile)).split(/\r?\n/);
  await withStoreOf(options, (store) =>
    createAccount(store, { name, role, areas, password }, { at: chinaMoment(new Date()), actor }),
  );
  terminal.say(`已建立 / added: ${name}（${role}，${areas?.join(' ') ?? '全部 / all areas'}）`);
}

async function token(name: string, options: TokenOptions, terminal: Terminal): Promise<void> {
  const days = Number(options.days);
  if (!/^\d{1,3}$/.test(options.days) || days < 1 || days > 366)
    throw new JzError('JZ_USAGE', { problem: `--days ${options.days}`, command: 'account token' });
  await withStoreOf(options, (store) => {
    if (!findAccount(store, name))
      throw new JzError('JZ_ACCOUNT_INVALID', {
        field: 'name',
        expected: '已有的账号 / an account that exists',
      });
    terminal.data(openSession(store, name, new Date(), days * 24));
  });
}

async function withStoreOf(
  { data }: DataOptions,
  work: (store: Store) => void | Promise<void>,
): Promise<void> {
  const store = openStore(join(data, 'store.sqlite'), { create: false });
  try {
    await work(store);
  } finally {
    await store.close();
  }
}
