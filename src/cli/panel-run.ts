/**
 * What `train` and `backtest` share: an open ledger and a checked config.
 */
import { openLedger } from '../ledger/open-ledger.ts';
import { readPanelConfig } from '../../training/panel/config.ts';
import type { PanelRun } from '../../training/panel/run.ts';
import type { Terminal } from './io.ts';
import { version } from './version.ts';

/** Opens, runs, closes. */
export async function withPanelRun<Result>(
  options: { readonly lake: string; readonly config: string },
  terminal: Terminal,
  work: (run: PanelRun) => Promise<Result>,
): Promise<Result> {
  const config = await readPanelConfig(options.config);
  const ledger = await openLedger(options.lake);
  try {
    return await work({ ledger, config, version, progress: terminal.progress });
  } finally {
    ledger.close();
  }
}
