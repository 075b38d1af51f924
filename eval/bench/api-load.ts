/**
 * A process that asks a service over keep-alive connections, each asking again as soon as it is answered.
 */
import { Agent, request, type RequestOptions } from 'node:http';

/** What to ask. */
export interface Load {
  readonly port: number;
  readonly connections: number;
  readonly requests: number;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Asked in turn. */
  readonly asked: readonly { readonly path: string; readonly body: string }[];
}

/** How it went. */
export interface LoadResult {
  readonly ms: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers other than 200. */
  readonly failures: number;
}

async function run(load: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.connections });
  const latencies = new Float64Array(load.requests);
  let [next, failures] = [0, 0];
  const lane = async (): Promise<void> => {
    for (let i = next++; i < load.requests; i = next++) {
      const started = performance.now();
      if ((await ask(load, agent, i)) !== 200) failures++;
      latencies[i] = performance.now() - started;
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: load.connections }, lane));
  const ms = performance.now() - started;
  agent.destroy();
  latencies.sort();
  const at = (share: number): number => latencies[Math.ceil(share * load.requests) - 1] ?? 0;
  return { ms, p50Ms: at(0.5), p99Ms: at(0.99), failures };
}

function ask({ port, method, headers, asked }: Load, agent: Agent, i: number): Promise<number> {
  const { path, body } = asked[i % asked.length] ?? { path: '/', body: '' };
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  const options: RequestOptions = { host: '127.0.0.1', port, method, path, agent };
  options.headers = body === '' ? headers : { ...headers, ...length, 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const asking = request(options, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
      answer.once('error', reject);
    });
    asking.once('error', reject);
    asking.end(body);
  });
}

process.on('message', (load: Load) => {
  run(load).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      throw error;
    },
  );
});
