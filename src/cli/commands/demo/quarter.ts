import type { Command } from 'commander';
import { judgeQuarter, trueMonths, type LookAt } from '../../../../eval/quarter/index.ts';
import { readTruth } from '../../../../eval/index.ts';
import { loadAlertSettings } from '../../../alerts/settings.ts';
import { liveQuarter, type Found, type LivedRound } from '../../../batch/county/quarter.ts';
import { addDays, addMonths, isoDate, type IsoDate } from '../../../core/dates.ts';
import { seededRng } from '../../../core/rng.ts';
import { openLedger } from '../../../ledger/open-ledger.ts';
import { loadScorer } from '../../../scoring/load.ts';
import { openStore } from '../../../store/index.ts';
import { openTruth } from '../../county-run.ts';
import type { Terminal } from '../../io.ts';
import { textTable } from '../../text-table.ts';

interface QuarterOptions {
  readonly lake: string;
  readonly model: string;
  readonly store: string;
  readonly truth: string;
  readonly from: string;
  readonly months: string;
  readonly horizon: string;
  readonly settings?: string;
  readonly seed: string;
  readonly json?: true;
}

/** Working days from order to visit: within the limit of a yellow alert. */
const VISIT_AFTER = 5;

/** Aid for a household's living. */
const livingAid = new Set([
  'dibao',
  'dibao_single',
  'tekun',
  'dibian',
  'rigid',
  'rigid_living_aid',
  'temporary_emergency',
  'temporary_expenditure',
]);

/** `jiuzhu demo quarter`: a quarter of warnings worked against the hidden truth of a synthetic county. */
export function addQuarterCommand(demo: Command, terminal: Terminal): void {
  demo
    .command('quarter')
    .description(
      '模拟一个季度：发预警、入户、救助，再以真值评判 / live a quarter, judge it by the hidden truth',
    )
    .requiredOption('--lake <directory>', '总账 / ledger')
    .requiredOption('--model <folder>', '模型目录 / model folder')
    .requiredOption('--store <file>', '新的业务库 / a new operational store')
    .requiredOption('--truth <directory>', '生成该县的目录 / folder the county was generated into')
    .requiredOption('--from <date>', '第一个观察日，月末 / first as-of date, a month’s last day')
    .option('--months <count>', '几轮，每月一轮 / rounds, one a month', '3')
    .option('--horizon <months>', '向前看几个月 / months ahead', '6')
    .option('--settings <file>', '预警配置 / alert settings')
    .option('--seed <text>', 'seed', '1')
    .option('--json', 'print JSON')
    .action((options: QuarterOptions) => quarter(options, terminal));
}

async function quarter(options: QuarterOptions, terminal: Terminal): Promise<void> {
  const from = isoDate(options.from);
  const dates = Array.from({ length: Number(options.months) }, (_, i) => addMonths(from, i));
  const hidden = await openTruth(options, 0);
  const look = await trueMonths(hidden, from);
  const truth = await readTruth(hidden, from);
  const settings = await loadAlertSettings(options.settings);
  const ledger = await openLedger(options.lake);
  const store = openStore(options.store);
  try {
    const rounds = await liveQuarter({
      ...{ ledger, store, settings, dates, seed: options.seed, progress: terminal.progress },
      scorer: await loadScorer(options.model),
      visit: (household, day) => foundAt(look, household, day),
      visitAfter: VISIT_AFTER,
    });
    const rng = seededRng(`${options.seed}/quarter`);
    const measures = judgeQuarter(rounds, truth, { horizonMonths: Number(options.horizon), rng });
    const work = worked(rounds, look);
    terminal.data(options.json ? JSON.stringify({ ...measures, ...work }) : text(measures, work));
  } finally {
    await store.close();
    ledger.close();
  }
}

/** Months after the visit in which the caseworker sees the hardship coming. */
const SEEN_AHEAD = 3;
const MONTHS = 12;

function foundAt(look: LookAt, household: string, day: IsoDate): Found {
  const now = look(household, day);
  if (!now) return { outcome: 'out_of_jurisdiction', findings: {} };
  const ahead = Array.from({ length: SEEN_AHEAD + 1 }, (_, i) =>
    look(household, addMonths(addDays(day, 0), i)),
  );
  const isHard = ahead.some((month) => month?.isNeedy);
  const findings = {
    members: Math.min(30, now.members),
    // The truth tells all income and all costs as one sum each.
    wage_fen: now.incomeFen * MONTHS,
    ...{ business_fen: 0, property_fen: 0, transfer_fen: 0, education_fen: 0 },
    medical_self_paid_fen: now.rigidFen * MONTHS,
  };
  if (!isHard) return { outcome: 'false_alarm', findings };
  return { outcome: now.isAided ? 'already_aided' : 'confirmed', findings };
}

interface Worked {
  readonly confirmed: number;
  readonly falseAlarms: number;
  readonly aided: number;
  /** Of confirmed: the first three recommendations have aid for its living among them. */
  readonly livingAidAmongFirstThree: number;
  /** Of what the confirmed in need lacked that month: covered by the regular money of the first three. */
  readonly shortfallCovered: number;
  /** Of what they lack in the year from the visit: covered by all money of the first three in that year, ceilings in full. */
  readonly yearCovered: number;
}

function worked(rounds: readonly LivedRound[], look: LookAt): Worked {
  const visits = rounds.flatMap((round) => round.visits);
  const confirmed = visits.filter(({ outcome }) => outcome === 'confirmed');
  const sum = (of: (visit: (typeof visits)[number]) => number): number =>
    confirmed.reduce((total, visit) => total + of(visit), 0);
  const short = ({ household, day }: (typeof visits)[number]): number => look(household, day)?.shortFen ?? 0;
  const regular = ({ advice }: (typeof visits)[number]): number =>
    advice.reduce(
      (total, { item, amountFen }) =>
        total + (livingAid.has(item) && !item.startsWith('temporary') ? (amountFen ?? 0) : 0),
      0,
    );
  const lacking = sum(short);
  const yearShort = ({ household, day }: (typeof visits)[number]): number =>
    Array.from({ length: MONTHS }, (_, i) => look(household, addMonths(day, i))?.shortFen ?? 0).reduce(
      (all, month) => all + month,
      0,
    );
  const yearMoney = ({ advice }: (typeof visits)[number]): number =>
    advice.reduce((all, { yearFen }) => all + yearFen, 0);
  const lackingYear = sum(yearShort);
  return {
    confirmed: confirmed.length,
    falseAlarms: visits.filter(({ outcome }) => outcome === 'false_alarm').length,
    aided: rounds.reduce((total, { aided }) => total + aided, 0),
    livingAidAmongFirstThree:
      confirmed.filter(({ advice }) => advice.some(({ item }) => livingAid.has(item))).length /
      Math.max(1, confirmed.length),
    yearCovered:
      lackingYear === 0 ? 0 : sum((visit) => Math.min(yearShort(visit), yearMoney(visit))) / lackingYear,
    shortfallCovered: lacking === 0 ? 0 : sum((visit) => Math.min(short(visit), regular(visit))) / lacking,
  };
}

function text(
  { queues, baseRate, horizonMonths, rounds }: ReturnType<typeof judgeQuarter>,
  work: Worked,
): string {
  const percent = (value: number): string => `${(100 * value).toFixed(1)}%`;
  const table = textTable([
    ['queue', '走访', '困难', '命中率', '落入', '占全部落入', '提前天数'],
    ...queues.map((one) => [
      one.queue,
      String(one.visits),
      String(one.inNeed),
      percent(one.precision),
      String(one.falls),
      percent(one.shareOfFalls),
      one.medianLeadDays === null ? '–' : String(Math.round(one.medianLeadDays)),
    ]),
  ]);
  return [
    `${rounds.map(({ asOf }) => asOf).join('、')}；${horizonMonths} 个月内困难的基准率 ${percent(baseRate)} / base rate of need`,
    table,
    `属实 ${work.confirmed}，不属实 ${work.falseAlarms}，已救助 ${work.aided}；前三项推荐含基本生活类救助 ${percent(work.livingAidAmongFirstThree)}，按月发放的可补当月缺口 ${percent(work.shortfallCovered)}，连同一次性、按年和按额度的可补全年缺口 ${percent(work.yearCovered)} / confirmed, false alarms, aided; living aid among the first three, the month’s shortfall covered by monthly aid, the year’s by all money`,
  ].join('\n');
}
