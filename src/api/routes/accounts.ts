import { JzError } from '../../core/errors/index.ts';
import { findAccount, listAccounts, setAccountDisabled, type StoredAccount } from '../../store/index.ts';
import { tokenOf } from '../access.ts';
import { changePassword, checkPassword, createAccount, roleOf } from '../accounts.ts';
import { chinaMoment } from '../moment.ts';
import { atPlace } from '../place.ts';
import type { Account } from '../roles.ts';
import {
  account as accountSchema,
  accountParams,
  accountsResponse,
  newAccountRequest,
  ownPasswordRequest,
  passwordRequest,
} from '../schemas/accounts.ts';
import { signInLimiter } from '../sign-in-limiter.ts';
import type * as wire from '../types-analysis.ts';
import { commonProblems, problems, type Api, type Sources } from './route.ts';

const tags = ['accounts'];
const bodyLimit = 65_536;
const answers = { 400: problems[400], 404: problems[404], 409: problems[409], ...commonProblems };
const bodyAnswers = { ...answers, 413: problems[413], 415: problems[415], 422: problems[422] };

/** Accounts: list, add, disable, enable, passwords. Each change is in the audit chain before it is answered. */
export function addAccountRoutes(app: Api, sources: Sources): void {
  addList(app, sources);
  addStates(app, sources);
  addPasswords(app, sources);
}

function addList(app: Api, sources: Sources): void {
  const { store } = sources;
  app.get(
    '/v1/accounts',
    {
      config: { access: 'account_list' },
      schema: {
        operationId: 'listAccounts',
        summary: '全部账号 / every account',
        tags,
        response: { 200: accountsResponse, ...commonProblems },
      },
    },
    () => ({ items: listAccounts(store).map(wireAccount) }),
  );
  app.post(
    '/v1/accounts',
    {
      config: { access: 'accounts' },
      bodyLimit,
      schema: {
        operationId: 'addAccount',
        summary: '建立账号 / add an account',
        tags,
        body: newAccountRequest,
        response: { 201: accountSchema, ...bodyAnswers },
      },
    },
    async ({ account, body }, reply) => {
      await atPlace('invalid_account', () => createAccount(store, body, by(sources, account)));
      reply.code(201);
      return known(sources, body.name);
    },
  );
}

function addStates(app: Api, sources: Sources): void {
  for (const [action, isDisabled, operationId, summary] of [
    [
      'disable',
      true,
      'disableAccount',
      '停用账号，其登录即刻失效 / disable an account; its sign-ins end at once',
    ],
    ['enable', false, 'enableAccount', '恢复账号 / let an account be used again'],
  ] as const)
    app.post(
      `/v1/accounts/:name/${action}`,
      {
        config: { access: 'accounts' },
        schema: {
          operationId,
          summary,
          tags,
          params: accountParams,
          response: { 200: accountSchema, ...answers },
        },
      },
      ({ account, params: { name } }) => {
        setAccountDisabled(sources.store, name, isDisabled, by(sources, account));
        return known(sources, name);
      },
    );
}

function addPasswords(app: Api, sources: Sources): void {
  const { store, now } = sources;
  const limiter = signInLimiter();
  app.put(
    '/v1/accounts/:name/password',
    {
      config: { access: 'accounts' },
      bodyLimit,
      schema: {
        operationId: 'setPassword',
        summary: '管理员重设密码，原登录失效 / set a password; sign-ins with the one before end',
        tags,
        params: accountParams,
        body: passwordRequest,
        response: { 200: accountSchema, ...bodyAnswers },
      },
    },
    async ({ account, params: { name }, body }) => {
      await atPlace('invalid_account', () => changePassword(store, name, body, by(sources, account)));
      return known(sources, name);
    },
  );
  app.put(
    '/v1/session/password',
    {
      config: { access: 'signed_in' },
      bodyLimit,
      schema: {
        operationId: 'changeOwnPassword',
        summary: '修改自己的密码，其他登录失效 / change one’s own password; other sign-ins end',
        tags: ['session'],
        body: ownPasswordRequest,
        response: { 200: accountSchema, ...bodyAnswers, 429: problems[429] },
      },
    },
    async (request) => {
      const { account, body } = request;
      const { name } = account;
      await limiter(name, now(), () => checkPassword(store, name, body.current));
      await atPlace('invalid_account', () =>
        changePassword(
          store,
          name,
          { password: body.password, token: tokenOf(request) },
          by(sources, account),
        ),
      );
      return known(sources, name);
    },
  );
}

function by({ now }: Sources, account: Account): { at: string; actor: string } {
  return { at: chinaMoment(now()), actor: account.name };
}

function known({ store }: Sources, name: string): wire.Account {
  const account = findAccount(store, name);
  if (!account) throw new JzError('JZ_ACCOUNT_UNKNOWN', { name });
  return wireAccount(account);
}

function wireAccount(stored: StoredAccount): wire.Account {
  const { name, areas, createdAt, disabledAt } = stored;
  return {
    ...{ name, role: roleOf(stored), areas: areas && [...areas] },
    ...{ is_disabled: disabledAt !== null, created_at: createdAt },
  };
}
