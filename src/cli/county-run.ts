/**
 * What `train` and `backtest` share for `kind: county`: a checked config, an open ledger, the truth of a practice county.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { HiddenTruth } from '../../training/county/judge.ts';
import { readCountyConfig } from '../../training/county/config.ts';
import type { CountyRun } from '../../training/county/run.ts';
import type { IsoDate } from '../core/dates.ts';
import { JzError } from '../core/errors/index.ts';
import { oracleHazard, horizons } from '../generate/truth/oracle.ts';
import { openCounty } from '../generate/world/county-plan.ts';
import { readManifest } from '../io/manifest.ts';
import { openLedger } from '../ledger/open-ledger.ts';
import { keyFileOf, pseudonymiser, readKeyFile } from '../vault/index.ts';
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
  return replicates === 0 ? truth : { ...truth, hazard: await hazardOf(county, replicates) };
}

type Hazard = NonNullable<HiddenTruth['hazard']>;

/** Households at most that are lived again: of more, every so many-th; the ranking is judged on their rows alone. */
const LIVED_AGAIN = 20_000;

async function hazardOf(county: string, replicates: number): Promise<Hazard> {
  const { facts } = await readManifest(join(county, 'manifest.json'));
  const fact = (name: string): string => {
    const value = facts[name];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    throw new JzError('JZ_TRUTH_MISMATCH', { path: county, problem: `the manifest names no ${name}` });
  };
  const start = fact('start');
  const plan = await openCounty({
    households: Number(fact('households')),
    months: Number(fact('months')),
    seed: fact('seed'),
    start,
    region: fact('region'),
    chunkSize: 1,
  });
  const every = Math.ceil(plan.households / LIVED_AGAIN);
  const lineages = Array.from({ length: Math.ceil(plan.households / every) }, (_, i) => i * every);
  return (asOf, horizonMonths) => {
    const place = horizons.findIndex((months) => months === horizonMonths);
    if (place < 0) return null;
    const rows = oracleHazard(plan, lineages, monthsFrom(start, asOf), replicates);
    return new Map(
      rows.map(({ household, isAtRisk, probabilities }) => [
        household,
        { isAtRisk, chance: probabilities[place] ?? Number.NaN },
      ]),
    );
  };
}

/** Months from the plan's first month to the month of a day. */
function monthsFrom(start: string, day: IsoDate): number {
  return (
    (Number(day.slice(0, 4)) - Number(start.slice(0, 4))) * 12 +
    Number(day.slice(5, 7)) -
    Number(start.slice(5, 7))
  );
}
