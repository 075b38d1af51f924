/**
 * What a bundle carries of its evaluation. The audit sees more groups than the model does.
 */
import {
  fairnessSections,
  measureEvidence,
  mitigationBlocks,
  UNKNOWN,
  type ModelEvidence,
} from '../../eval/index.ts';
import { seededRng } from '../../src/core/rng.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { sectionHtml } from '../../src/io/page/document.ts';
import { auditColumns } from './audit-columns.ts';
import type { CountyConfig } from './config.ts';
import { countyReport } from './report.ts';
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
  return measureEvidence(audited, seededRng(`${config.seed}/evidence`), config.draws);
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
