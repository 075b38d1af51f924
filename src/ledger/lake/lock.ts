/**
 * One writer a lake: a lock file that a dead process does not hold for ever.
 */
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { JzError } from '../../core/errors/index.ts';

/**
 * Runs a job as the lake's only writer.
 *
 * @throws JZ_LOCKED while another living process writes
 */
export async function withLakeLock<T>(lake: string, job: () => Promise<T>): Promise<T> {
  await mkdir(lake, { recursive: true });
  const lock = join(lake, 'LOCK');
  await takeLock(lake, lock);
  try {
    return await job();
  } finally {
    await rm(lock, { force: true });
  }
}

async function takeLock(lake: string, lock: string): Promise<void> {
  if (await createLock(lock)) return;
  const held = await readFile(lock, 'utf8').catch(() => '');
  if (isHeldByLiving(held)) throw locked(lake, lock);
  await removeStale(lock, held);
  if (!(await createLock(lock))) throw locked(lake, lock);
}

/** Links a written file to the lock's name: the lock appears with its owner in it, or not at all. */
async function createLock(lock: string): Promise<boolean> {
  const mine = `${lock}.${process.pid}`;
  await writeFile(mine, owner());
  try {
    await link(mine, lock);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    return await createPlain(lock);
  } finally {
    await rm(mine, { force: true });
  }
}

/** For file systems without links. */
async function createPlain(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, owner(), { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Takes a dead process's lock away; if somebody renewed it meanwhile, gives it back. */
async function removeStale(lock: string, seen: string): Promise<void> {
  const aside = `${lock}.stale-${process.pid}`;
  await rename(lock, aside).catch(() => undefined);
  const taken = await readFile(aside, 'utf8').catch(() => seen);
  if (taken !== seen) await link(aside, lock).catch(() => undefined);
  await rm(aside, { force: true });
}

function owner(): string {
  return `${process.pid} ${hostname()}\n`;
}

function isHeldByLiving(text: string): boolean {
  const match = /^(\d+) (.+)\n$/.exec(text);
  if (!match) return text !== '';
  if (match[2] !== hostname()) return true;
  try {
    process.kill(Number(match[1]), 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function locked(lake: string, lock: string): JzError {
  return new JzError('JZ_LOCKED', { path: lake, lock });
}
