/**
 * What stays the same for the whole county: settings, parameters, places, months and what the law says in each.
 */
import { JzError } from '../../core/errors/index.ts';
import { seededRng } from '../../core/rng.ts';
import { loadPolicy, snapshotOf, type Policy, type Snapshot } from '../../policy/index.ts';
import { calendarMonth, dayOf, isoOf, type CalendarMonth } from './calendar.ts';
import { between } from './draw.ts';
import { countyParameters, loadParameters, type CountyParameters, type Parameters } from './parameters.ts';

/** What the user chooses; plain data, to hand to a worker. */
export interface CountySettings {
  readonly households: number;
  readonly months: number;
  readonly seed: number | string;
  /** First month, `YYYY-MM`. */
  readonly start: string;
  /** 6-digit code of the county. */
  readonly region: string;
  /** Households simulated together; changes nothing but the grouping of rows. */
  readonly chunkSize: number;
}

/** Numbers of the law a settlement needs, in fen and ratios, in force in one month. */
export interface LawNumbers {
  readonly standardFen: number;
  readonly dibianFen: number;
  readonly minWageFen: number;
  readonly meanIncomeFen: number;
  readonly premiumFen: number;
  readonly serious: { readonly deductibleFen: number; readonly ratio: number; readonly capFen: number };
  readonly tilted: { readonly deductibleFen: number; readonly ratio: number };
  /** By status: none, dibao, dibian, tekun, rigid. */
  readonly aid: readonly { readonly deductibleFen: number; readonly ratio: number }[];
  readonly aidCapFen: number;
  readonly tilt: { readonly thresholdFen: number; readonly ratio: number };
}

/** A month with its law. */
export interface PlanMonth extends CalendarMonth {
  readonly law: LawNumbers;
  /** Law of the year; the same object all year, so that rules are compiled once a year. */
  readonly snapshot: Snapshot;
  /** Nominal pay against the plan's start. */
  readonly payIndex: number;
}

/** A village. */
export interface Village {
  readonly code: string;
  readonly rural: boolean;
  /** To the office where aid is asked for. */
  readonly kilometres: number;
}

/** A county ready to be simulated. */
export interface CountyPlan extends CountySettings {
  readonly parameters: CountyParameters;
  readonly policy: Policy;
  readonly villages: readonly Village[];
  /** Months before the start that are simulated to fill memories, but not told. */
  readonly warmUp: number;
  /** From `-warmUp` on. */
  readonly calendar: readonly PlanMonth[];
}

const WARM_UP_MONTHS = 12;
const TOWNSHIPS = 7;
const VILLAGES = 12;
/** The first year the shipped law speaks of; earlier months are settled by it. */
const LAW_FROM = dayOf(2022, 1, 1);

/**
 * Loads law and parameters and lays out the county.
 *
 * @throws JZ_CONFIG_INVALID for settings or parameters that make no sense; JZ_POLICY_*
 */
export async function openCounty(
  settings: CountySettings,
  changed: Partial<Parameters> = {},
): Promise<CountyPlan> {
  checkSettings(settings);
  const [policy, loaded] = await Promise.all([loadPolicy(), loadParameters()]);
  const parameters = countyParameters({ ...loaded, ...changed });
  return {
    ...settings,
    parameters,
    policy,
    villages: villagesOf(settings, parameters),
    warmUp: WARM_UP_MONTHS,
    calendar: monthsOf(settings, policy, parameters),
  };
}

/** Chunks of a plan. */
export function chunkCount(settings: CountySettings): number {
  return Math.ceil(settings.households / settings.chunkSize);
}

function checkSettings(settings: CountySettings): void {
  const whole = (name: 'households' | 'months' | 'chunkSize', most: number): void => {
    const value = settings[name];
    if (Number.isInteger(value) && value >= 1 && value <= most) return;
    const problem = `${name} = ${value}: 1 … ${most}`;
    throw new JzError('JZ_CONFIG_INVALID', { file: 'generate', path: name, problem });
  };
  whole('households', 50_000_000);
  whole('months', 240);
  whole('chunkSize', 10_000);
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(settings.start) && settings.start >= '2022-01') return;
  const problem = `${settings.start}: YYYY-MM, 2022-01 or later`;
  throw new JzError('JZ_CONFIG_INVALID', { file: 'generate', path: 'start', problem });
}

function villagesOf(settings: CountySettings, p: Parameters): readonly Village[] {
  const rng = seededRng(`${settings.seed}/villages`);
  const ruralTownships = Math.round(TOWNSHIPS * p.people.ruralShare);
  return Array.from({ length: TOWNSHIPS * VILLAGES }, (_, i) => {
    const township = Math.floor(i / VILLAGES) + 1;
    const rural = township > TOWNSHIPS - ruralTownships;
    const code = `${settings.region}${pad(township)}${pad((i % VILLAGES) + 1)}`;
    return { code, rural, kilometres: rural ? between(rng, 2, 24) : between(rng, 0, 4) };
  });
}

const pad = (n: number): string => String(n).padStart(3, '0');

function monthsOf(settings: CountySettings, policy: Policy, p: Parameters): readonly PlanMonth[] {
  const snapshots = new Map<number, { snapshot: Snapshot; law: LawNumbers }>();
  return Array.from({ length: WARM_UP_MONTHS + settings.months }, (_, i) => {
    const month = calendarMonth(settings.start, i - WARM_UP_MONTHS);
    const day = Math.max(dayOf(month.year, 7, 1), LAW_FROM);
    let year = snapshots.get(day);
    if (!year) {
      const snapshot = snapshotOf(policy.catalogue, settings.region, isoOf(day));
      year = { snapshot, law: lawNumbers(snapshot) };
      snapshots.set(day, year);
    }
    const payIndex = (1 + p.income.growthYearly) ** (month.month / 12);
    return { ...month, ...year, payIndex };
  });
}

/** What a settlement and the truth need of the law. */
export function lawNumbers(snapshot: Snapshot): LawNumbers {
  const money = (id: string): number => snapshot.value(id);
  const ratio = (id: string): number => snapshot.value(id) / 10_000;
  const standardFen = money('dibao.standard_urban');
  const minWageFen = money('local.min_wage');
  const meanIncomeFen = money('local.disposable_urban');
  const deductibleFen = Math.ceil(meanIncomeFen * ratio('medical.serious_deductible_share'));
  const multiple = Math.ceil(standardFen * ratio('dibian.multiplier'));
  const tier = (name: string): { deductibleFen: number; ratio: number } => ({
    deductibleFen: Math.ceil(meanIncomeFen * ratio(`medical.aid_deductible_${name}`)),
    ratio: ratio(`medical.aid_ratio_${name}`),
  });
  return {
    standardFen,
    minWageFen,
    meanIncomeFen,
    premiumFen: money('medical.premium'),
    dibianFen: snapshot.value('dibian.min_wage_cap') === 1 ? Math.min(multiple, minWageFen) : multiple,
    serious: { deductibleFen, ratio: ratio('medical.serious_ratio'), capFen: money('medical.serious_cap') },
    tilted: {
      deductibleFen: Math.ceil(deductibleFen * ratio('medical.serious_tilt_deductible')),
      ratio: ratio('medical.serious_tilt_ratio'),
    },
    aid: [{ deductibleFen: 0, ratio: 0 }, tier('dibao'), tier('dibian'), tier('tekun'), tier('illness')],
    aidCapFen: money('medical.aid_cap'),
    tilt: { thresholdFen: money('medical.tilt_threshold'), ratio: ratio('medical.tilt_ratio') },
  };
}
