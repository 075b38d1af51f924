/**
 * Who asks: by cookie or bearer token. Every operation under /v1 says what it needs, or the service does not start.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { JzError } from '../core/errors/index.ts';
import { hasAccounts, type Store } from '../store/index.ts';
import { accountOfToken } from './accounts.ts';
import { checkRole, demoAccount, type Access, type Account } from './roles.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly access?: Access;
  }
  interface FastifyRequest {
    account: Account;
  }
}

/** Name of the cookie. */
export const sessionCookie = 'jiuzhu_session';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Checks every request of this scope before its body is read. */
export function addAccess(app: FastifyInstance, store: Store, now: () => Date): void {
  app.decorateRequest('account');
  app.addHook('onRoute', ({ url, config }) => {
    if (url.startsWith('/v1') && config?.access === undefined)
      throw new Error(`${url} does not say its access`);
  });
  app.addHook('onRequest', (request, _reply, done) => {
    const { access = 'public' } = request.routeOptions.config;
    request.account = demoAccount;
    if (!safeMethods.has(request.method)) checkOrigin(request);
    if (access !== 'public' && !(access === 'metrics' && isOnThisMachine(request))) {
      request.account = accountOfRequest(request, store, now());
      checkRole(request.account, access);
    }
    done();
  });
}

/** The token of a request, from its header or its cookie. */
export function tokenOf({ headers }: FastifyRequest): string | undefined {
  const bearer = /^Bearer ([\w-]{20,128})$/i.exec(headers.authorization ?? '')?.[1];
  const cookies = (headers.cookie ?? '').split(/; */).map((pair) => pair.split('='));
  return bearer ?? cookies.find(([name]) => name === sessionCookie)?.[1];
}

/** Stores that have accounts: the last one is never taken away, so it is asked until the first is there. */
const withAccounts = new WeakSet<Store>();

function accountOfRequest(request: FastifyRequest, store: Store, now: Date): Account {
  if (!withAccounts.has(store)) {
    if (!hasAccounts(store)) return demoAccount;
    withAccounts.add(store);
  }
  const token = tokenOf(request);
  const account = token === undefined ? undefined : accountOfToken(store, token, now);
  if (!account) throw new JzError('JZ_SIGN_IN_REQUIRED');
  return account;
}

/** Asked by a program on this machine, not passed on by a proxy on it. */
function isOnThisMachine({ ip, headers }: FastifyRequest): boolean {
  const isPassedOn = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return !isPassedOn && (ip === '127.0.0.1' || ip === '::1' || ip === '::ffff:127.0.0.1');
}

/** A browser names the page a change comes from; only our own may ask for one. */
function checkOrigin({ headers }: FastifyRequest): void {
  const { origin, host } = headers;
  if (origin !== undefined && origin !== `http://${host ?? ''}` && origin !== `https://${host ?? ''}`)
    throw new JzError('JZ_ORIGIN_REFUSED');
}
