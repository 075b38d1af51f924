/**
 * The last dates: scored one by one; only scores, outcomes and signals are kept.
 */
import { loadSignals } from '../../features/signals/config.ts';
import { calibrate } from '../../models/calibration/calibrator.ts';
import { explainStack, type Stack } from '../../models/stack/model.ts';
import {
  UNKNOWN,
  type Candidate,
  type GroupColumn,
  type JudgedLabel,
  type JudgedRows,
  type Words,
} from '../../eval/index.ts';
import type { IsoDate } from '../../src/core/dates.ts';
import { takeRows, type Matrix } from '../../src/core/matrix.ts';
import type { Progress } from '../../src/core/progress.ts';
import type { CalibratedRival } from './calibrate.ts';
import type { PartFacts } from './collect.ts';
import { cohortDays, modelRows, type CohortDay, type DaySource, type RowLabels } from './days.ts';
import { groupColumns, groupsOf, type GroupId } from './groups.ts';

/** The scored test dates. */
export interface TestPart {
  readonly facts: PartFacts;
  readonly judged: JudgedRows;
  /** The configured label first. */
  readonly labels: readonly JudgedLabel[];
  readonly groups: readonly GroupColumn[];
  /** Mean absolute contribution of each feature of the stack on some rows of the last date. */
  readonly importance: Float64Array;
}

interface Models {
  readonly rivals: readonly CalibratedRival[];
  readonly stack: Stack;
  /** Share of events among the training rows. */
  readonly rate: number;
}

/** What is kept of a date. */
interface ScoredDay {
  readonly asOf: IsoDate;
  readonly households: readonly string[];
  /** Probabilities or scores by rival. */
  readonly scores: readonly Float64Array[];
  readonly signals: CohortDay['signals'];
  readonly takeUp: RowLabels;
  readonly need: RowLabels;
  readonly groups: Readonly<Record<GroupId, readonly (string | null)[]>>;
}

/** Rows explained for the report: attributions are the slowest part. */
const EXPLAINED_ROWS = 300;

/** Scores the test dates with every rival. */
export async function scoreTest(source: DaySource, models: Models, progress: Progress): Promise<TestPart> {
  const { config } = source;
  const dates = config.as_of.test;
  const days: ScoredDay[] = [];
  let importance = new Float64Array(models.stack.features.length);
  for await (const day of cohortDays(source, dates)) {
    const X = modelRows(day, models.stack.features, [...day.households.keys()]);
    days.push(scoreDay(day, X, models.rivals));
    if (days.length === dates.length) importance = meanContributions(models.stack, X);
    progress('检验 / testing', days.length, dates.length);
  }
  const takeUp = judgedLabel('take_up', days, (day) => day.takeUp);
  const need = judgedLabel('need', days, (day) => day.need);
  const own = config.label.kind === 'take_up' ? takeUp : need;
  const titles = await signalTitles(dates.at(-1)!);
  return {
    facts: partFacts(dates, own),
    judged: {
      households: days.flatMap(({ households }) => households),
      asOf: days.flatMap(({ asOf, households }) => households.map(() => asOf)),
      candidates: candidatesOf(days, models),
      signals: signalsOf(days, titles),
    },
    labels: config.label.kind === 'take_up' ? [takeUp, need] : [need, takeUp],
    groups: groupColumns(days.map(({ groups }) => groups)),
    importance,
  };
}

function scoreDay(day: CohortDay, X: Matrix, rivals: readonly CalibratedRival[]): ScoredDay {
  const { asOf, households, signals, takeUp, need } = day;
  const seen = { X, all: day.X, households, signals };
  const scores = rivals.map(({ rival, choice }) => {
    const raw = rival.score(seen);
    return choice ? raw.map((value) => calibrate(choice.calibrator, value)) : raw;
  });
  return { asOf, households, scores, signals, takeUp, need, groups: groupsOf(day) };
}

function candidatesOf(days: readonly ScoredDay[], { rivals, rate }: Models): Candidate[] {
  const candidates = rivals.map(({ rival, choice }, r): Candidate => {
    const { id, title, isModel } = rival;
    const p = joinedNumbers(days.map(({ scores }) => scores[r]!));
    return { id, title, kind: isModel ? 'model' : 'baseline', is_probability: choice !== null, p };
  });
  const rows = days.reduce((sum, { households }) => sum + households.length, 0);
  const base: Candidate = {
    id: 'base_rate',
    title: { zh: '训练期基准率', en: 'base rate of the training dates' },
    kind: 'baseline',
    is_probability: true,
    p: new Float64Array(rows).fill(rate),
  };
  return [...candidates, base];
}

function signalsOf(days: readonly ScoredDay[], titles: ReadonlyMap<string, Words>): JudgedRows['signals'] {
  const codes = [...new Set(days.flatMap(({ signals }) => [...signals.keys()]))];
  return codes.map((code) => ({
    code,
    title: titles.get(code) ?? { zh: code, en: code },
    level: Uint8Array.from(
      days.flatMap(({ signals, households }) => [
        ...(signals.get(code) ?? new Uint8Array(households.length)),
      ]),
    ),
  }));
}

async function signalTitles(asOf: IsoDate): Promise<Map<string, Words>> {
  const { items, composite } = await loadSignals({ asOf });
  return new Map([...items.map(({ code, title }) => [code, title] as const), ['COMPOSITE', composite.title]]);
}

const labelTitles: Readonly<Record<'take_up' | 'need', Words>> = {
  take_up: {
    zh: '总账：期内申请或获批救助',
    en: 'ledger: applied for or was admitted to assistance in the window',
  },
  need: {
    zh: '总账：期内核查属实或核实收入低于低保标准（仅被走访者）',
    en: 'ledger: a visit confirmed hardship or income under the standard (visited households only)',
  },
};

function judgedLabel(
  id: 'take_up' | 'need',
  days: readonly ScoredDay[],
  labels: (day: ScoredDay) => RowLabels,
): JudgedLabel {
  return {
    id,
    title: labelTitles[id],
    y: Uint8Array.from(days.flatMap((day) => [...labels(day).y])),
    on: days.flatMap((day) => labels(day).on),
  };
}

function partFacts(asOf: readonly IsoDate[], { y }: JudgedLabel): PartFacts {
  const known = y.filter((one) => one !== UNKNOWN);
  const positives = known.reduce((sum, one) => sum + one, 0);
  return { asOf, rows: known.length, positives, censored: y.length - known.length };
}

function meanContributions(stack: Stack, X: Matrix): Float64Array<ArrayBuffer> {
  const step = Math.max(1, Math.floor(X.nRows / EXPLAINED_ROWS));
  const rows = Int32Array.from({ length: Math.floor(X.nRows / step) }, (_, i) => i * step);
  const { values } = explainStack(stack, takeRows(X, rows));
  const p = stack.features.length;
  return Float64Array.from({ length: p }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < rows.length; i++) sum += Math.abs(values[i * p + j]!);
    return rows.length === 0 ? 0 : sum / rows.length;
  });
}

function joinedNumbers(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const part of parts) {
    all.set(part, start);
    start += part.length;
  }
  return all;
}
