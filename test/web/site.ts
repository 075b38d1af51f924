/** The pages as a user gets them: built by Vite, served by the real service over a real store. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildApp } from '../../src/api/app.ts';
import { handScorer, publishedWorld, publishList } from '../api/world.ts';

/** A running site. */
export interface Site {
  /** `http://127.0.0.1:port`. */
  readonly origin: string;
  /** Folder of the built pages. */
  readonly folder: string;
  /** Publishes a further list under a run id. */
  publish(run: string): void;
  close(): Promise<void>;
}

const householdCount = 120;

/** Builds the pages and serves them with a published list and a report. */
export async function openSite(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'jiuzhu-web-'));
  const pages = join(folder, 'pages');
  const reportFile = join(folder, 'report.html');
  writeFileSync(reportFile, '<!doctype html><title>report</title><h1>evaluation</h1>');
  await buildPages(pages);
  const world = publishedWorld(householdCount);
  const app = buildApp({ store: world.store, scorer: handScorer, webDirectory: pages, reportFile });
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  const close = async (): Promise<void> => {
    await app.close();
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const publish = (run: string): void => void publishList(world.store, run, householdCount);
  return { origin, folder: pages, publish, close };
}

/** Runs the build a release runs, in a process of its own: the test runner's environment must not change it. */
export async function buildPages(folder: string): Promise<void> {
  const vite = ['node_modules/vite/bin/vite.js', 'build', '--config', 'src/web/vite.config.ts'];
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [...vite, '--outDir', folder, '--logLevel', 'error'], { env });
}
