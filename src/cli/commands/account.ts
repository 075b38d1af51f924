import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { changePassword, createAccount, openSession } from '../../api/accounts.ts';
import { chinaMoment } from '../../api/moment.ts';
import { roles } from '../../api/roles.ts';
import { JzError } from '../../core/errors/index.ts';
import { readText } from '../../io/files.ts';
import { findAccount, listAccounts, openStore, setAccountDisabled, type Store } from '../../store/index.ts';
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

interface ListOptions extends DataOptions {
  readonly json?: true;
}

interface DoneOptions extends DataOptions {
  readonly by: string;
}

interface PasswordOptions extends DoneOptions {
  readonly passwordFile: string;
}

const states = [
  [
    'disable',
    true,
    '停用账号，其登录和令牌即刻失效 / disable an account; its sign-ins and tokens end at once',
  ],
  ['enable', false, '恢复账号 / let an account be used again'],
] as const;

interface TokenOptions extends DataOptions {
  readonly days: string;
}

/** `jiuzhu account add | list | disable | enable | password | token`: who may use the service. */
export function addAccountCommand(program: Command, terminal: Terminal): void {
  const account = program
    .command('account')
    .description('账号：建立、停用、密码、令牌 / accounts of the service: add, disable, passwords, tokens');
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
  withData(account.command('list').description('全部账号 / every account'))
    .option('--json', 'print JSON')
    .action((options: ListOptions) => list(options, terminal));
  for (const [verb, isDisabled, description] of states)
    withData(account.command(`${verb} <name>`).description(description))
      .requiredOption('--by <name>', '经办人，记入审计 / who does it, for the audit chain')
      .action((name: string, options: DoneOptions) => setState(name, isDisabled, options, terminal));
  withData(
    account
      .command('password <name>')
      .description('重设密码，原有登录失效 / set a password; sign-ins with the one before end'),
  )
    .requiredOption('--password-file <file>', '密码文件，首行为密码 / file whose first line is the password')
    .requiredOption('--by <name>', '经办人，记入审计 / who does it, for the audit chain')
    .action((name: string, options: PasswordOptions) => setPassword(name, options, terminal));
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
  const password = await firstLine(passwordFile);
  await withStoreOf(options, (store) =>
    createAccount(store, { name, role, areas, password }, { at: chinaMoment(new Date()), actor }),
  );
  terminal.say(`已建立 / added: ${name}（${role}，${areas?.join(' ') ?? '全部 / all areas'}）`);
}

async function list({ json, ...data }: ListOptions, terminal: Terminal): Promise<void> {
  await withStoreOf(data, (store) => {
    const accounts = listAccounts(store).map(({ name, role, areas, createdAt, disabledAt }) => ({
      ...{ name, role, areas, created_at: createdAt, disabled_at: disabledAt },
    }));
    const lines = accounts.map(({ name, role, areas, disabled_at: since }) =>
      [name, role, areas?.join(' ') ?? '全部 / all', since === null ? '' : `已停用 / disabled ${since}`].join(
        '\t',
      ),
    );
    terminal.data(json ? JSON.stringify(accounts) : lines.join('\n'));
  });
}

async function setState(
  name: string,
  isDisabled: boolean,
  { by: actor, ...data }: DoneOptions,
  terminal: Terminal,
): Promise<void> {
  const at = chinaMoment(new Date());
  await withStoreOf(data, (store) => setAccountDisabled(store, name, isDisabled, { at, actor }));
  terminal.say(`${isDisabled ? '已停用 / disabled' : '已恢复 / enabled'}: ${name}`);
}

async function setPassword(
  name: string,
  { by: actor, passwordFile, ...data }: PasswordOptions,
  terminal: Terminal,
): Promise<void> {
  const password = await firstLine(passwordFile);
  const at = chinaMoment(new Date());
  await withStoreOf(data, (store) => changePassword(store, name, { password }, { at, actor }));
  terminal.say(`密码已更改，原有登录失效 / password changed, earlier sign-ins ended: ${name}`);
}

async function firstLine(file: string): Promise<string> {
  return (await readText(file)).split(/\r?\n/)[0] ?? '';
}

async function token(name: string, options: TokenOptions, terminal: Terminal): Promise<void> {
  const days = Number(options.days);
  if (!/^\d{1,3}$/.test(options.days) || days < 1 || days > 366)
    throw new JzError('JZ_USAGE', { problem: `--days ${options.days}`, command: 'account token' });
  await withStoreOf(options, (store) => {
    if (findAccount(store, name)?.disabledAt !== null) throw new JzError('JZ_ACCOUNT_UNKNOWN', { name });
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
