/**
 * The built web page: its files, and the page itself for every address that is a page and not a file.
 */
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { JzError } from '../core/errors/index.ts';
import { sendProblem } from './problem.ts';
import { pagePolicy } from './security.ts';

/** Serves a folder of built files at `/`; without one only the operations are served. */
export function addPages(app: FastifyInstance, webDirectory: string | undefined): void {
  if (webDirectory !== undefined) {
    app.register(fastifyStatic, {
      root: webDirectory,
      dotfiles: 'ignore',
      cacheControl: false,
      schemaHide: true,
      setHeaders: (reply, path) => {
        const isHashed = /[\\/]assets[\\/]/.test(path);
        reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
        // Here, because a 304 has no content-type to know a page by, and browsers take its policy for the cached page.
        if (path.endsWith('.html')) reply.header('content-security-policy', pagePolicy);
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    if (webDirectory !== undefined && isPageRequest(request)) reply.code(200).sendFile('index.html');
    else sendProblem(new JzError('JZ_ROUTE_NOT_FOUND'), request, reply);
  });
}

function isPageRequest(request: FastifyRequest): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  if (/^\/(v1|docs|assets)(\/|$)/.test(request.url)) return false;
  return (request.headers.accept ?? '').includes('text/html');
}
