import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { AlertSettings } from '../../alerts/settings.ts';
import type { Scorer } from '../../scoring/types.ts';
import type { Store } from '../../store/index.ts';
import type { Metrics } from '../metrics.ts';
import type { NoteLook } from '../read-audit.ts';
import type { PlaceNames } from '../place-names.ts';
import { problem } from '../schemas.ts';
import type { ServedCounty } from '../served-county.ts';

/** The application as route files see it: requests and answers typed by their zod schemas. */
export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What the routes serve from. */
export interface Sources {
  readonly store: Store;
  readonly scorer: Scorer;
  /** The data folder what is served lies in: lake/, registry/ …; absent where a store alone is served. */
  readonly dataDirectory?: string | undefined;
  /** The evaluation report, when there is one. */
  readonly reportFile?: string | undefined;
  /** The caller's clock. */
  readonly now: () => Date;
  readonly alertSettings: () => Promise<AlertSettings>;
  /** The county behind the list; absent where a store alone, or a panel, is served. */
  readonly county?: ServedCounty | undefined;
  readonly placeNames: PlaceNames;
  readonly metrics: Metrics;
  /** Notes in the audit chain who looks at which household. */
  readonly noteLook: NoteLook;
}

const problemResponse = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problem } },
});

/** Error answers by status, for a route's `response`. */
export const problems = {
  400: problemResponse('The request is wrong; `errors` says where'),
  404: problemResponse('There is no such thing'),
  409: problemResponse('Not possible in the state it is in, or the key was used for another request'),
  412: problemResponse('It was changed since it was read'),
  413: problemResponse('The body is too large'),
  415: problemResponse('The body is not JSON'),
  422: problemResponse('The request is well-formed but cannot be done'),
  428: problemResponse('If-Match is required'),
  429: problemResponse('Too many attempts'),
} as const;

/** Error answers every route can give. */
export const commonProblems = {
  401: problemResponse('Not signed in'),
  403: problemResponse('Not for this role, or asked from another site'),
  421: problemResponse('This host name is not served'),
  500: problemResponse('Something broke inside; the log knows more'),
  503: problemResponse('Not ready, busy or stopping; try again'),
} as const;
