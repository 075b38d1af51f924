import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, type Site } from './site.ts';

describe('the built pages', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.close());

  const files = (ending: string): readonly string[] =>
    readdirSync(join(site.folder, 'assets')).filter((name) => name.endsWith(ending));

  it('hold no inline script, so that a strict content policy can refuse them all', () => {
    const html = readFileSync(join(site.folder, 'index.html'), 'utf8');

    const scripts = [...html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag);

    expect(scripts).toHaveLength(1);
    expect(scripts[0]).toMatch(/ src="\/assets\/[^"]+\.js"/);
    expect(html).not.toMatch(/ on[a-z]+=/);
  });

  it('name no outside host in the page or in styles', () => {
    const styles = files('.css').map((name) => readFileSync(join(site.folder, 'assets', name), 'utf8'));

    const html = readFileSync(join(site.folder, 'index.html'), 'utf8');

    for (const text of [html, ...styles]) expect(text).not.toMatch(/(https?:)?\/\/[a-z0-9-]+\.[a-z]/i);
  });

  it('load under 260 kB of compressed script at first; the chart comes later in a file of its own', () => {
    const html = readFileSync(join(site.folder, 'index.html'), 'utf8');
    const scripts = files('.js');
    const first = scripts.filter((name) => html.includes(name));

    const kilobytes = first.map(
      (name) => gzipSync(readFileSync(join(site.folder, 'assets', name))).length / 1000,
    );

    expect(kilobytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(260);
    expect(scripts.length).toBeGreaterThan(first.length);
  });

  it('are served with a policy that lets nothing in from elsewhere', async () => {
    const answer = await fetch(`${site.origin}/`, { headers: { accept: 'text/html' } });

    const policy = answer.headers.get('content-security-policy') ?? '';

    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/https?:|\*|script-src[^;]*unsafe/);
  });
});
