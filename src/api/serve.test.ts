import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JzError } from '../core/errors/index.ts';
import type { Scorer } from '../scoring/types.ts';
import { openStore } from '../store/index.ts';
import { handScorer, publishList } from '../../test/api/world.ts';
import { serve, type ServeOptions } from './serve.ts';

let folder: string;
let loaded: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiuzhu-serve-'));
  loaded = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const options = (change: Partial<ServeOptions> = {}): ServeOptions => ({
  dataDirectory: folder,
  port: 0,
  loadScorer: (modelDirectory): Promise<Scorer> => {
    loaded.push(modelDirectory);
    return Promise.resolve(handScorer);
  },
  ...change,
});

async function publish(): Promise<void> {
  const store = openStore(join(folder, 'store.sqlite'));
  publishList(store, 'run-1', 5);
  await store.close();
}

/** A bare connection, and everything it receives until it is closed. */
function connectTo(url: string): { socket: Socket; received: Promise<string> } {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { socket, received: once(socket, 'close').then(() => text) };
}

const refusal = (change?: Partial<ServeOptions>): Promise<unknown> =>
  serve(options(change)).then(
    () => 'served',
    (error: unknown) => error,
  );

describe('serving a data folder', () => {
  it('answers on loopback until it is closed, then lets go of the store', async () => {
    await publish();

    const serving = await serve(options());
    const answer = await fetch(`${serving.url}/v1/scores`);
    await serving.close();
    await serving.close();

    expect(serving.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await answer.json()).toMatchObject({ run_id: 'run-1', total: 5 });
    await expect(fetch(`${serving.url}/health`)).rejects.toThrow('fetch failed');
    await publish();
  });

  it('names townships by places.yaml, and does not start on one that is wrong', async () => {
    await publish();
    const file = join(folder, 'places.yaml');
    writeFileSync(file, "places: 1\nnames: { '330199003': 石桥镇 }\n");
    const serving = await serve(options());
    const answer = await fetch(`${serving.url}/v1/session`);
    await serving.close();
    writeFileSync(file, 'places: 1\nnames: { stone: 石桥镇 }\n');

    expect(await answer.json()).toMatchObject({ place_names: { '330199003': '石桥镇' } });
    expect(await refusal()).toMatchObject({ code: 'JZ_CONFIG_INVALID', details: { file } });
  });

  it('loads the model that scored the newest list from the registry, or else from model/', async () => {
    await publish();
    await (await serve(options())).close();
    mkdirSync(join(folder, 'registry', 'model-hand'), { recursive: true });

    await (await serve(options())).close();

    expect(loaded).toEqual([join(folder, 'model'), join(folder, 'registry', 'model-hand')]);
  });

  it('finishes a request in work, refuses new ones, and then stops', async () => {
    await publish();
    const serving = await serve(options());
    const early = connectTo(serving.url);
    const late = connectTo(serving.url);
    const body = JSON.stringify({ as_of: '2014-03-31', households: [{ features: {} }] });
    const head = `POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`;
    early.socket.write(`${head}\r\n\r\n${body.slice(0, 20)}`);
    late.socket.write('GET /ready HTTP/1.1\r\nHost: local');
    await fetch(`${serving.url}/health`);

    const closing = serving.close();
    late.socket.write('host\r\n\r\n');
    early.socket.write(body.slice(20));

    expect(await early.received).toMatch(/^HTTP\/1.1 200 [^]*"missing_features"/);
    expect(await late.received).toMatch(/^HTTP\/1.1 503 [^]*JZ_SHUTTING_DOWN/);
    await closing;
  });

  it('says to run npm start when there is no data', async () => {
    const error = await refusal();

    expect(error).toBeInstanceOf(JzError);
    expect(error).toMatchObject({ code: 'JZ_STORE_MISSING', exitCode: 3 });
    expect(String(error)).toContain('Run npm start first');
    expect(loaded).toEqual([]);
  });

  it('says to run npm start when nothing was published', async () => {
    await openStore(join(folder, 'store.sqlite')).close();

    expect(await refusal()).toMatchObject({ code: 'JZ_NOT_PUBLISHED', exitCode: 3 });
  });

  it('names a port in use and leaves the store free', async () => {
    await publish();
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const { port } = holder.address() as AddressInfo;

    const error = await refusal({ port });

    expect(error).toMatchObject({ code: 'JZ_PORT_IN_USE', exitCode: 5, details: { port } });
    rmSync(join(folder, 'store.sqlite'));
    holder.close();
  });

  it('refuses a model that did not score the list', async () => {
    await publish();
    const other: Scorer = { ...handScorer, info: { ...handScorer.info, id: 'model-other' } };

    const error = await refusal({ loadScorer: () => Promise.resolve(other) });

    expect(error).toMatchObject({ code: 'JZ_MODEL_INVALID' });
    expect(String(error)).toContain('it is model-other, the list was scored by model-hand');
  });
});
