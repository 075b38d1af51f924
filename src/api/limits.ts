/**
 * What one client may take from the service. Fastify and Node leave most of these off.
 */
export interface Limits {
  /** Largest body in bytes: 1,000 households with 200 features fit. */
  readonly bodyBytes: number;
  /** A request must have arrived whole in this time, headers included. */
  readonly requestTimeoutMs: number;
  /** An idle connection is closed after this time. */
  readonly idleTimeoutMs: number;
  /** How often stale connections are looked for. */
  readonly checkIntervalMs: number;
  /** Open sockets. */
  readonly connections: number;
  /** Requests in work; one more gets 503 with Retry-After. */
  readonly requestsInWork: number;
}

/** Defaults for one bureau's machine. */
export const defaultLimits: Limits = {
  bodyBytes: 8 * 1024 * 1024,
  requestTimeoutMs: 30_000,
  idleTimeoutMs: 60_000,
  checkIntervalMs: 5_000,
  connections: 1_000,
  requestsInWork: 256,
};
