/**
 * One monitoring run: two dates scored and counted, and the outcomes that are in by now.
 */
import {
  driftPage,
  measureDrift,
  profileOf,
  type DriftReport,
  type FeatureWords,
  type MaturedOutcomes,
  type Profile,
} from '../../eval/drift/index.ts';
import type { About } from '../../features/declaration.ts';
import { formatValue } from '../../features/wording.ts';
import { maturedDate, maturedOutcomes } from '../../training/county/matured.ts';
import type { IsoDate } from '../core/dates.ts';
import { JzError } from '../core/errors/index.ts';
import { selectColumns, takeRows, type Matrix } from '../core/matrix.ts';
import type { Progress } from '../core/progress.ts';
import type { Words } from '../io/page/text.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { declarationsOf, usedFeatures, type CardSubject } from '../registry/index.ts';
import { bandOf, bands } from '../scoring/bands.ts';
import { cohorts } from '../scoring/cohorts.ts';
import { calibratedProbabilities } from '../scoring/load.ts';

/** What a run works on. */
export interface MonitorRun {
  readonly ledger: Pick<Ledger, 'db' | 'generation' | 'manifest'>;
  readonly subject: CardSubject;
  readonly asOf: IsoDate;
  /** Absent: see {@link usualReference}. */
  readonly reference: IsoDate | undefined;
  readonly alpha: number;
  readonly tolerance: number;
  readonly version: string;
  readonly progress: Progress;
}

/** Numbers and page of a run. */
export interface Monitored {
  readonly report: DriftReport;
  /** Why outcomes could not be looked at; null when they were. */
  readonly outcomeMissing: Words | null;
  readonly page: string;
}

/**
 * Runs it; one date's features are in memory at a time.
 *
 * @throws JZ_USAGE when the reference is not before the date; JZ_FEATURES_NO_HOUSEHOLDS
 */
export async function runMonitor(run: MonitorRun): Promise<Monitored> {
  const { subject, asOf, progress } = run;
  const from = run.reference ?? usualReference(subject.model, asOf);
  if (from === undefined || from >= asOf)
    throw new JzError('JZ_USAGE', {
      problem: `--reference ${from ?? '?'} < --as-of ${asOf}`,
      command: 'monitor',
    });
  const label = '监测 / monitoring';
  progress(label, 0, 3);
  const reference = await profileAt(run, from);
  progress(label, 1, 3);
  const current = await profileAt(run, asOf, reference);
  progress(label, 2, 3);
  const outcomes = await outcomesBy(run);
  progress(label, 3, 3);
  const missing = 'zh' in outcomes ? outcomes : null;
  const known = 'zh' in outcomes ? null : outcomes;
  const report = measureDrift(reference, current, known, run);
  return { report, outcomeMissing: missing, page: pageOf(run, { report, reference, current, missing }) };
}

/**
 * The latest date of the same month on which the model was calibrated or tested, so that seasons do not look like drift;
 * else its last calibration date. Never a training date: a model is surer of what it learned from.
 */
function usualReference(
  { calibratedOn, testedOn }: CardSubject['model'],
  asOf: IsoDate,
): IsoDate | undefined {
  const seen = [...calibratedOn, ...testedOn].sort().filter((date) => date < asOf);
  const sameMonth = seen.filter((date) => date.slice(5, 7) === asOf.slice(5, 7));
  return (sameMonth.at(-1) ?? calibratedOn.at(-1)) as IsoDate | undefined;
}

/** Digits of a region code that name the township (GB/T 10114). */
const TOWNSHIP_DIGITS = 9;

interface ScoredCohort {
  readonly ids: readonly string[];
  readonly X: Matrix;
  readonly p: Float64Array;
  /** Number of each row's village, and of its township. */
  readonly places: readonly Int32Array[];
}

async function scoredAt({ ledger, subject: { model } }: MonitorRun, asOf: IsoDate): Promise<ScoredCohort> {
  const { ids, matrix, rows, areas } = await cohorts[model.catalogue](ledger, asOf);
  const X = takeRows(selectColumns(matrix, model.stack.features), rows);
  const own = rows.map((row) => ids[row] ?? '');
  const codes = own.map((id) => areas.get(id) ?? '');
  const places = [codes, codes.map((code) => code.slice(0, TOWNSHIP_DIGITS))].map(numbered);
  return { ids: own, X, p: calibratedProbabilities(model, X), places };
}

function numbered(codes: readonly string[]): Int32Array {
  const numbers = new Map([...new Set(codes)].map((code, number) => [code, number]));
  return Int32Array.from(codes, (code) => numbers.get(code) ?? 0);
}

async function profileAt(run: MonitorRun, asOf: IsoDate, like?: Profile): Promise<Profile> {
  const { X, p, places } = await scoredAt(run, asOf);
  const counts = bands.map(() => 0);
  for (const one of p) {
    const band = bands.indexOf(bandOf(one, run.subject.model.bandThresholds));
    counts[band] = (counts[band] ?? 0) + 1;
  }
  return profileOf({ asOf, X, p, bands: counts, places }, like);
}

/** Outcomes of the last date that is ripe, or why there are none. */
async function outcomesBy(run: MonitorRun): Promise<MaturedOutcomes | Words> {
  const { ledger, subject, asOf: by } = run;
  const { model, making } = subject;
  const label = making.config?.label;
  if (model.catalogue !== 'county' || !label)
    return {
      zh: '此模型包没有说明标签的跨度，无法对照结果。',
      en: 'The bundle does not say how far ahead its label looks: outcomes cannot be set beside it.',
    };
  const asOf = maturedDate(label, by);
  const last = [...model.trainedOn, ...model.calibratedOn].sort().at(-1) ?? '';
  if (asOf <= last)
    return {
      zh: `到 ${by}，结果已齐的最近观察日是 ${asOf}，模型已用过（到 ${last}）；须再等。`,
      en: `By ${by} outcomes are complete up to ${asOf}, which the model has already used (to ${last}); wait longer.`,
    };
  const { ids, p } = await scoredAt(run, asOf);
  const outcomes = await maturedOutcomes(ledger.db, ids, { label, region: making.config.region, asOf, by });
  const rows = [...ids.keys()].filter((i) => outcomes.has(ids[i] ?? ''));
  return {
    asOf,
    y: Uint8Array.from(rows, (i) => outcomes.get(ids[i] ?? '') ?? 0),
    p: Float64Array.from(rows, (i) => p[i] ?? 0),
    calibrated: making.parts?.['calibrate'] ?? null,
  };
}

const bandNames: readonly Words[] = [
  { zh: '红', en: 'red' },
  { zh: '橙', en: 'orange' },
  { zh: '黄', en: 'yellow' },
  { zh: '蓝', en: 'blue' },
];

function pageOf(
  { subject, ledger, version }: MonitorRun,
  shown: {
    readonly report: DriftReport;
    readonly reference: Profile;
    readonly current: Profile;
    readonly missing: Words | null;
  },
): string {
  const about = new Map(declarationsOf[subject.model.catalogue].map((one) => [one.name, one]));
  return driftPage({
    ...shown,
    outcomeMissing: shown.missing,
    wordsOf: (name) => featureWords(name, about.get(name)),
    used: new Set(usedFeatures(subject.model.stack)),
    bandNames,
    origin: [
      [{ zh: '模型', en: 'model' }, `${subject.id}  ${subject.manifest.id}`],
      [{ zh: '总账', en: 'ledger' }, `${ledger.generation}  ${ledger.manifest.id}`],
      [{ zh: '程序版本', en: 'version' }, version],
    ],
  });
}

/** A feature the catalogue no longer has is called by its name. */
function featureWords(name: string, about: About | undefined): FeatureWords {
  if (about)
    return { title: about.title, department: about.department, value: (value) => formatValue(about, value) };
  const plain = (text: string): Words => ({ zh: text, en: text });
  return { title: plain(name), department: plain('–'), value: (value) => plain(String(value)) };
}
