import type { Command } from 'commander';

/** Options every command of the registry has. */
export interface RegistryOptions {
  readonly registry: string;
  readonly json?: true;
}

/** A subcommand of `jiuzhu model`. */
export function registryCommand(model: Command, words: string, description: string): Command {
  return model
    .command(words)
    .description(description)
    .option('--registry <directory>', '模型登记目录 / registry', '.jiuzhu/panel/registry')
    .option('--json', 'print JSON');
}
