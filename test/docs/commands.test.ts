import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { programFor } from '../../src/cli/program.ts';
import { silent } from '../../src/core/progress.ts';
import { checkout } from './checkout.ts';
import { commandReference, everyCommand } from './command-reference.ts';

const quiet = { data: () => undefined, say: () => undefined, progress: silent };

describe('the commands', () => {
  it('are those of docs/reference/cli.md, option by option (npm run docs writes it)', async () => {
    expect(readFileSync(join(checkout, 'docs', 'reference', 'cli.md'), 'utf8')).toBe(
      await commandReference(),
    );
  });

  it('keep the words that people script', async () => {
    const all = new Map((await everyCommand()).map(({ words, command }) => [words.slice(7), command]));
    const flagsOf = (words: string): string[] =>
      all.get(words)!.options.map((option) => option.long!.slice(2));

    expect(flagsOf('table cv')).toEqual(
      expect.arrayContaining(['target', 'fold', 'group', 'exclude', 'model', 'out', 'json']),
    );
    expect(flagsOf('table fit')).toEqual(
      expect.arrayContaining(['target', 'exclude', 'model', 'seed', 'out']),
    );
    expect(flagsOf('table predict')).toEqual(expect.arrayContaining(['model', 'explain', 'out']));
    expect(flagsOf('table evaluate')).toEqual(
      expect.arrayContaining(['target', 'score', 'weight', 'group', 'json']),
    );
    expect(flagsOf('ingest')).toEqual(expect.arrayContaining(['mapping', 'lake']));
    expect(flagsOf('features')).toEqual(expect.arrayContaining(['lake', 'as-of', 'out']));
    expect(flagsOf('train')).toEqual(expect.arrayContaining(['lake', 'config', 'registry']));
    expect(flagsOf('backtest')).toEqual(expect.arrayContaining(['lake', 'config', 'out']));
    expect(flagsOf('score')).toEqual(
      expect.arrayContaining(['lake', 'as-of', 'model', 'out', 'resume', 'shard']),
    );
    expect(flagsOf('poverty')).toEqual(expect.arrayContaining(['income', 'weight', 'size', 'line']));
    for (const words of ['serve', 'doctor', 'verify', 'model list', 'model show'])
      expect([...all.keys()]).toContain(words);
  });

  it('say of themselves what the help page says of them, in both languages', async () => {
    const short = await programFor([], quiet);
    const whole = await programFor(['help'], quiet);
    const said = (program: typeof short): string[][] =>
      program.commands.map((command) => [command.name(), command.description()]);

    expect(said(short)).toEqual(said(whole));
    for (const { words, command } of await everyCommand())
      expect(command.description(), words).toMatch(/\p{Script=Han}.* \/ /u);
  });

  it('that are not asked for are not loaded: --version needs no database, server or model', () => {
    expect(packagesOf('--version')).toEqual(['commander']);
    // The same look finds what a command does need.
    expect(packagesOf('table', '--help')).toContain('@duckdb/node-api');
  });
});

/** Packages whose modules a run loads. */
function packagesOf(...words: readonly string[]): string[] {
  const url = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;
  const hook = 'export const load = (url, context, next) => (process._rawDebug(url), next(url, context));';
  const tracer = `import { register } from 'node:module'; register(${JSON.stringify(url(hook))});`;
  const start = ['--import', url(tracer), join(checkout, 'bin', 'jiuzhu.mjs')];
  const { status, stderr } = spawnSync(process.execPath, [...start, ...words], { encoding: 'utf8' });
  expect(status).toBe(0);
  const found = stderr.matchAll(/node_modules\/((?:@[^/\s]+\/)?[^/\s]+)\//g);
  const loader = ['tsx', 'esbuild'];
  return [...new Set(Array.from(found, ([, name]) => name!))].filter((name) => !loader.includes(name)).sort();
}
