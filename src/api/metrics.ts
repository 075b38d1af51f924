/**
 * What the service counts, as Prometheus reads it (text format 0.0.4). By route pattern, never by household, account or area.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import packageJson from '../../package.json' with { type: 'json' };
import { alertTotals, latestRun, type Store } from '../store/index.ts';

/** Media type of the answer. */
export const metricsType = 'text/plain; version=0.0.4; charset=utf-8';

/** Counts while the service runs. */
export interface Metrics {
  /** Scores that left the service. */
  countScores(count: number): void;
  /** Everything counted so far. */
  text(): Promise<string>;
}

/** Upper bounds of the histogram in seconds, as OpenTelemetry advises for HTTP servers. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] as const;
const resolutionMs = 20;
const nanosecondsASecond = 1e9;

interface RouteTimes {
  /** Requests within each bound, and beyond all. */
  readonly counts: Float64Array;
  sum: number;
}

/** Counts every request of a service, until it closes. */
export function addMetrics(app: FastifyInstance, store: Store): Metrics {
  const requests = new Map<string, number>();
  const times = new Map<string, RouteTimes>();
  let scores = 0;
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  app.addHook('onClose', (_app, done) => {
    delay.disable();
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? '(none)';
    const key = labels({ method: knownMethod(request.method), route });
    const counted = labels({ method: knownMethod(request.method), route, status: String(reply.statusCode) });
    requests.set(counted, (requests.get(counted) ?? 0) + 1);
    observe(times, key, reply.elapsedTime / 1000);
    done();
  });
  return {
    countScores: (count) => {
      scores += count;
    },
    text: async () =>
      [
        ...family('http_server_requests_total', 'counter', 'Requests answered', [...requests]),
        ...histogram(times),
        ...family('jiuzhu_scores_served_total', 'counter', 'Scores that left the service', [['', scores]]),
        ...(await storeLines(store)),
        ...lagLines(delay),
        ...family('process_resident_memory_bytes', 'gauge', 'Memory in use', [
          ['', process.memoryUsage.rss()],
        ]),
        ...family('process_uptime_seconds', 'gauge', 'Since the start', [['', process.uptime()]]),
        ...family('jiuzhu_build_info', 'gauge', 'Version', [
          [labels({ version: packageJson.version, node: process.version }), 1],
        ]),
        '',
      ].join('\n'),
  };
}

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** A client cannot make new series by inventing methods. */
function knownMethod(method: string): string {
  return methods.has(method) ? method : '(other)';
}

function observe(times: Map<string, RouteTimes>, key: string, seconds: number): void {
  const known = times.get(key) ?? { counts: new Float64Array(bounds.length + 1), sum: 0 };
  const place = bounds.findIndex((bound) => seconds <= bound);
  const at = place < 0 ? bounds.length : place;
  known.counts[at] = (known.counts[at] ?? 0) + 1;
  known.sum += seconds;
  times.set(key, known);
}

function histogram(times: ReadonlyMap<string, RouteTimes>): string[] {
  const name = 'http_server_request_duration_seconds';
  const lines = [`# HELP ${name} Time to answer`, `# TYPE ${name} histogram`];
  for (const [key, { counts, sum }] of times) {
    let total = 0;
    for (const [i, count] of counts.entries()) {
      total += count;
      lines.push(`${name}_bucket{${key},le="${bounds[i] ?? '+Inf'}"} ${total}`);
    }
    lines.push(`${name}_sum{${key}} ${sum}`, `${name}_count{${key}} ${total}`);
  }
  return lines;
}

async function storeLines(store: Store): Promise<string[]> {
  const run = await latestRun(store);
  const alerts = alertTotals(store).map(({ state, level, alerts: count }): [string, number] => [
    labels({ state, level }),
    count,
  ]);
  const asOf = run ? Date.parse(`${run.asOf}T00:00:00+08:00`) / 1000 : 0;
  return [
    ...family('jiuzhu_alerts', 'gauge', 'Alerts by state and level', alerts),
    ...family('jiuzhu_list_households', 'gauge', 'Households in the newest list', [['', run?.rows ?? 0]]),
    ...family('jiuzhu_list_as_of_timestamp_seconds', 'gauge', 'Day of the newest list', [['', asOf]]),
  ];
}

function lagLines(delay: ReturnType<typeof monitorEventLoopDelay>): string[] {
  // The measure counts its own period in.
  const seconds = (nanoseconds: number): number =>
    Number.isNaN(nanoseconds) ? 0 : Math.max(0, nanoseconds / nanosecondsASecond - resolutionMs / 1000);
  const values: [string, number][] = [
    [labels({ quantile: '0.5' }), seconds(delay.percentile(50))],
    [labels({ quantile: '0.99' }), seconds(delay.percentile(99))],
    [labels({ quantile: '1' }), seconds(delay.max)],
  ];
  return family('nodejs_eventloop_lag_seconds', 'gauge', 'Delay of the event loop since the start', values);
}

function family(
  name: string,
  type: 'counter' | 'gauge',
  help: string,
  values: readonly (readonly [labels: string, value: number])[],
): string[] {
  const lines = values.map(([key, value]) => `${name}${key === '' ? '' : `{${key}}`} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines];
}

function labels(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${value.replace(/["\\\n]/g, '_')}"`)
    .join(',');
}
