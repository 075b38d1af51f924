/**
 * A store with a round of alerts, without a ledger.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isoDate, type IsoDate } from '../../core/dates.ts';
import { seededRng } from '../../core/rng.ts';
import { openStore, publishScores, type Store } from '../../store/index.ts';
import type { Candidate, Suppression } from '../plan.ts';
import { raiseAlerts, type RaiseResult } from '../raise.ts';
import { loadAlertSettings, type AlertSettings } from '../settings.ts';

/** A store in a folder of its own. */
export interface TrialStore {
  readonly store: Store;
  readonly file: string;
  close(): Promise<void>;
}

/** Opens an empty one. */
export function trialStore(): TrialStore {
  const folder = mkdtempSync(join(tmpdir(), 'jiuzhu-alerts-'));
  const file = join(folder, 'store.sqlite');
  const store = openStore(file);
  return {
    store,
    file,
    close: async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Settings with some of them changed. */
export async function trialSettings(changes: Partial<AlertSettings> = {}): Promise<AlertSettings> {
  return { ...(await loadAlertSettings()), ...changes };
}

/** A household of township 330199001, of the band its probability has: red from 0.8, orange 0.6, yellow 0.4. */
export function candidate(household: string, probability: number, more: Partial<Candidate> = {}): Candidate {
  const band =
    probability >= 0.8 ? 'red' : probability >= 0.6 ? 'orange' : probability >= 0.4 ? 'yellow' : 'blue';
  const reasons = [{ zh: '收入下降', en: 'income fell' }];
  return { household, region: '330199001001', probability, band, reasons, signals: [], ...more };
}

/** A round's parts that a test may choose. */
export interface TrialRound {
  readonly candidates: readonly Candidate[];
  readonly settings: AlertSettings;
  readonly suppressed?: ReadonlyMap<string, Suppression>;
  /** All households of a township; default: those that are candidates. */
  readonly households?: number;
  readonly asOf?: string;
  readonly seed?: string;
}

/** Publishes the candidates as a list and raises a round on it. */
export function trialRound(store: Store, round: TrialRound): RaiseResult {
  const asOf = isoDate(round.asOf ?? '2025-02-28');
  const runId = `model/${asOf}`;
  publishCandidates(store, runId, asOf, round.candidates);
  const areas = new Set(round.candidates.map(({ region }) => region.slice(0, 9)));
  const total = round.households ?? round.candidates.length;
  return raiseAlerts(store, {
    asOf,
    at: asOf,
    actor: 'job',
    runId,
    candidates: round.candidates,
    suppressed: round.suppressed ?? new Map(),
    households: new Map([...areas].map((area) => [area, total])),
    settings: round.settings,
    rng: seededRng(round.seed ?? 'trial'),
  });
}

function publishCandidates(store: Store, id: string, asOf: IsoDate, candidates: readonly Candidate[]): void {
  const model = { id: 'model', family: 'trial', label: { zh: '试', en: 'trial' } };
  const run = { id, model, asOf, generationId: 'g', dataDate: asOf, currency: 'CNY', sourceTitles: {} };
  const ranked = [...candidates].sort((a, b) => b.probability - a.probability);
  publishScores(
    store,
    run,
    ranked.map(({ household, region, probability, band }, i) => ({
      householdId: household,
      rank: i + 1,
      probability,
      lower: probability,
      upper: probability,
      band,
      area: region.slice(0, 9),
      region,
      isUncertain: false,
      reasons: [],
    })),
    [],
  );
}
