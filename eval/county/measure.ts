/**
 * Measures rankings and signals against a label, with intervals that resample whole households.
 */
import { intervalOf, type Interval } from '../metrics/scores/bootstrap.ts';
import { bootstrapRanking } from '../metrics/scores/bootstrap-ranking.ts';
import type { Candidate } from '../report/types.ts';
import { knownRows, sharedRows, type JudgeOptions, type KnownRows } from './known-rows.ts';
import type { MeasureCrew } from './measure-crew.ts';
import { estimate, measurePart, rankKnown, type MeasuredPart, type MeasurePart } from './measure-part.ts';
import type { JudgedLabel, JudgedRows, LabelMeasures, Shortfall } from './types.ts';

/** Signals that are measured together: a thread is asked as seldom as that keeps all busy. */
const SIGNALS_AT_ONCE = 8;

/** Measures one label; null when its known outcomes are all alike. */
export function measureLabel(
  rows: JudgedRows,
  label: JudgedLabel,
  options: JudgeOptions,
): LabelMeasures | null {
  const plan = planOf(rows, label, options);
  return plan && finished(plan, plan.parts.map(measurePart));
}

/** The same numbers by a crew of threads. */
export async function measureLabelBy(
  crew: MeasureCrew,
  rows: JudgedRows,
  label: JudgedLabel,
  options: JudgeOptions,
): Promise<LabelMeasures | null> {
  const plan = planOf(rows, label, options);
  if (plan === null) return null;
  const known = sharedRows(plan.known);
  return finished(plan, await Promise.all(plan.parts.map((part) => crew.measure({ ...part, known }))));
}

interface Plan {
  readonly known: KnownRows;
  readonly parts: readonly MeasurePart[];
  readonly facts: Omit<LabelMeasures, 'candidates' | 'signals'>;
}

function planOf(rows: JudgedRows, label: JudgedLabel, options: JudgeOptions): Plan | null {
  const { known, households } = knownRows(rows, label, options);
  const { y, resamples } = known;
  const positives = y.reduce((sum, one) => sum + one, 0);
  if (positives === 0 || positives === y.length) return null;
  const { shares } = options;
  const also = label.also ?? [];
  const rankings = [...rows.candidates, ...also].map((one): MeasurePart => ({
    ...{ known, shares, candidates: [one], signals: [] },
  }));
  const signals: MeasurePart[] = [];
  for (let start = 0; start < rows.signals.length; start += SIGNALS_AT_ONCE) {
    const some = rows.signals.slice(start, start + SIGNALS_AT_ONCE);
    signals.push({ known, shares, candidates: [], signals: some });
  }
  const [first] = rows.candidates;
  return {
    known,
    parts: [...rankings, ...signals],
    facts: {
      id: label.id,
      title: label.title,
      rows: y.length,
      households: resamples.groups,
      positives,
      positive_households: new Set(households.filter((_, i) => y[i] === 1)).size,
      base_rate: positives / y.length,
      unknown: label.y.length - y.length,
      shortfalls: first ? also.map((other) => shortfallOf(first, other, known, shares)) : [],
    },
  };
}

function finished({ facts }: Plan, parts: readonly MeasuredPart[]): LabelMeasures {
  return {
    ...facts,
    candidates: parts.flatMap(({ candidates }) => candidates),
    signals: parts.flatMap(({ signals }) => signals),
  };
}

/** What a ranking reaches less what the first does; both see the same resampled households. */
function shortfallOf(
  first: Candidate,
  other: Candidate,
  known: KnownRows,
  shares: readonly number[],
): Shortfall {
  const [own, best] = [first, other].map((one) =>
    bootstrapRanking(rankKnown(one, known), known.resamples, { shares, areProbabilities: false }),
  );
  const less = (a: Interval, b: Interval) =>
    estimate(
      intervalOf(
        a.estimate - b.estimate,
        a.draws.map((one, d) => one - b.draws[d]!),
      ),
    );
  return {
    id: other.id,
    title: other.title,
    auc: less(best!.auc, own!.auc),
    average_precision: less(best!.averagePrecision, own!.averagePrecision),
    lists: shares.map((share, k) => ({
      share,
      precision: less(best!.lists[k]!.precision, own!.lists[k]!.precision),
      recall: less(best!.lists[k]!.recall, own!.lists[k]!.recall),
    })),
  };
}
