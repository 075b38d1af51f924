import { join } from 'node:path';
import type { Command } from 'commander';
import { openStore, type Store } from '../../../store/index.ts';
import { today } from '../../today.ts';

/** What every alerts command asks for. */
export interface StoreOptions {
  readonly store: string;
  readonly json?: true;
}

/** What a command that changes alerts asks for besides. */
export interface ActorOptions extends StoreOptions {
  readonly by: string;
  readonly on?: string;
}

/** Adds `--store` and `--json`. */
export function withStore(command: Command): Command {
  return command
    .option('--store <file>', '业务库 / operational store', join('.jiuzhu', 'county', 'store.sqlite'))
    .option('--json', 'print JSON');
}

/** Adds `--by`, `--on`, `--store` and `--json`. */
export function withActor(command: Command): Command {
  return withStore(
    command
      .requiredOption('--by <name>', '经办人 / the officer who answers for it')
      .option('--on <moment>', '办理日期或时刻，期限由此起算，缺省今天 / day or ISO moment, default today'),
  );
}

/** The moment an action is done at. */
export function momentOf({ on }: ActorOptions): string {
  return on ?? today();
}

/** Opens the store, works, closes it. */
export async function withOpenStore<T>(
  { store: file }: StoreOptions,
  work: (store: Store) => T | Promise<T>,
  create = false,
): Promise<T> {
  const store = openStore(file, { create });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
