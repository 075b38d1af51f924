/**
 * What assistance fits the households of a date, those with alerts first; and one reform over everybody.
 */
import { join } from 'node:path';
import { listAlerts, type Alert } from '../../alerts/alert.ts';
import type { IsoDate } from '../../core/dates.ts';
import { csvField } from '../../io/csv-record.ts';
import { publishFile } from '../../io/publish.ts';
import { writeFile } from 'node:fs/promises';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { loadPolicy } from '../../policy/index.ts';
import { countyOf, populationAt } from '../../population/population.ts';
import { recommendAll, type Counts } from '../../recommend/all.ts';
import type { Recommendation } from '../../recommend/finding.ts';
import { holdingsAt } from '../../recommend/held.ts';
import type { Store } from '../../store/index.ts';
import { publishWhatif, runScenario } from '../../whatif/run.ts';

/** Where to write, and which reform to try. */
export interface AdviceRequest {
  /** Data folder: recommendations.csv, alerts.csv, whatif/. */
  readonly data: string;
  readonly scenarioFile: string;
  readonly say: (message: string) => void;
}

/** Recommendations and the reform in figures. */
export interface Tried {
  readonly recommendations: Counts;
  /** Households with an alert for which something is recommended. */
  readonly advisedAlerts: number;
  readonly reach: { readonly before: number; readonly after: number };
}

/** Recommendations told beside an alert. */
const TOLD = 3;
const manyAlerts = 1_000_000;

/** Writes recommendations.csv, alerts.csv and whatif/. */
export async function recommendAndTry(
  { data, scenarioFile, say }: AdviceRequest,
  { ledger, store, asOf }: { readonly ledger: Ledger; readonly store: Store; readonly asOf: IsoDate },
): Promise<Tried> {
  const policy = await loadPolicy();
  const people = await populationAt(ledger.db, asOf);
  const region = countyOf(people);
  const holdings = await holdingsAt(ledger.db, asOf);
  const alerts = await listAlerts(store, { isOpen: true }, { limit: manyAlerts });
  const warned = new Set(alerts.map(({ household }) => household));
  const told = new Map<string, Recommendation[]>();
  const file = join(data, 'recommendations.csv');
  const facts = { asOf, region, generation: ledger.generation, ledgerManifest: ledger.manifest.id };
  const { counts } = await recommendAll(file, { policy, people, region, holdings, facts }, (line) => {
    if (!warned.has(line.household) || line.rank > TOLD) return;
    told.set(line.household, [...(told.get(line.household) ?? []), line]);
  });
  await publishAlerts(join(data, 'alerts.csv'), alerts, told, facts);
  say(
    `推荐 / recommendations: ${file}；${told.size} / ${alerts.length} 件预警有可推荐的事项 / alerts with something to recommend`,
  );
  const run = { policy, people, holdings, region, asOf, scenarioFile, ledger };
  const report = await runScenario(run);
  await publishWhatif(join(data, 'whatif'), report);
  const { reach } = report.comparison;
  say(
    `推演 / what if: ${report.scenario.title.zh}：应得救助 ${reach.before} → ${reach.after} 户 / entitled households；${join(data, 'whatif', 'report.html')}`,
  );
  return { recommendations: counts, advisedAlerts: told.size, reach };
}

const header = [
  'alert',
  '级别',
  'level',
  'household_id',
  'area',
  'source',
  'probability',
  'due_on',
  '推荐1',
  '推荐2',
  '推荐3',
];

async function publishAlerts(
  file: string,
  alerts: readonly Alert[],
  told: ReadonlyMap<string, readonly Recommendation[]>,
  facts: Readonly<Record<string, string>>,
): Promise<void> {
  const words = { red: '红', orange: '橙', yellow: '黄', blue: '蓝' };
  const lines = alerts.map(({ id, level, household, area, source, probability, dueOn }) => {
    const own = (told.get(household) ?? []).map(({ zh }) => zh);
    const cells = [
      id,
      words[level],
      level,
      household,
      area,
      source,
      probability?.toFixed(4) ?? '',
      dueOn ?? '',
    ];
    return [...cells, ...Array.from({ length: TOLD }, (_, i) => own[i] ?? '')].map(csvField).join(',');
  });
  await publishFile('alerts', file, async (temporary) => {
    await writeFile(temporary, `\uFEFF${[header.join(','), ...lines].join('\n')}\n`);
    return { ...facts, alerts: alerts.length };
  });
}
