/**
 * The doors' locks: which host names, which headers, how many requests at once.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { JzError } from '../core/errors/index.ts';
import type { Limits } from './limits.ts';

/** Names a browser on this machine uses; others would mean a page elsewhere reaches in (DNS rebinding). */
export const loopbackHosts: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Nothing may load: for data. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Our own scripts and pictures only. Styles may be inline: the component library writes them at run time. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "frame-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

/** A self-contained report: inline styles and pictures, no script at all. */
export const reportPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; " +
  "frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox";

/** On every answer. */
export const fixedHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'x-frame-options': 'SAMEORIGIN',
};

const policyHeader = 'content-security-policy';

/** Adds the headers to every answer and refuses foreign host names. */
export function addSecurity(app: FastifyInstance, allowedHosts: readonly string[]): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(fixedHeaders);
    done(allowedHosts.includes(request.hostname) ? undefined : new JzError('JZ_HOST_REFUSED'));
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (!reply.hasHeader(policyHeader)) reply.header(policyHeader, isPage(reply) ? pagePolicy : dataPolicy);
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    done(null, payload);
  });
}

/** Answers 503 when more requests are in work than the machine should take, and when it is stopping. */
export function addPressureGuard(app: FastifyInstance, limits: Limits): void {
  let inWork = 0;
  let isClosing = false;
  app.addHook('preClose', (done) => {
    isClosing = true;
    done();
  });
  app.addHook('onRequest', (request, reply, done) => {
    inWork++;
    reply.raw.once('close', () => inWork--);
    if (request.url === '/health') done();
    else if (isClosing) done(new JzError('JZ_SHUTTING_DOWN'));
    else if (inWork > limits.requestsInWork && request.url !== '/ready') done(new JzError('JZ_OVERLOADED'));
    else done();
  });
}

function isPage(reply: FastifyReply): boolean {
  return String(reply.getHeader('content-type') ?? '').startsWith('text/html');
}
