/**
 * One backtest on a department ledger: every horizon, every split, every study, one report.
 */
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import {
  horizonSection,
  labelSections,
  measureReport,
  renderReport,
  selectionSection,
  studySections,
  type CountyStudies,
  type HorizonMeasures,
  type LabelMeasures,
  type Selection,
} from '../../eval/index.ts';
import { catalogueId } from '../../features/county/publish.ts';
import { seededRng } from '../../src/core/rng.ts';
import { publishFolder } from '../../src/io/publish.ts';
import { withHorizon, type CountyConfig } from './config.ts';
import { auditSections, countyEvidence } from './evidence.ts';
import { judgeCounty, type HiddenTruth } from './judge.ts';
import { furtherHorizonSection, measureHorizons, type FurtherHorizon } from './horizon-measures.ts';
import { countyReport } from './report.ts';
import { countyKey, prepareDays, runCounty, sourceOf, type CountyRun } from './run.ts';
import { runStudies, type StudyResults } from './studies/run.ts';
import type { TrainedCounty } from './train.ts';

/** The content of metrics.json. */
export interface CountyMeasures {
  readonly label: CountyConfig['label'];
  readonly parts: TrainedCounty['parts'];
  readonly sampled: number;
  readonly blend: readonly { readonly family: string; readonly weight: number }[];
  readonly calibrator: string;
  readonly selection: Selection;
  readonly labels: readonly LabelMeasures[];
  /** Every horizon, the shortest first; the configured one among them. */
  readonly horizons: readonly HorizonMeasures[];
  /** The taken model's own answers for every horizon, where it answers several. */
  readonly further: readonly FurtherHorizon[];
  readonly studies: CountyStudies;
}

/** Runs every other horizon with models of its own, then the configured one, and publishes the report. */
export async function backtestCounty(
  run: CountyRun,
  { out, hidden }: { readonly out: string; readonly hidden: HiddenTruth | null },
): Promise<CountyMeasures> {
  const others = run.config.label.also_months.map((months) => withHorizon(run.config, months));
  await prepareDays(run, [run.config, ...others]);
  const horizons: HorizonMeasures[] = [];
  for (const config of others) {
    // Measured at once and let go: the scores of one horizon are in memory at a time.
    const trained = await runCounty({ ...run, config });
    // Signals look at no horizon: they are measured with the configured one.
    const judged = { ...trained.judged, signals: [] };
    const labels = await judgeCounty({ ...trained, judged }, config, hidden, run.progress);
    horizons.push({ months: config.label.horizon_months, labels });
  }
  return publishCountyReport(run, await runCounty(run), { out, hidden, others: horizons });
}

/** Publishes report.html, metrics.json, predictions.csv and silent.csv; gives the measures. */
export async function publishCountyReport(
  run: CountyRun,
  trained: TrainedCounty,
  to: {
    readonly out: string;
    readonly hidden: HiddenTruth | null;
    /** Other horizons, measured. */
    readonly others?: readonly HorizonMeasures[];
  },
): Promise<CountyMeasures> {
  const { config, ledger, version, progress } = run;
  const labels = await judgeCounty(trained, config, to.hidden, progress);
  const horizons = [...(to.others ?? []), { months: config.label.horizon_months, labels }];
  horizons.sort((a, b) => a.months - b.months);
  const { studies, silentList } = await runStudies(sourceOf(run), trained, to.hidden, progress);
  const further = await measureHorizons(sourceOf(run), trained);
  const { parts, sampled, stack, calibrator: own, selection } = trained;
  const blend = stack.members.map(({ weight, model }) => ({ family: model.family, weight }));
  const { kind: calibrator } = own;
  const measures: CountyMeasures = {
    ...{ label: config.label, parts, sampled, blend, calibrator },
    ...{ selection, labels, horizons, further, studies },
  };
  const provenance = {
    'ledger generation': ledger.generation,
    seed: config.seed,
    version,
    features: catalogueId().slice(0, 16),
  };
  // The audit judges the groups, by household; the report's own table would judge them a second time, by row.
  const report = { ...countyReport(trained, config, provenance), groups: [] };
  const main = measureReport(report, seededRng(`${config.seed}/report`), config.draws);
  const more = [
    selectionSection(selection),
    horizonSection(horizons),
    furtherHorizonSection(further),
    studySections(studies),
    auditSections(await countyEvidence(run, trained)),
    labelSections(labels),
  ].join('\n');
  const files = {
    'report.html': [renderReport(report, main, more)],
    'metrics.json': [`${JSON.stringify(measures, null, 2)}\n`],
    'predictions.csv': predictionsCsv(trained),
    'silent.csv': [silentCsv(silentList)],
  };
  const path = resolve(to.out);
  const target = { parent: dirname(path), name: basename(path), replace: 'report' };
  await publishFolder('report', target, async (working) => {
    for (const [name, text] of Object.entries(files)) await writeFile(join(working, name), text);
    const facts = { key: countyKey(run), generation: ledger.generation, seed: config.seed, version };
    return { facts };
  });
  return measures;
}

/** The test rows, so that anyone can measure again, some at a time; an unknown outcome is empty. */
function* predictionsCsv({ judged, labels }: TrainedCounty): Generator<string> {
  const { households, asOf, candidates } = judged;
  const p = candidates[0]!.p;
  const cell = (y: number | undefined): string => (y === 0 || y === 1 ? String(y) : '');
  yield `household_id,as_of,${labels.map(({ id }) => id).join(',')},p\n`;
  for (let start = 0; start < p.length; start += ROWS_AT_ONCE) {
    const lines: string[] = [];
    for (let i = start; i < Math.min(start + ROWS_AT_ONCE, p.length); i++)
      lines.push(`${households[i]!},${asOf[i]!},${labels.map(({ y }) => cell(y[i])).join(',')},${p[i]!}\n`);
    yield lines.join('');
  }
}

const ROWS_AT_ONCE = 50_000;

/** Households of the last test date that are likely in need and unlikely to ask, first the likeliest. */
function silentCsv(list: StudyResults['silentList']): string {
  const lines = list.map(({ household, need, takeUp }) => `${household},${need},${takeUp}`);
  return `${['household_id,need,take_up', ...lines].join('\n')}\n`;
}
