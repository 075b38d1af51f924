import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { IsoDate } from '../../core/dates.ts';
import { JzError } from '../../core/errors/index.ts';
import { takeRows } from '../../core/matrix.ts';
import { scoreChange, type ScoreChange } from '../../dossier/score-change.ts';
import { supposedOf } from '../../dossier/suppose.ts';
import type { DuckDb } from '../../io/duckdb.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { loadPolicy, snapshotOf } from '../../policy/index.ts';
import { isolateHousehold } from '../../population/hypothetical.ts';
import { countyOf, populationAt, type LedgerPopulation } from '../../population/population.ts';
import { factsOfHousehold } from '../../recommend/one-household.ts';
import { cohorts } from '../../scoring/cohorts.ts';
import { loadScorer } from '../../scoring/load.ts';
import type { HouseholdScore } from '../../scoring/types.ts';
import { changed, readChange, type FactChange } from '../../whatif/household/change.ts';
import {
  compareHousehold,
  withinLimits,
  type HouseholdComparison,
  type Standing,
} from '../../whatif/household/compare.ts';
import { curveEnd } from '../../whatif/run.ts';
import type { Terminal } from '../io.ts';

/** What is asked of one household. */
export interface HouseholdWhatif {
  readonly lake: string;
  readonly asOf: IsoDate;
  readonly household: string;
  readonly set: readonly string[];
  readonly earner: string;
  readonly model?: string | undefined;
  readonly registry: string;
  readonly region?: string | undefined;
  readonly json?: true | undefined;
}

/** `jiuzhu whatif --household ID --set fact=value …`. */
export async function whatifHousehold(options: HouseholdWhatif, terminal: Terminal): Promise<void> {
  const policy = await loadPolicy();
  const ledger = await openLedger(options.lake);
  try {
    const people = await populationAt(ledger.db, options.asOf);
    const law = snapshotOf(policy.catalogue, options.region ?? countyOf(people), options.asOf);
    const before = withinLimits(factsOfHousehold(people, options.household));
    const changes = options.set.map((text) => readChange(text, before.persons.length));
    const earner = Number(options.earner) - 1;
    if (!before.persons[earner]) throw usage(`--earner ${options.earner}: 1 to ${before.persons.length}`);
    const curve = { earner, upTo: curveEnd(before, law) };
    const both = { before, after: changed(before, changes) };
    const comparison = compareHousehold(policy, { before: law, after: law }, both, curve);
    const score = options.model === undefined ? null : await scored(ledger.db, options, people, changes);
    terminal.data(options.json ? JSON.stringify({ ...comparison, score }) : text(comparison, score));
  } finally {
    ledger.close();
  }
}

/** Scores the household as the ledger has it, and as it would have it. */
async function scored(
  db: DuckDb,
  { asOf, household, model = '', registry }: HouseholdWhatif,
  people: LedgerPopulation,
  changes: readonly FactChange[],
): Promise<ScoreChange> {
  const scorer = await loadScorer(existsSync(join(model, 'manifest.json')) ? model : join(registry, model));
  const { ids, matrix } = await cohorts[scorer.catalogue]({ db }, asOf);
  const row = takeRows(matrix, [ids.indexOf(household)]);
  const session = await db.session();
  try {
    await isolateHousehold(session, asOf, household);
    const start = people.population.personStart[people.households.indexOf(household)] ?? 0;
    const supposed = supposedOf(people.persons.slice(start), changes);
    const change = await scoreChange(session, { scorer, asOf, row, household, supposed });
    const ofHousehold = changes.filter(({ person }) => person === null).map(({ fact }) => fact.id);
    return { ...change, untraced: [...ofHousehold, ...change.untraced] };
  } finally {
    session.close();
  }
}

function text({ before, after, gained, lost }: HouseholdComparison, score: ScoreChange | null): string {
  const title = (id: string): string =>
    [...before.entitlements, ...after.entitlements].find(({ item }) => item === id)?.title.zh ?? id;
  const line = (name: string, of: (standing: Standing) => number): string =>
    `${name}：${yuan(of(before))} → ${yuan(of(after))}`;
  return [
    line('登记收入（元/月） / recorded income', ({ incomeFen }) => incomeFen),
    line('按规定每月应得（元） / assistance a month', ({ benefitsFen }) => benefitsFen),
    line('合计（元/月） / net resources', ({ netFen }) => netFen),
    `新增 / gained：${gained.map(title).join('、') || '无'}`,
    `失去 / lost：${lost.map(title).join('、') || '无'}`,
    ...(score === null ? [] : [scoreText(score)]),
    ...cliffText('改动前 / before', before),
    ...cliffText('改动后 / after', after),
  ].join('\n');
}

function scoreText({ before, after, untraced }: ScoreChange): string {
  const percent = ({ probability, band }: HouseholdScore): string =>
    `${(100 * probability).toFixed(1)}%（${band}）`;
  const without =
    untraced.length === 0 ? '' : `；总账中没有对应记录，未计入 / not followed: ${untraced.join(', ')}`;
  return `风险 / score：${percent(before)} → ${percent(after)}${without}`;
}

const CLIFFS_SHOWN = 5;

function cliffText(name: string, { curve }: Standing): string[] {
  const deepest = [...curve.cliffs].sort((a, b) => b.depth - a.depth).slice(0, CLIFFS_SHOWN);
  if (deepest.length === 0) return [`${name}：没有陡坡 / no cliff`];
  return deepest.map(
    ({ wage, depth, lost }) =>
      `${name}：月工资 ${yuan(wage)} 元处陡降 ${yuan(depth)} 元（${lost.join(', ') || '减额'}） / cliff`,
  );
}

function yuan(fen: number): string {
  return (Math.round(fen) / 100).toFixed(2);
}

function usage(problem: string): JzError {
  return new JzError('JZ_USAGE', { problem, command: 'whatif' });
}
