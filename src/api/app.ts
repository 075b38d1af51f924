/**
 * The HTTP service: routes over the store and a scorer. It never trains and holds no domain logic.
 */
import Fastify, { LogController, type FastifyInstance } from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { loadAlertSettings, type AlertSettings } from '../alerts/settings.ts';
import type { Scorer } from '../scoring/types.ts';
import type { Store } from '../store/index.ts';
import { addAccess } from './access.ts';
import { invalidRequest } from './field-error.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { addRequestLog, loggerOptions, type LogOptions } from './log.ts';
import { addMetrics, type Metrics } from './metrics.ts';
import { addApiPages, addOpenApi } from './openapi.ts';
import { addPages } from './pages.ts';
import type { PlaceNames } from './place-names.ts';
import { sendProblem } from './problem.ts';
import { lookNoter } from './read-audit.ts';
import { refuseBrokenRequest } from './broken-request.ts';
import { addJsonParser } from './json-body.ts';
import { addAlertRoutes } from './routes/alerts.ts';
import { addAnalysisRoutes } from './routes/analysis.ts';
import { addDossierRoutes } from './routes/dossier.ts';
import { addHealthRoutes } from './routes/health.ts';
import { addHouseholdRoutes } from './routes/households.ts';
import { addModelRoutes } from './routes/model.ts';
import type { Sources } from './routes/route.ts';
import { addScoreRoutes } from './routes/score.ts';
import { addScoreListRoutes } from './routes/scores.ts';
import { addSessionRoutes } from './routes/session.ts';
import { addUnmaskRoute } from './routes/unmask.ts';
import type { ServedCounty } from './served-county.ts';
import { addPressureGuard, addSecurity, loopbackHosts } from './security.ts';

/** What the service serves. */
export interface AppOptions {
  readonly store: Store;
  readonly scorer: Scorer;
  /** Folder of the built web page; without it `/` is 404. */
  readonly webDirectory?: string | undefined;
  /** The data folder what is served lies in; absent where a store alone is served. */
  readonly dataDirectory?: string | undefined;
  /** The county behind the list, for single households; the caller's to close. */
  readonly county?: ServedCounty | undefined;
  /** The evaluation report, a self-contained HTML file that may not exist yet. */
  readonly reportFile?: string | undefined;
  /** Default: no log. */
  readonly logger?: LogOptions | undefined;
  /** Host names requests may be for; default: this machine's own. */
  readonly allowedHosts?: readonly string[] | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** What townships are called; default: by their codes. */
  readonly placeNames?: PlaceNames | undefined;
  /** Default: the machine's clock. */
  readonly now?: (() => Date) | undefined;
  /** Limits of alerts' steps; default: the shipped ones. */
  readonly alertSettings?: AlertSettings | undefined;
}

/**
 * Builds the service without listening; the store stays the caller's to close.
 *
 * @example const answer = await buildApp({ store, scorer }).inject('/v1/scores?limit=10');
 */
export function buildApp(options: AppOptions): FastifyInstance {
  const limits = { ...defaultLimits, ...options.limits };
  const app = bareApp(limits, options.logger);
  addSecurity(app, options.allowedHosts ?? loopbackHosts);
  addPressureGuard(app, limits);
  addRequestLog(app);
  addOpenApi(app);
  const metrics = addMetrics(app, options.store);
  app.register((scope, _none, done) => {
    addRoutes(scope, sourcesOf(options, metrics));
    done();
  });
  addPages(app, options.webDirectory);
  return app;
}

function bareApp(limits: Limits, logger: LogOptions | undefined): FastifyInstance {
  const app: FastifyInstance = Fastify({
    logger: loggerOptions(logger) ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestTimeoutMs,
    connectionTimeout: limits.idleTimeoutMs,
    keepAliveTimeout: limits.idleTimeoutMs,
    http: {
      headersTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: limits.checkIntervalMs,
      maxHeaderSize: 16_384,
    },
    routerOptions: { maxParamLength: 1024 },
    clientErrorHandler: refuseBrokenRequest,
    frameworkErrors: sendProblem,
    return503OnClosing: false,
  });
  app.server.maxConnections = limits.connections;
  addJsonParser(app);
  app.setErrorHandler(sendProblem);
  app.setSerializerCompiler(serializerCompiler);
  app.setValidatorCompiler<unknown>(({ schema, httpPart }) => (data: unknown) => {
    if (!(schema instanceof z.ZodType)) return { value: data };
    const parsed = schema.safeParse(data, { reportInput: true });
    if (parsed.success) return { value: parsed.data };
    throw invalidRequest(httpPart ?? 'body', parsed.error.issues);
  });
  return app;
}

function sourcesOf(
  { store, scorer, dataDirectory, county, reportFile, alertSettings, ...options }: AppOptions,
  metrics: Metrics,
): Sources {
  const { placeNames = {}, now = () => new Date() } = options;
  let settings: Promise<AlertSettings> | null = null;
  const loaded = (): Promise<AlertSettings> =>
    (settings ??= alertSettings ? Promise.resolve(alertSettings) : loadAlertSettings());
  return {
    ...{ store, scorer, dataDirectory, county, reportFile, placeNames, now },
    ...{ alertSettings: loaded, noteLook: lookNoter(store, now), metrics },
  };
}

function addRoutes(scope: FastifyInstance, sources: Sources): void {
  addAccess(scope, sources.store, sources.now);
  const api = scope.withTypeProvider<ZodTypeProvider>();
  addScoreListRoutes(api, sources);
  addHouseholdRoutes(api, sources);
  addDossierRoutes(api, sources);
  addUnmaskRoute(api, sources);
  addScoreRoutes(api, sources);
  addModelRoutes(api, sources);
  addSessionRoutes(api, sources);
  addAlertRoutes(api, sources);
  addAnalysisRoutes(api, sources);
  addHealthRoutes(api, sources);
  addApiPages(scope);
}
