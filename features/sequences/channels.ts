/**
 * What the neural model sees of a household month by month: declared like any other series of the engine.
 */
import {
  socialSecurity,
  tax,
  medicalInsurance,
  utilities,
  civilAffairs,
  voices,
} from '../county/departments.ts';
import { text, type Declares, type MonthsOf } from '../county/define.ts';
import type { Bilingual } from '../declaration.ts';
import type { MonthlySeries } from '../engine/declaration.ts';
import type { FeatureUnit } from '../units.ts';

/** One channel: amounts of each month, or a state that rows begin and end. */
export interface Channel {
  readonly name: string;
  readonly title: Bilingual;
  readonly unit: FeatureUnit;
  readonly department: Bilingual;
  /** What each month's rows add up to; of a state: the rows that begin it. */
  readonly series: Omit<MonthlySeries, 'months' | 'endsMonthsBefore'>;
  /** Present: 1 from the month a row begins the state until the month one of these ends it. */
  readonly endedBy?: Omit<MonthlySeries, 'months' | 'endsMonthsBefore'>;
}

type Reading = Omit<MonthsOf, 'months' | 'before'>;

/** A series is checked and read as the engine's; its length is chosen where sequences are built. */
function seriesOf(declares: Declares, rows: Reading) {
  const says = { name: 'channel__months_months', direction: 'either' as const, title: text('-', '-') };
  const { department, series } = declares.monthly(says, { ...rows, months: 1 }, { kind: 'longest_gap' });
  const { source, knowledgeDate, where, value, empty } = series;
  return { department, series: { source, knowledgeDate, where, ...(value ? { value } : {}), empty } };
}

function amounts(
  declares: Declares,
  about: readonly [name: string, zh: string, en: string],
  rows: Reading,
): Channel {
  const [name, zh, en] = about;
  const { department, series } = seriesOf(declares, rows);
  const unit = series.value?.unit ?? 'count';
  return { name, title: text(zh, en), unit, department, series };
}

const income = (kinds?: readonly string[]): Reading => ({
  source: 'income_month',
  columns: ['amount_fen'],
  ...(kinds ? { where: [{ column: 'kind', in: kinds }] } : {}),
});
const borne = { source: 'medical_claim', columns: ['self_paid_fen', 'out_of_scope_fen'] };
const events = (...codes: string[]): Reading => ({
  source: 'employment_event',
  where: [{ column: 'event', in: codes }],
});
const usage = (kind: string): Reading => ({
  source: 'utility_month',
  where: [{ column: 'kind', in: [kind] }],
  columns: ['usage'],
  unit: kind === 'water' ? 'm3' : 'kwh',
  empty: 'missing',
});

/** The channels, in their order in every sequence. */
export const sequenceChannels: readonly Channel[] = [
  amounts(tax, ['income_all', '登记收入', 'recorded income'], income()),
  amounts(tax, ['income_work', '劳动收入', 'income from work'], income(['wage', 'labour', 'business'])),
  amounts(socialSecurity, ['contributions', '社保缴费次数', 'contributions paid'], events('contribution')),
  {
    ...amounts(socialSecurity, ['unemployed', '失业状态', 'somebody out of work'], {
      ...events('dismissed', 'unemployment_registered'),
    }),
    unit: 'flag',
    endedBy: seriesOf(socialSecurity, events('employment_registered', 'public_post')).series,
  },
  amounts(medicalInsurance, ['medical_borne', '个人负担医疗费', 'medical costs borne'], borne),
  amounts(medicalInsurance, ['inpatient', '住院次数', 'stays in hospital'], {
    source: 'medical_claim',
    where: [{ column: 'setting', in: ['inpatient'] }],
  }),
  amounts(utilities, ['electricity', '用电量', 'power used'], usage('electricity')),
  amounts(utilities, ['water', '用水量', 'water used'], usage('water')),
  amounts(civilAffairs, ['aid_paid', '救助金', 'assistance paid'], {
    source: 'assistance_grant',
    where: [{ column: 'action', in: ['paid'] }],
    columns: ['amount_fen'],
  }),
  amounts(voices, ['reports', '困难上报', 'reports of hardship'], { source: 'report' }),
];
