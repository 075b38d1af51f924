import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { handScorer, publishedWorld, type World } from '../../test/api/world.ts';
import { buildApp } from './app.ts';
import type { ModelResponse, Problem } from './types.ts';

const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const index =
  '<!doctype html><div id="root"></div><script type="module" src="/assets/main-1a2b.js"></script>';

let world: World;
let app: FastifyInstance;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiuzhu-pages-'));
  mkdirSync(join(folder, 'web', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'web', 'index.html'), index);
  writeFileSync(join(folder, 'web', '.env'), 'SECRET=1');
  writeFileSync(join(folder, 'web', 'assets', 'main-1a2b.js'), 'document.title = "jiuzhu"');
  writeFileSync(join(folder, 'outside.txt'), 'outside');
  world = publishedWorld(5);
  app = buildApp({
    store: world.store,
    scorer: handScorer,
    webDirectory: join(folder, 'web'),
    reportFile: join(folder, 'report.html'),
  });
});
afterAll(async () => {
  await app.close();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the web page', () => {
  it.each(['/', '/households/H000003', '/model', '/households/a.b'])('is served at %s', async (url) => {
    const answer = await app.inject({ url, headers: html });

    expect([answer.statusCode, answer.body]).toEqual([200, index]);
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
    expect(answer.headers['cache-control']).toBe('no-cache');
  });

  it('may load nothing from outside and run no inline script', async () => {
    const policy = String((await app.inject({ url: '/', headers: html })).headers['content-security-policy']);

    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/https?:|\*/);
  });

  it('keeps its policy when a browser asks whether it changed', async () => {
    const first = await app.inject({ url: '/', headers: html });
    const again = await app.inject({
      url: '/',
      headers: { ...html, 'if-none-match': String(first.headers['etag']) },
    });

    expect(again.statusCode).toBe(304);
    expect(again.headers['content-security-policy']).toBe(first.headers['content-security-policy']);
  });

  it('has scripts that may be kept for ever, because their names change with their content', async () => {
    const answer = await app.inject('/assets/main-1a2b.js');

    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toMatch(/javascript/);
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it.each([
    '/assets/gone-3c4d.js',
    '/v1/nothing',
    '/docs/nothing',
    '/.env',
    '/..%2foutside.txt',
    '/../outside.txt',
  ])('does not stand in for %s', async (url) => {
    const answer = await app.inject({ url, headers: url === '/.env' ? {} : html });

    expect(answer.body).not.toMatch(/SECRET|outside$/);
    if (!url.includes('outside')) expect(answer.json<Problem>().code).toBe('JZ_ROUTE_NOT_FOUND');
  });

  it('is not given to a program that asks for JSON', async () => {
    const answer = await app.inject({ url: '/households/H000003', headers: { accept: 'application/json' } });

    expect([answer.statusCode, answer.json<Problem>().code]).toEqual([404, 'JZ_ROUTE_NOT_FOUND']);
  });

  it('is 404 when it was not built', async () => {
    const bare = buildApp({ store: world.store, scorer: handScorer });

    expect((await bare.inject({ url: '/', headers: html })).statusCode).toBe(404);
    await bare.close();
  });
});

describe('the report', () => {
  it('appears when it is written, without scripts and without outside hosts', async () => {
    const before = (await app.inject('/v1/models/current')).json<ModelResponse>();
    writeFileSync(join(folder, 'report.html'), '<!doctype html><h1>报告</h1>');

    const answer = await app.inject('/v1/report');
    const after = (await app.inject('/v1/models/current')).json<ModelResponse>();

    expect([before.has_report, after.has_report]).toEqual([false, true]);
    expect(answer.body).toBe('<!doctype html><h1>报告</h1>');
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline'/,
    );
    expect(answer.headers['content-security-policy']).toContain('sandbox');
    expect(answer.headers['content-security-policy']).not.toContain('script-src');
  });
});

describe('data', () => {
  it('is never kept by a cache and may load nothing', async () => {
    const { headers } = await app.inject('/v1/scores');

    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/);
  });
});
