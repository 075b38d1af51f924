/**
 * What scenarios are tried on: the households behind the newest list, read once and kept for the next scenario.
 */
import { join } from 'node:path';
import { isoDate } from '../../core/dates.ts';
import { JzError } from '../../core/errors/index.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { loadPolicy } from '../../policy/index.ts';
import { countyOf, populationAt } from '../../population/population.ts';
import { holdingsAt } from '../../recommend/held.ts';
import { bandOfEach, latestRun, openStore, type PublishedRun } from '../../store/index.ts';
import type { ScenarioWorld } from '../../whatif/run.ts';

/** The households of a published list, and the list. */
export interface ListedWorld extends ScenarioWorld {
  readonly run: PublishedRun;
}

/**
 * Reads the world of the newest list.
 *
 * @param known a world read before, which is kept while it is still the newest
 * @throws JZ_NOT_PUBLISHED, JZ_LAKE_MISSING, JZ_HASH_MISMATCH, JZ_STORE_*
 */
export async function worldOf(dataDirectory: string, known: ListedWorld | null): Promise<ListedWorld> {
  const store = openStore(join(dataDirectory, 'store.sqlite'), { create: false });
  try {
    const run = await latestRun(store);
    if (!run) throw new JzError('JZ_NOT_PUBLISHED');
    if (known?.run.publishedSequence === run.publishedSequence) return known;
    const asOf = isoDate(run.asOf);
    const ledger = await openLedger(join(dataDirectory, 'lake'), { generation: run.generationId });
    try {
      const people = await populationAt(ledger.db, asOf);
      const { generation, manifest } = ledger;
      return {
        ...{ run, asOf, people, region: countyOf(people) },
        policy: await loadPolicy(),
        holdings: await holdingsAt(ledger.db, asOf),
        ledger: { generation, manifest: { id: manifest.id } },
        risk: bandOfEach(store, run.id),
      };
    } finally {
      ledger.close();
    }
  } finally {
    await store.close();
  }
}
