/**
 * What `train` and `backtest` share for `kind: county`: a checked config, an open ledger, the truth of a practice county.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { HiddenTruth } from '../../training/county/judge.ts';
import { readCountyConfig } from '../../training/county/config.ts';
import type { CountyRun } from '../../training/county/run.ts';
import { openLedger } from '../ledger/open-ledger.ts';
import { keyFileOf, pseudonymiser, readKeyFile } from '../vault/index.ts';
import { countyHazard } from './county-hazard.ts';
import type { Terminal } from './io.ts';
import { version } from './version.ts';

/** Opens, runs, closes. */
export async function withCountyRun<Result>(
  options: { readonly lake: string; readonly config: string },
  terminal: Terminal,
  work: (run: CountyRun) => Promise<Result>,
): Promise<Result> {
  const config = await readCountyConfig(options.config);
  const ledger = await openLedger(options.lake);
  try {
    return await work({ ledger, config, configFile: options.config, version, progress: terminal.progress });
  } finally {
    ledger.close();
  }
}

/**
 * The truth of a generated county: its folder, or the `truth` folder inside.
 *
 * @param replicates futures lived per household for the generator's own hazard; 0 = leave it out
 * @throws JZ_FILE_NOT_FOUND, JZ_KEYS_MISSING
 */
export async function openTruth(
  options: { readonly lake: string; readonly truth: string; readonly keys?: string },
  replicates: number,
): Promise<HiddenTruth> {
  const inside = existsSync(join(options.truth, 'truth'));
  const county = inside ? options.truth : dirname(options.truth);
  const practice = join(county, 'practice-keys.json');
  const keys = readKeyFile(
    keyFileOf({
      lake: options.lake,
      option: options.keys,
      environment: process.env['JIUZHU_KEY_FILE'],
      mapping: existsSync(practice) ? practice : undefined,
    }),
  );
  const pseudonyms = pseudonymiser(keys);
  const truth = { folder: options.truth, householdId: (number: string) => pseudonyms.household(number) };
  return replicates === 0 ? truth : { ...truth, hazard: await countyHazard(county, replicates) };
}
