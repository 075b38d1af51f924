/**
 * Who gets a visit this round: under each township's capacity, the likeliest first, some places drawn at random.
 */
import type { Json } from '../core/json.ts';
import type { Rng } from '../core/rng.ts';
import { alertLevels, type AlertLevel, type AlertSettings } from './settings.ts';

/** A signal as evidence. */
export interface CandidateSignal {
  readonly code: string;
  readonly level: AlertLevel;
  readonly zh: string;
  readonly en: string;
}

/** A scored household. */
export interface Candidate {
  readonly household: string;
  /** Smallest region known. */
  readonly region: string;
  readonly probability: number;
  readonly band: AlertLevel;
  /** Why the score is what it is, in words; strongest first. */
  readonly reasons: readonly { readonly zh: string; readonly en: string }[];
  readonly signals: readonly CandidateSignal[];
}

/** Why nothing is raised for a household although it may qualify. */
export interface Suppression {
  readonly reason: string;
  readonly details: Readonly<Record<string, Json>>;
}

/** What a round is planned from. */
export interface RoundInput {
  readonly candidates: readonly Candidate[];
  readonly suppressed: ReadonlyMap<string, Suppression>;
  /** Households with an open alert. */
  readonly open: ReadonlySet<string>;
  /** Alerts not yet visited, by township: they take up capacity. */
  readonly backlog: ReadonlyMap<string, number>;
  /** All households, by township. */
  readonly households: ReadonlyMap<string, number>;
  readonly settings: AlertSettings;
  readonly rng: Rng;
}

/** One household chosen. */
export interface Chosen {
  readonly candidate: Candidate;
  readonly level: AlertLevel;
  readonly source: 'list' | 'audit';
  /** Place in its township's list; `null` for a random draw. */
  readonly areaRank: number | null;
  /** Chance with which a random draw fell on it; `null` for the list. */
  readonly drawnWith: number | null;
}

/** A household that qualified and was not chosen. */
export interface Skipped extends Suppression {
  readonly household: string;
}

/** Capacity of a township this round. */
export interface AreaPlan {
  readonly area: string;
  /** Visits a round. */
  readonly capacity: number;
  /** Still waiting from earlier rounds. */
  readonly backlog: number;
  readonly listed: number;
  readonly drawn: number;
  readonly qualifying: number;
}

/** A whole round. */
export interface RoundPlan {
  readonly chosen: readonly Chosen[];
  /** Open already: they may get new evidence. */
  readonly known: readonly Candidate[];
  readonly skipped: readonly Skipped[];
  readonly areas: readonly AreaPlan[];
}

/** Township of a region code. */
export function areaOf(region: string): string {
  return region.slice(0, 9).padEnd(9, '0');
}

/** The more urgent of the score's band and the strongest signal that raises by itself. */
export function levelOf(candidate: Candidate, settings: AlertSettings): AlertLevel {
  const strong = candidate.signals.filter(({ level }) => atLeast(level, settings.raise.signal));
  return strong.reduce<AlertLevel>((top, { level }) => (atLeast(level, top) ? level : top), candidate.band);
}

/** Whether a level is as urgent as another. */
export function atLeast(level: AlertLevel, bar: AlertLevel): boolean {
  return alertLevels.indexOf(level) >= alertLevels.indexOf(bar);
}

/** Plans a round; the same input and seed give the same plan whatever the order of candidates. */
export function planRound(input: RoundInput): RoundPlan {
  const byArea = new Map<string, Candidate[]>();
  const skipped: Skipped[] = [];
  const known: Candidate[] = [];
  for (const candidate of [...input.candidates].sort(byUrgency)) {
    const suppression = input.suppressed.get(candidate.household);
    if (input.open.has(candidate.household)) known.push(candidate);
    else if (suppression) skipped.push({ household: candidate.household, ...suppression });
    else pushTo(byArea, areaOf(candidate.region), candidate);
  }
  const areas = [...byArea].sort(([a], [b]) => (a < b ? -1 : 1));
  const plans = areas.map(([area, candidates]) => planArea(area, candidates, input));
  return {
    chosen: plans.flatMap(({ chosen }) => chosen),
    known,
    skipped: [...skipped, ...plans.flatMap((plan) => plan.skipped)],
    areas: plans.map(({ plan }) => plan),
  };
}

interface PlannedArea {
  readonly plan: AreaPlan;
  readonly chosen: readonly Chosen[];
  readonly skipped: readonly Skipped[];
}

function planArea(area: string, candidates: readonly Candidate[], input: RoundInput): PlannedArea {
  const { settings, rng, backlog, households } = input;
  const own = rng.fork(area);
  const capacity = capacityOf(settings, area, households.get(area) ?? candidates.length);
  const waiting = Math.min(capacity, backlog.get(area) ?? 0);
  const free = capacity - waiting;
  const wanted = settings.audit_share * free;
  const share = Math.floor(wanted) + (own.next() < wanted % 1 ? 1 : 0);
  const qualifying = candidates.filter((one) => qualifies(one, settings));
  const offList = candidates.filter((one) => !qualifies(one, settings));
  const drawn = drawFrom(offList, Math.min(share, offList.length), own);
  const listed = qualifying.slice(0, free - drawn.length);
  const cut = qualifying.slice(listed.length).map(({ household, probability, band }, i): Skipped => ({
    household,
    reason: 'capacity',
    details: {
      area,
      rank: listed.length + i + 1,
      of: qualifying.length,
      listed: listed.length,
      capacity,
      probability,
      band,
    },
  }));
  return {
    plan: {
      area,
      capacity,
      backlog: waiting,
      listed: listed.length,
      drawn: drawn.length,
      qualifying: qualifying.length,
    },
    chosen: [
      ...listed.map((candidate, i): Chosen => ({
        candidate,
        level: levelOf(candidate, settings),
        source: 'list',
        areaRank: i + 1,
        drawnWith: null,
      })),
      ...drawn.map((candidate): Chosen => ({
        candidate,
        level: 'blue',
        source: 'audit',
        areaRank: null,
        drawnWith: drawn.length / offList.length,
      })),
    ],
    skipped: cut,
  };
}

/** Visits a township can make a round. */
function capacityOf({ capacity }: AlertSettings, area: string, households: number): number {
  return capacity.visits[area] ?? Math.max(1, Math.round(capacity.share * households));
}

function qualifies({ band, signals }: Candidate, { raise }: AlertSettings): boolean {
  return atLeast(band, raise.band) || signals.some(({ level }) => atLeast(level, raise.signal));
}

/** The likeliest first; equal ones by id, so that the order given does not matter. */
function byUrgency(a: Candidate, b: Candidate): number {
  return b.probability - a.probability || (a.household < b.household ? -1 : 1);
}

/** `count` of the candidates without replacement, in the order drawn. */
function drawFrom(candidates: readonly Candidate[], count: number, rng: Rng): Candidate[] {
  const pool = [...candidates];
  return Array.from({ length: count }, () => pool.splice(rng.int(pool.length), 1)).flat();
}

function pushTo<Value>(groups: Map<string, Value[]>, key: string, value: Value): void {
  const own = groups.get(key);
  if (own) own.push(value);
  else groups.set(key, [value]);
}
