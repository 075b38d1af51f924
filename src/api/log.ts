/**
 * The service's log: which operation, how it ended, how long it took. No household, no address, no body.
 */
import type { FastifyInstance, FastifyServerOptions } from 'fastify';

/** Where the log goes and how much of it. */
export interface LogOptions {
  readonly level: 'info' | 'warn' | 'error';
  /** Default: stderr is left to the caller, so pino's own stdout is never used. */
  readonly stream: { write(line: string): void };
}

/** Fastify's logger: errors lose their message, which may hold a value of the request. */
export function loggerOptions(options: LogOptions | undefined): FastifyServerOptions['logger'] {
  if (!options) return false;
  return {
    level: options.level,
    stream: options.stream,
    base: null,
    serializers: { err: describeError, req: () => ({}), res: () => ({}) },
  };
}

/** Writes one line a request, by route pattern instead of address. */
export function addRequestLog(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? '(none)';
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    request.log.info({ method: request.method, route, status: reply.statusCode, ms }, 'request');
    done();
  });
}

function describeError(error: Error): { type: string; message: string; stack: string; code?: string } {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { type: error.name, message: '(not logged)', stack: frames.join('\n'), ...code };
}
