/**
 * Everybody's findings, from facts and rules to a published file.
 */
import type { Json } from '../core/json.ts';
import type { Manifest } from '../io/manifest.ts';
import {
  compileItems,
  packPopulation,
  snapshotOf,
  startPolicyPool,
  type ItemAnswers,
  type Policy,
} from '../policy/index.ts';
import type { LedgerPopulation } from '../population/population.ts';
import { bundlesOf, loadPapers } from './bundle.ts';
import type { Finding, Recommendation } from './finding.ts';
import type { Holding } from './held.ts';
import { matchAll, type MatchInput } from './match.ts';
import { nearMisses, type NearMiss } from './near.ts';
import { publishFindings } from './publish.ts';

/** What to recommend from. */
export interface RecommendRequest {
  readonly policy: Policy;
  readonly people: LedgerPopulation;
  /** GB/T 2260 code whose law holds. */
  readonly region: string;
  readonly holdings: ReadonlyMap<string, readonly Holding[]>;
  /** For the manifest: date, region, generation. */
  readonly facts: Readonly<Record<string, Json>>;
}

/** Lines by finding, and the money at stake in those that pay every month, fen a month. */
export interface Counts extends Readonly<Record<Finding, number>> {
  readonly households: number;
  readonly gapFenMonth: number;
  readonly overlapFen: number;
}

/** From so many households on, threads pay. */
const MANY = 50_000;

/**
 * Matches everybody and publishes the findings as CSV or NDJSON, with their manifest.
 *
 * @param each sees every line in passing
 */
export async function recommendAll(
  file: string,
  request: RecommendRequest,
  each: (line: Recommendation) => void = () => undefined,
): Promise<{ readonly manifest: Manifest; readonly counts: Counts }> {
  const { policy, people, facts } = request;
  const input = await matchInput(request);
  const found: Record<Finding, number> = { gap: 0, overlap: 0, review: 0, entitled: 0, near: 0, ask: 0 };
  const stake = { gapFenMonth: 0, overlapFen: 0 };
  const counted = function* (): Generator<Recommendation> {
    for (const line of matchAll(input)) {
      found[line.finding]++;
      if (line.finding === 'gap') stake.gapFenMonth += line.amountFen ?? 0;
      if (line.finding === 'overlap') stake.overlapFen += line.amountFen ?? 0;
      each(line);
      yield line;
    }
  };
  const counts = (): Counts => ({ households: people.households.length, ...found, ...stake });
  const manifest = await publishFindings(file, policy, counted(), () => ({ ...facts, ...counts() }));
  return { manifest, counts: counts() };
}

/** Runs the rules and finds near misses: on threads when there are many households. */
export async function matchInput({
  policy,
  people,
  region,
  holdings,
}: Omit<RecommendRequest, 'facts'>): Promise<MatchInput> {
  const law = snapshotOf(policy.catalogue, region, people.asOf);
  const papers = await loadPapers();
  const items = new Set(policy.items.map(({ id }) => id));
  const bundles = bundlesOf(policy, law, { items, start: people.asOf, papers });
  const columns = await columnsOf(policy, people, law);
  return { policy, people, holdings, bundles, ...columns };
}

async function columnsOf(
  policy: Policy,
  { population, households }: LedgerPopulation,
  law: ReturnType<typeof snapshotOf>,
): Promise<{ answers: ItemAnswers; near: NearMiss[] }> {
  const program = compileItems(policy);
  if (households.length < MANY)
    return { answers: program.run(law, population), near: await nearMisses(policy, law, population) };
  const pool = startPolicyPool();
  try {
    const packed = packPopulation(population);
    const answers = await program.runOn(pool, law, packed);
    return { answers, near: await nearMisses(policy, law, packed, pool) };
  } finally {
    await pool.close();
  }
}
