/**
 * A service under accounts for benchmarks: a fitted model of every county feature and a published list of 20,000.
 */
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { countyFeatures } from '../../features/county/index.ts';
import { gbdt } from '../../models/boosting/model.ts';
import { boostingDefaults } from '../../models/boosting/options.ts';
import { fitVennAbers } from '../../models/calibration/venn-abers.ts';
import { singleLogOdds } from '../../models/stack/model.ts';
import { createAccount, openSession } from '../../src/api/accounts.ts';
import { buildApp } from '../../src/api/app.ts';
import { matrix, takeRows, type Matrix } from '../../src/core/matrix.ts';
import { normal, seededRng } from '../../src/core/rng.ts';
import { scorerOf, type LoadedScorer } from '../../src/scoring/load.ts';
import { openStore, publishScores, type RankedScore, type Store } from '../../src/store/index.ts';

/** A service that is not listening yet. */
export interface BenchService {
  readonly app: FastifyInstance;
  /** Of a caseworker. */
  readonly token: string;
  readonly model: { readonly features: number; readonly trees: number };
  /** Body of a request that scores one household. */
  readonly scoreBody: (household: number) => string;
  close(): Promise<void>;
}

/** Households in the list. */
export const listed = 20_000;
const asOf = '2024-12-31';
const trained = 20_000;
const trees = 300;
/** Reasons told of a household. */
const told = 10;

/** Id of a household of the list. */
export function householdId(i: number): string {
  return `h${String(i).padStart(26, '0')}`;
}

/** Builds the service in a folder. */
export async function benchService(folder: string): Promise<BenchService> {
  const { scorer, X } = fittedScorer();
  const store = openStore(join(folder, 'store.sqlite'), { create: true });
  publish(store, scorer, X);
  const by = { at: asOf, actor: 'bench' };
  const account = { name: 'bench', role: 'caseworker', areas: ['330199'], password: 'correct horse battery' };
  await createAccount(store, account, by);
  const token = openSession(store, account.name, new Date());
  const app = buildApp({ store, scorer });
  return {
    ...{ app, token, model: { features: X.names.length, trees } },
    scoreBody: (household) => bodyOf(X, household),
    close: async () => {
      await app.close();
      await store.close();
    },
  };
}

/** Trees on every feature of the county; a tenth of the cells is missing. */
function fittedScorer(): { scorer: LoadedScorer; X: Matrix } {
  const rng = seededRng('api');
  const names = countyFeatures.filter(({ role }) => role === 'feature').map(({ name }) => name);
  const columns = names.map(() =>
    Float64Array.from({ length: trained }, () => (rng.next() < 0.1 ? Number.NaN : normal(rng))),
  );
  const X = matrix(names, columns);
  const y = Uint8Array.from({ length: trained }, (_, row) => {
    const sum = columns.slice(0, 12).reduce((all, column) => all + (column[row] || 0), 0);
    return Number(rng.next() < 1 / (1 + Math.exp(2 - sum)));
  });
  const boosted = gbdt.fit(X, y, { ...boostingDefaults, rounds: trees }, seededRng(1));
  const scorer = scorerOf('county-bench', {
    ...{ kind: 'household', catalogue: 'county', label: { zh: '基准', en: 'bench' } },
    stack: {
      family: 'stack',
      format: 1,
      features: names,
      intercept: 0,
      members: [{ weight: 1, model: boosted }],
    },
    ...{ calibrator: { kind: 'identity' }, interval: fitVennAbers(singleLogOdds(boosted, X), y) },
    bandThresholds: { red: 0.7, orange: 0.5, yellow: 0.3 },
    ...{ trainedOn: [asOf], calibratedOn: [asOf], testedOn: [asOf], metrics: { auc: 0.8 } },
  });
  return { scorer, X };
}

function publish(store: Store, scorer: LoadedScorer, X: Matrix): void {
  const [some] = scorer.score(takeRows(X, [0]), told);
  const reasons = some?.reasons ?? [];
  const run = {
    ...{ id: 'run-bench', model: scorer.info, asOf, generationId: 'g', dataDate: asOf, currency: 'CNY' },
    sourceTitles: {},
  };
  publishScores(store, run, ranked(reasons), []);
}

function* ranked(reasons: RankedScore['reasons']): Generator<RankedScore> {
  for (let i = 0; i < listed; i++) {
    const probability = 1 - (i + 0.5) / listed;
    const region = `33019900${1 + (i % 8)}${String(i % 20).padStart(3, '0')}`;
    yield {
      ...{ householdId: householdId(i), rank: i + 1, probability, lower: probability, upper: probability },
      ...{ band: 'yellow', area: region.slice(0, 9), region, isUncertain: false, reasons },
    };
  }
}

function bodyOf(X: Matrix, row: number): string {
  const values = X.columns.map((column) => column[row] ?? Number.NaN);
  const features = Object.fromEntries(
    X.names.map((name, j) => [name, Number.isNaN(values[j]) ? null : values[j]]),
  );
  const households = [{ household_id: householdId(row), features }];
  return JSON.stringify({ as_of: asOf, top_reasons: told, households });
}
