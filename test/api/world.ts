/**
 * A small published world for tests of the store, the service and the pages: a real store file and a real
 * scorer, a logistic model of three features whose every number can be checked by hand.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Matrix } from '../../src/core/matrix.ts';
import type { Band, HouseholdScore, ModelInfo, Reason, Scorer } from '../../src/scoring/types.ts';
import { openStore, publishScores, type HouseholdPeriod, type Store } from '../../src/store/index.ts';
import type { PublishedRun, RankedScore, ScoreRun } from '../../src/store/index.ts';

/** A feature's place in the logistic model: log-odds a unit, and log-odds when it is missing. */
const terms = [
  { name: 'income__relative_4q_ratio', zh: '相对收入', en: 'Relative income', unit: 'ratio', weight: -2 },
  { name: 'household__members_count', zh: '人口', en: 'Members', unit: 'persons', weight: 0.25 },
  { name: 'work__earners_count', zh: '就业人数', en: 'Earners', unit: 'persons', weight: -0.5 },
] as const;
const intercept = -0.5;

export const modelInfo: ModelInfo = {
  id: 'model-hand',
  family: 'scorecard',
  label: { zh: '手算评分卡', en: 'Hand-made scorecard' },
  features: terms.map(({ name, zh, en, unit }) => ({ name, zh, en, unit })),
  trainedOn: ['2012-12-31'],
  calibratedOn: ['2013-03-31'],
  testedOn: ['2013-06-30'],
  metrics: { auc: 0.8, ece: 0.01 },
  bandThresholds: { red: 0.5, orange: 0.3, yellow: 0.15 },
};

/** Scores by the logistic formula; the interval is ± 0.05. */
export const handScorer: Scorer = {
  catalogue: 'panel',
  info: modelInfo,
  score: (X, topReasons) => Array.from({ length: X.nRows }, (_, i) => scoreRow(X, i, topReasons)),
};

/** A store in a folder of its own. */
export interface World {
  readonly store: Store;
  readonly folder: string;
  close(): Promise<void>;
}

/** Opens an empty store in a new temporary folder. */
export function emptyWorld(): World {
  const folder = mkdtempSync(join(tmpdir(), 'jiuzhu-world-'));
  const store = openStore(join(folder, 'store.sqlite'));
  const close = async (): Promise<void> => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { store, folder, close };
}

/** Opens a store with one published list of `households`. */
export function publishedWorld(households: number): World {
  const world = emptyWorld();
  publishList(world.store, 'run-1', households);
  return world;
}

/** Publishes a list under a run id; `generation` and areas are made from it. */
export function publishList(store: Store, id: string, households: number): PublishedRun {
  return publishScores(store, runOf(id), rankedScores(households), histories(households));
}

/** The facts of a run. */
export function runOf(id: string): ScoreRun {
  return {
    id,
    model: { id: modelInfo.id, family: modelInfo.family, label: modelInfo.label },
    asOf: '2013-06-30',
    generationId: `generation-of-${id}`,
    dataDate: '2013-06-30',
    currency: 'ARS',
    sourceTitles: { V1: { zh: '工资', en: 'Wages' }, V2: { zh: '养老金', en: 'Pension' } },
  };
}

/** `n` households, probability falling evenly from just under 1; every band and four areas occur. */
export function* rankedScores(n: number): Generator<RankedScore> {
  for (let i = 0; i < n; i++) {
    const probability = 1 - (i + 0.5) / n;
    yield {
      householdId: householdName(i),
      rank: i + 1,
      probability,
      lower: Math.max(0, probability - 0.05),
      upper: Math.min(1, probability + 0.05),
      band: bandOf(probability),
      area: `A${i % 4}`,
      region: `A${i % 4}0${i % 3}`,
      isUncertain: i % 5 === 4,
      reasons: terms.map((term, j) => reasonOf(term.name, j === 2 ? null : j + i, 1 - j * 0.75)),
    };
  }
}

/** Two quarters for each of `n` households. */
export function* histories(n: number): Generator<HouseholdPeriod> {
  for (let i = 0; i < n; i++)
    for (const [q, period] of ['2013Q1', '2013Q2'].entries())
      yield { householdId: householdName(i), period, facts: factsOf(i, q) };
}

/** The id of the household ranked `i + 1`. */
export function householdName(i: number): string {
  return `H${String(i).padStart(6, '0')}`;
}

function factsOf(i: number, quarter: number): HouseholdPeriod['facts'] {
  const perCapita = 100_000 + i * 100 - quarter * 5_000;
  return {
    income_total_fen: perCapita * 3,
    income_per_capita_fen: perCapita,
    median_per_capita_fen: 300_000,
    poverty_line_fen: 180_000,
    relative_income: perCapita / 300_000,
    members: 3,
    poor: perCapita < 180_000,
    sources: quarter === 0 ? ['V1', 'V2'] : ['V2', 'V9'],
  };
}

function scoreRow(X: Matrix, row: number, topReasons: number): HouseholdScore {
  const reasons = terms.map((term) => {
    const value = X.columns[X.names.indexOf(term.name)]?.[row] ?? NaN;
    return Number.isNaN(value)
      ? reasonOf(term.name, null, 0)
      : reasonOf(term.name, value, term.weight * value);
  });
  const logit = reasons.reduce((sum, reason) => sum + reason.contribution, intercept);
  const probability = 1 / (1 + Math.exp(-logit));
  const strongest = [...reasons].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  return {
    probability,
    lower: Math.max(0, probability - 0.05),
    upper: Math.min(1, probability + 0.05),
    band: bandOf(probability),
    isUncertain: false,
    reasons: strongest.slice(0, topReasons),
  };
}

function reasonOf(feature: string, value: number | null, contribution: number): Reason {
  const term = terms.find((candidate) => candidate.name === feature);
  const shown = value === null ? '—' : String(value);
  return { feature, value, contribution, zh: `${term?.zh ?? ''} ${shown}`, en: `${term?.en ?? ''} ${shown}` };
}

function bandOf(probability: number): Band {
  const { red, orange, yellow } = modelInfo.bandThresholds;
  if (probability >= red) return 'red';
  if (probability >= orange) return 'orange';
  return probability >= yellow ? 'yellow' : 'blue';
}
