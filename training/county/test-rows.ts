/**
 * The test rows of a split: who, when, what became of them, which signals fired, to which groups they belong.
 */
import { loadSignals } from '../../features/signals/config.ts';
import {
  UNKNOWN,
  type GroupColumn,
  type JudgedLabel,
  type SignalColumn,
  type Words,
} from '../../eval/index.ts';
import type { IsoDate } from '../../src/core/dates.ts';
import { selectColumns } from '../../src/core/matrix.ts';
import type { PartFacts } from './collect.ts';
import { cohortDays, type CohortDay, type DaySource, type RowLabels } from './days.ts';
import { groupColumns, groupsOf, type GroupId } from './groups.ts';
import { joinedNumbers } from './joined-numbers.ts';

/** Test rows without their scores, one row a household and date. */
export interface TestRows {
  readonly households: readonly string[];
  readonly asOf: readonly IsoDate[];
  /** The configured label first. */
  readonly labels: readonly JudgedLabel[];
  readonly signals: readonly SignalColumn[];
  readonly groups: readonly GroupColumn[];
  /** Recorded income a head against the standard, `[n]`; NaN = nothing recorded. */
  readonly welfare: Float64Array;
  readonly facts: PartFacts;
}

const WELFARE = 'income__per_member_12m_to_standard_ratio';

interface KeptDay {
  readonly asOf: IsoDate;
  readonly households: readonly string[];
  readonly signals: CohortDay['signals'];
  readonly takeUp: RowLabels;
  readonly need: RowLabels;
  readonly welfare: Float64Array;
  readonly groups: Readonly<Record<GroupId, readonly (string | null)[]>>;
}

/** Reads the rows of some test dates. */
export async function testRows(source: DaySource, dates: readonly IsoDate[]): Promise<TestRows> {
  const days: KeptDay[] = [];
  for await (const day of cohortDays(source, dates)) {
    const { asOf, households, signals, takeUp, need, X } = day;
    const welfare = selectColumns(X, [WELFARE]).columns[0]!;
    days.push({ asOf, households, signals, takeUp, need, welfare, groups: groupsOf(day) });
  }
  const takeUp = judgedLabel('take_up', days, (day) => day.takeUp);
  const need = judgedLabel('need', days, (day) => day.need);
  const labels = source.config.label.kind === 'take_up' ? [takeUp, need] : [need, takeUp];
  return {
    households: days.flatMap(({ households }) => households),
    asOf: days.flatMap(({ asOf, households }) => households.map(() => asOf)),
    labels,
    signals: signalsOf(days, await signalTitles(dates.at(-1)!)),
    groups: groupColumns(days.map(({ groups }) => groups)),
    welfare: joinedNumbers(days.map((day) => day.welfare)),
    facts: partFacts(dates, labels[0]!),
  };
}

/** The rows of several splits as one. */
export function joinTestRows(parts: readonly TestRows[]): Omit<TestRows, 'facts'> {
  const [first] = parts;
  if (!first || parts.length === 1) return first!;
  return {
    households: parts.flatMap(({ households }) => households),
    asOf: parts.flatMap(({ asOf }) => asOf),
    labels: first.labels.map((label, l): JudgedLabel => ({
      ...label,
      y: joinedBytes(parts.map(({ labels }) => labels[l]!.y)),
      on: parts.flatMap(({ labels }) => labels[l]!.on),
    })),
    signals: codesOf(parts.map(({ signals }) => signals.map(({ code }) => code))).map((code) => {
      const own = parts.map(({ signals }) => signals.find((one) => one.code === code));
      const level = joinedBytes(
        own.map((one, i) => one?.level ?? new Uint8Array(parts[i]!.households.length)),
      );
      return { code, title: own.find((one) => one !== undefined)!.title, level };
    }),
    groups: first.groups.map((group, g) => ({
      ...group,
      values: parts.flatMap(({ groups }) => Array.from(groups[g]!.values)),
    })),
    welfare: joinedNumbers(parts.map(({ welfare }) => welfare)),
  };
}

function signalsOf(days: readonly KeptDay[], titles: ReadonlyMap<string, Words>): SignalColumn[] {
  return codesOf(days.map(({ signals }) => [...signals.keys()])).map((code) => ({
    code,
    title: titles.get(code) ?? { zh: code, en: code },
    level: joinedBytes(
      days.map(({ signals, households }) => signals.get(code) ?? new Uint8Array(households.length)),
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

/** A label's name for people. */
export function labelTitle(kind: 'take_up' | 'need'): Words {
  return labelTitles[kind];
}

function judgedLabel(
  id: 'take_up' | 'need',
  days: readonly KeptDay[],
  labels: (day: KeptDay) => RowLabels,
): JudgedLabel {
  return {
    id,
    title: labelTitles[id],
    y: joinedBytes(days.map((day) => labels(day).y)),
    on: days.flatMap((day) => labels(day).on),
  };
}

function partFacts(asOf: readonly IsoDate[], { y }: JudgedLabel): PartFacts {
  const known = y.filter((one) => one !== UNKNOWN);
  const positives = known.reduce((sum, one) => sum + one, 0);
  return { asOf, rows: known.length, positives, censored: y.length - known.length };
}

function codesOf(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())];
}

function joinedBytes(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
