/**
 * What a bundle carries of its evaluation. The audit sees more groups than the model does.
 */
import {
  fairnessSections,
  listSteps,
  measureEvidence,
  measureLabel,
  mitigationBlocks,
  UNKNOWN,
  type Estimate,
  type EvidenceMetric,
  type ModelEvidence,
} from '../../eval/index.ts';
import { seededRng } from '../../src/core/rng.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { sectionHtml } from '../../src/io/page/document.ts';
import { percent } from '../../src/io/page/text.ts';
import { auditColumns } from './audit-columns.ts';
import type { CountyConfig } from './config.ts';
import { countyReport } from './report.ts';
import { tieBreaks } from './studies/ties.ts';
import type { TrainedCounty } from './train.ts';

/** Measures the chosen model on the test rows whose outcome is known. */
export async function countyEvidence(
  { ledger, config }: { readonly ledger: { readonly db: DuckDb }; readonly config: CountyConfig },
  trained: TrainedCounty,
): Promise<ModelEvidence> {
  const report = countyReport(trained, config, {});
  const { y } = trained.labels[0]!;
  const known = [...y.keys()].filter((i) => y[i] !== UNKNOWN);
  const { households, asOf } = trained.judged;
  const more = await auditColumns(
    ledger.db,
    known.map((i) => households[i]!),
    known.map((i) => asOf[i]!),
  );
  const audited = { ...report, groups: [...report.groups, ...more] };
  const rng = seededRng(`${config.seed}/evidence`);
  return measureEvidence(audited, rng, config.draws, listMetrics(trained, config));
}

/** What the champion's lists, made anew on each test date, are like. */
function listMetrics(
  { judged, labels }: TrainedCounty,
  { seed, draws, capacity }: CountyConfig,
): EvidenceMetric[] {
  const own = { ...judged, candidates: judged.candidates.slice(0, 1), signals: [] };
  const options = { shares: [capacity], rng: seededRng(`${seed}/evidence`), draws };
  const list = measureLabel(own, labels[0]!, options)?.candidates[0]?.lists[0];
  if (!list) return [];
  const { p } = own.candidates[0]!;
  const steps = listSteps(judged, { p, tieBreak: tieBreaks(judged.households) }, capacity);
  const kept = steps.reduce((sum, { jaccard }) => sum + jaccard / steps.length, 0);
  const { cgh, lead } = list;
  const at = percent(capacity, 0);
  const alone = (value: number): Estimate => ({ value, low: null, high: null });
  const named: readonly [id: string, zh: string, en: string, measured: Estimate | null][] = [
    ['cgh', `名单前 ${at} 到达最穷四成的倍数（CGH）`, `reach of the poorest two fifths at ${at} (CGH)`, cgh],
    [
      'lead_days',
      `名单前 ${at} 的提前天数中位数`,
      `median days of warning at ${at}`,
      lead.median === null ? null : alone(lead.median),
    ],
    ['never_warned', `名单前 ${at} 从未预警的比例`, `share never warned of at ${at}`, alone(lead.never)],
    [
      'list_kept',
      `名单前 ${at} 逐月重合（Jaccard）`,
      `overlap of monthly lists at ${at} (Jaccard)`,
      steps.length === 0 ? null : alone(kept),
    ],
  ];
  return named.flatMap(([id, zh, en, one]) => (one ? [{ id, title: { zh, en }, ...one }] : []));
}

/** The audit as sections of the report. */
export function auditSections({ fairness, mitigation }: ModelEvidence): string {
  const prices = mitigation.map(({ title, steps }) => ({
    title: { zh: `拉平召回率的代价：${title.zh}`, en: `What evening out recall would cost: ${title.en}` },
    level: 3 as const,
    blocks: mitigationBlocks(steps),
  }));
  return [...fairnessSections(fairness), ...prices].map(sectionHtml).join('\n');
}
