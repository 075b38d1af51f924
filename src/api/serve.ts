/**
 * Runs the service on a published data folder, on this machine only.
 *
 * Layout: DIR/store.sqlite, DIR/registry/<model id> (or DIR/model), DIR/report/report.html, DIR/places.yaml.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { JzError } from '../core/errors/index.ts';
import type { Scorer } from '../scoring/types.ts';
import { hasAccounts, latestRun, openStore, type Store } from '../store/index.ts';
import { buildApp } from './app.ts';
import type { LogOptions } from './log.ts';
import { loadPlaceNames } from './place-names.ts';
import { servedCounty, type ServedCounty } from './served-county.ts';

/** Loopback only: without accounts everybody is let in. */
const host = '127.0.0.1';
/** How long answers in work may take after a stop is asked for. */
const closeTimeoutMs = 8_000;

/** What to serve and where. */
export interface ServeOptions {
  /** The data folder DIR. */
  readonly dataDirectory: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Loads a model bundle. */
  readonly loadScorer: (modelDirectory: string) => Promise<Scorer>;
  /** Keys of the county's vault; default: the file named in JIUZHU_KEY_FILE, or the one beside the lake. */
  readonly keyFile?: string | undefined;
  /** Folder of the built page; default: the one built with this product, when it is there. */
  readonly webDirectory?: string | undefined;
  readonly logger?: LogOptions | undefined;
  /** Default: the machine's clock. */
  readonly now?: (() => Date) | undefined;
}

/** A running service. */
export interface Serving {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Whether the web page is served too. */
  readonly hasPages: boolean;
  /** Whether there were accounts at the start; without any, whoever sits here may do everything. */
  readonly hasAccounts: boolean;
  /** Stops taking requests, finishes those in work, closes the store. May be called twice. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the store and the model its newest list was scored with, and listens.
 *
 * @throws JZ_STORE_MISSING, JZ_NOT_PUBLISHED, JZ_MODEL_INVALID, JZ_CONFIG_INVALID, JZ_PORT_IN_USE, JZ_RESOURCE, and what opening
 *   the store and loading the model throw
 */
export async function serve(options: ServeOptions): Promise<Serving> {
  const store = openStore(join(options.dataDirectory, 'store.sqlite'), { create: false });
  try {
    const scorer = await scorerOf(store, options);
    const webDirectory = options.webDirectory ?? builtPages();
    const reportFile = join(options.dataDirectory, 'report', 'report.html');
    const { dataDirectory, keyFile, logger } = options;
    const county = scorer.catalogue === 'county' ? servedCounty(dataDirectory, keyFile) : undefined;
    const placeNames = await loadPlaceNames(dataDirectory);
    const app = buildApp({
      store,
      scorer,
      placeNames,
      dataDirectory,
      county,
      webDirectory,
      reportFile,
      logger,
      now: options.now,
    });
    const url = await listen(app, options.port);
    const run = await latestRun(store);
    // The ledger is opened while the first pages load.
    if (run) county?.householdsOf(run);
    const hasPages = webDirectory !== undefined;
    return { url, hasPages, hasAccounts: hasAccounts(store), close: closeOnce(app, store, county) };
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function scorerOf(store: Store, options: ServeOptions): Promise<Scorer> {
  const run = await latestRun(store);
  if (!run) throw new JzError('JZ_NOT_PUBLISHED');
  const inRegistry = join(options.dataDirectory, 'registry', run.model.id);
  const folder = existsSync(inRegistry) ? inRegistry : join(options.dataDirectory, 'model');
  const scorer = await options.loadScorer(folder);
  if (scorer.info.id !== run.model.id) {
    const problem = `it is ${scorer.info.id}, the list was scored by ${run.model.id}`;
    throw new JzError('JZ_MODEL_INVALID', { file: folder, problem });
  }
  return scorer;
}

async function listen(app: FastifyInstance, port: number): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (cause) {
    await app.close();
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'EADDRINUSE') throw new JzError('JZ_PORT_IN_USE', { port }, { cause });
    throw new JzError('JZ_RESOURCE', { problem: `listen ${host}:${port}: ${String(code)}` }, { cause });
  }
}

function closeOnce(
  app: FastifyInstance,
  store: Store,
  county: ServedCounty | undefined,
): () => Promise<void> {
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    const deadline = setTimeout(() => app.server.closeAllConnections(), closeTimeoutMs);
    await app.close();
    clearTimeout(deadline);
    await county?.close();
    await store.close();
  };
  return () => (closing ??= close());
}

/** `dist/web`, seen from the sources or from the built product; `undefined` when it was not built. */
function builtPages(): string | undefined {
  return ['../../dist/web/', '../../web/']
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((folder) => existsSync(join(folder, 'index.html')));
}
