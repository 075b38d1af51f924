/**
 * Every error leaves as application/problem+json, in Chinese and English, without paths or stacks.
 */
import { basename } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { JzError, toProblem, type ErrorCode, type ErrorDetails } from '../core/errors/index.ts';
import { asStoreError } from '../store/index.ts';
import { FieldsError } from './field-error.ts';
import { fixedHeaders } from './security.ts';
import type { Problem } from './types.ts';

/** Media type of every error. */
export const problemType = 'application/problem+json; charset=utf-8';

/** What Fastify calls it → what we call it. */
const frameworkCodes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'JZ_BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'JZ_MEDIA_TYPE',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'JZ_JSON_INVALID',
  FST_ERR_CTP_INVALID_JSON_BODY: 'JZ_JSON_INVALID',
  FST_ERR_BAD_URL: 'JZ_ROUTE_NOT_FOUND',
  FST_ERR_MAX_PARAM_LENGTH: 'JZ_ROUTE_NOT_FOUND',
  FST_ERR_NOT_FOUND: 'JZ_ROUTE_NOT_FOUND',
};

/** Details that hold a path of this machine. */
const pathDetails: ReadonlySet<string> = new Set(['file', 'path', 'lock']);

/** Sends an error; what went wrong inside is logged, not told. */
export function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const error = asJzError(thrown, request);
  const problem = problemOf(error, request.id);
  reply.headers(fixedHeaders);
  if (problem.status >= 500) request.log.error({ err: thrown, code: error.code }, 'request failed');
  if (problem.status === 503) reply.header('retry-after', '1');
  if (problem.status === 429) reply.header('retry-after', String(problem.details['seconds'] ?? 60));
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  reply.code(problem.status).type(problemType).send(problem);
}

/** The answer to an error; details that are paths of this machine are cut to their last part. */
export function problemOf(error: JzError, requestId: string): Problem {
  const told = new JzError(error.code, publicDetails(error.details));
  return {
    ...toProblem(told),
    instance: `urn:jiuzhu:request:${requestId}`,
    ...(error instanceof FieldsError ? { errors: [...error.errors] } : {}),
  };
}

function asJzError(thrown: unknown, request: FastifyRequest): JzError {
  if (thrown instanceof JzError) return thrown;
  const inStore = asStoreError('store.sqlite', thrown);
  if (inStore) return inStore;
  if (!(thrown instanceof Error)) return internal(thrown);
  const code = frameworkCode(thrown);
  if (code === 'JZ_BODY_TOO_LARGE') return new JzError(code, { limit: request.routeOptions.bodyLimit });
  if (code) return new JzError(code, {}, { cause: thrown });
  const status = 'statusCode' in thrown ? Number(thrown.statusCode) : 500;
  return status >= 400 && status < 500
    ? new JzError('JZ_REQUEST_INVALID', { problem: 'HTTP' }, { cause: thrown })
    : internal(thrown);
}

function frameworkCode(thrown: Error): ErrorCode | undefined {
  return 'code' in thrown && typeof thrown.code === 'string' ? frameworkCodes[thrown.code] : undefined;
}

function internal(cause: unknown): JzError {
  return new JzError('JZ_INTERNAL', { problem: 'see the log for this request' }, { cause });
}

function publicDetails(details: ErrorDetails): ErrorDetails {
  const entries = Object.entries(details).map(([key, value]): [string, string | number] => [
    key,
    pathDetails.has(key) && typeof value === 'string' ? basename(value) : value,
  ]);
  return Object.fromEntries(entries);
}
