import { sha256 } from '../../io/files.ts';
import { endSession } from '../../store/index.ts';
import { sessionCookie, tokenOf } from '../access.ts';
import { checkPassword, openSession, sessionHours } from '../accounts.ts';
import { chinaMoment } from '../moment.ts';
import type { Account } from '../roles.ts';
import { sessionResponse, signInRequest, signOutResponse } from '../schemas/session.ts';
import { signInLimiter } from '../sign-in-limiter.ts';
import type { SessionResponse } from '../types.ts';
import { commonProblems, problems, type Api, type Sources } from './route.ts';

const attributes = 'Path=/; HttpOnly; SameSite=Strict';

/** `POST | GET | DELETE /v1/session`: sign in, who am I, sign out. */
export function addSessionRoutes(app: Api, sources: Sources): void {
  const { store, now } = sources;
  const limiter = signInLimiter();
  app.post(
    '/v1/session',
    {
      config: { access: 'public' },
      bodyLimit: 16_384,
      schema: {
        operationId: 'signIn',
        summary: '登录 / sign in',
        description:
          'Sets the session cookie. Scripts send a token of `jiuzhu account token` as bearer instead.',
        tags: ['session'],
        body: signInRequest,
        response: {
          200: sessionResponse,
          ...{ 400: problems[400], 413: problems[413], 415: problems[415], 429: problems[429] },
          ...commonProblems,
        },
      },
    },
    async (request, reply) => {
      const { name, password } = request.body;
      const account = await limiter(name, now(), () => checkPassword(store, name, password));
      const token = openSession(store, account.name, now());
      reply.header('set-cookie', `${sessionCookie}=${token}; Max-Age=${sessionHours * 3600}; ${attributes}`);
      return sessionOf(account, sources);
    },
  );
  addSignOut(app, sources);
}

function addSignOut(app: Api, sources: Sources): void {
  app.get(
    '/v1/session',
    {
      config: { access: 'signed_in' },
      schema: {
        operationId: 'getSession',
        summary: '当前账号 / who is signed in',
        tags: ['session'],
        response: { 200: sessionResponse, ...commonProblems },
      },
    },
    (request) => sessionOf(request.account, sources),
  );
  app.delete(
    '/v1/session',
    {
      config: { access: 'signed_in' },
      schema: {
        operationId: 'signOut',
        summary: '退出 / sign out',
        tags: ['session'],
        response: { 200: signOutResponse, ...commonProblems },
      },
    },
    (request, reply) => {
      const token = tokenOf(request);
      if (token !== undefined) endSession(sources.store, sha256(token));
      reply.header('set-cookie', `${sessionCookie}=; Max-Age=0; ${attributes}`);
      return { signed_out: true as const };
    },
  );
}

function sessionOf({ name, role, areas }: Account, { scorer, placeNames, now }: Sources): SessionResponse {
  const today = chinaMoment(now()).slice(0, 10);
  return {
    ...{ name, role, areas: areas && [...areas], today, catalogue: scorer.catalogue },
    place_names: { ...placeNames },
  };
}
