/**
 * The law that holds where the newest county list was made, on its day.
 */
import { isoDate, type IsoDate } from '../core/dates.ts';
import { JzError } from '../core/errors/index.ts';
import { loadPolicy, snapshotOf, type Policy, type Snapshot } from '../policy/index.ts';
import { areaTotals, type PublishedRun } from '../store/index.ts';
import { readRun } from './present.ts';
import type { Sources } from './routes/route.ts';
import type * as wire from './types-analysis.ts';

/** Rules, and the law of a region and day. */
export interface ServedLaw {
  readonly policy: Policy;
  readonly law: Snapshot;
  readonly asOf: IsoDate;
  /** GB/T 2260 code. */
  readonly region: string;
  readonly run: PublishedRun;
}

/**
 * Looks up the law of the newest list; rules are read once, the region once a list.
 *
 * @throws JZ_WHATIF_NO_LEDGER where no county is served, JZ_NOT_PUBLISHED
 */
export function servedLaw({ store, scorer, dataDirectory }: Sources): () => Promise<ServedLaw> {
  let policy: Promise<Policy> | null = null;
  let last: { sequence: number; region: string } | null = null;
  return async () => {
    if (dataDirectory === undefined || scorer.catalogue !== 'county')
      throw new JzError('JZ_WHATIF_NO_LEDGER');
    const run = await readRun(store, undefined);
    if (last?.sequence !== run.publishedSequence) {
      const areas = await areaTotals(store, run.id);
      last = { sequence: run.publishedSequence, region: mostCommon(areas) };
    }
    const [rules, asOf, { region }] = [await (policy ??= loadPolicy()), isoDate(run.asOf), last];
    return { run, asOf, region, policy: rules, law: snapshotOf(rules.catalogue, region, asOf) };
  };
}

/** The county most households of the list live in; the nation when none is known. */
function mostCommon(areas: readonly { readonly area: string; readonly households: number }[]): string {
  const counts = new Map<string, number>();
  for (const { area, households } of areas) {
    const county = /^\d{6}/.exec(area)?.[0] ?? 'CN';
    counts.set(county, (counts.get(county) ?? 0) + households);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 'CN';
}

/** Where something of the law is written, in the wire's words; `null` for a document that is not listed. */
export function lawReference(
  { catalogue }: Policy,
  cited: { readonly source: string; readonly article?: string | undefined } | undefined,
): wire.LawReference | null {
  const document = cited && catalogue.documents[cited.source];
  if (!document) return null;
  const { title, number = null, url = null } = document;
  return { document: title, number, article: cited.article ?? null, url };
}
