import type { Socket } from 'node:net';
import { JzError, type ErrorCode } from '../core/errors/index.ts';
import { problemOf, problemType } from './problem.ts';

/** Answers what is not even HTTP, or did not arrive in time, and closes the connection. */
export function refuseBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) socket.write(answerTo(error.code));
  socket.destroy(error);
}

function answerTo(reason: string | undefined): string {
  const code: ErrorCode = reason === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'JZ_REQUEST_TIMEOUT' : 'JZ_REQUEST_INVALID';
  const problem = problemOf(new JzError(code, { problem: 'HTTP' }), 'none');
  const body = JSON.stringify(problem);
  return [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    `Content-Type: ${problemType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
