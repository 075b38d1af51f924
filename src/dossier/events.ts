/**
 * What happened in a household, as dated sentences.
 */
import { coded, diseaseWords, yuan, type Words } from './coded.ts';
import type { Channels } from './channels.ts';
import { isPayment, type Grant } from './grants.ts';
import type { EventKind, EventRow } from './rows.ts';
import type { Source } from './source.ts';

/** One event. */
export interface HouseholdEvent extends Words {
  readonly on: string;
  /** When the bureau could know. */
  readonly knownOn: string;
  readonly kind: EventKind;
  readonly code: string;
  readonly personId: string | null;
  readonly amountFen: number | null;
  /** `null` for what is computed from several rows. */
  readonly source: Source | null;
}

/** Events, newest first: rows, single payments, and months in which medical costs leapt. */
export function eventsOf(
  rows: readonly EventRow[],
  grants: readonly Grant[],
  channels: Channels,
): HouseholdEvent[] {
  const single = new Set(
    grants
      .filter(({ isMonthly }) => !isMonthly)
      .map(({ item, personId, from }) => keyOf(item.code, personId, from)),
  );
  const told = rows.filter((row, i) =>
    isPayment(row)
      ? single.has(keyOf(row.code, row.personId, row.on))
      : row.kind !== 'education' || !isSameSchool(row, rows.slice(0, i)),
  );
  return [...told.map(eventOf), ...leaps(channels)].sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
}

function keyOf(item: string, person: string | null, day: string): string {
  return `${item}/${person ?? ''}/${day}`;
}

/** A child stays at a school for years: only the first year of it is news. */
function isSameSchool({ personId, code, more }: EventRow, earlier: readonly EventRow[]): boolean {
  const last = earlier.findLast((row) => row.kind === 'education' && row.personId === personId);
  return more === 'enrolled' && last?.code === code && last.more === more;
}

function eventOf(row: EventRow): HouseholdEvent {
  const { on, knownOn, kind, code, personId, amountFen, source } = row;
  return { on, knownOn, kind, code, personId, amountFen, source, ...sayings[kind](row) };
}

type Say = (row: EventRow) => Words;

/** `title：detail，sum` with what there is of it. */
function sentence(title: Words, detail: Words | null, amountFen: number | null): Words {
  const sum = amountFen === null || amountFen === 0 ? null : yuan(amountFen);
  return {
    zh: `${title.zh}${detail ? `：${detail.zh}` : ''}${sum ? `，${sum.zh}` : ''}`,
    en: `${title.en}${detail ? `: ${detail.en}` : ''}${sum ? `, ${sum.en}` : ''}`,
  };
}

/** Codes of one table, with a second code of another as the detail. */
function pair(first: string, second: string): Say {
  return ({ code, more, amountFen }) =>
    sentence(coded(first, code), more === null ? null : coded(second, more), amountFen);
}

const sayings: Readonly<Record<EventKind, Say>> = {
  grant: pair('assistance_item', 'grant_action'),
  application: pair('assistance_item', 'application_action'),
  medical: ({ more, amountFen, other }) => {
    const total = yuan(other ?? 0);
    const own = yuan(amountFen ?? 0);
    const level = more === null ? { zh: '', en: '' } : coded('hospital_level', more);
    return {
      zh: `住院${level.zh && `（${level.zh}）`}，总费用 ${total.zh}，个人负担 ${own.zh}`,
      en: `in hospital${level.en && ` (${level.en})`}: ${total.en} in all, ${own.en} borne`,
    };
  },
  vital: ({ code }) => coded('vital_event', code),
  work: pair('employment_event', 'insurance_scheme'),
  disability: ({ code, more, other }) => {
    const type = more === null ? { zh: '', en: '' } : coded('disability_type', more);
    const action = coded('certificate_action', code);
    return {
      zh: `残疾人证${action.zh}：${type.zh}${other === null ? '' : ` ${other} 级`}`,
      en: `disability certificate ${action.en}: ${type.en}${other === null ? '' : `, grade ${other}`}`,
    };
  },
  education: pair('school_stage', 'school_status'),
  housing: ({ code, more, amountFen, other }) => {
    const said = sentence(
      coded('housing_kind', code),
      more === null ? null : coded('dwelling_grade', more),
      null,
    );
    if (other === null || other === 0) return said;
    const owed = amountFen === null ? { zh: '', en: '' } : yuan(amountFen);
    return {
      zh: `${said.zh}，欠租 ${other} 个月 ${owed.zh}`.trimEnd(),
      en: `${said.en}, ${other} months of rent owed ${owed.en}`.trimEnd(),
    };
  },
  disaster: pair('disaster_kind', 'disaster_damage'),
  report: pair('report_topic', 'report_channel'),
  visit: ({ code, more }) => {
    const found = coded('visit_outcome', code);
    const cause = more === null ? null : coded('hardship_cause', more);
    return sentence({ zh: `入户核查：${found.zh}`, en: `home visit, ${found.en}` }, cause, null);
  },
  membership: ({ code }) => coded('membership_reason', code),
  notice: ({ code, more }) => {
    const title = notices[code] ?? { zh: code, en: code };
    return sentence(
      title,
      code === 'health.major_disease' && more !== null ? diseaseWords(more) : null,
      null,
    );
  },
};

const notices: Readonly<Record<string, Words>> = {
  'health.major_disease': { zh: '重大疾病报告', en: 'major disease reported' },
  'rural.monitored': { zh: '防止返贫监测', en: 'monitored against falling back into poverty' },
  'court.enforcement': { zh: '被法院执行', en: 'enforcement by a court' },
  'court.relief': { zh: '司法救助', en: 'judicial relief' },
  'court.legal_aid': { zh: '法律援助', en: 'legal aid' },
};

/** Costs of a month this many times the mean of the year before are a leap … */
const LEAP = 3;
/** … when they are not small: 2,000 yuan. */
const LEAP_FEN = 200_000;
const YEAR = 12;

function leaps({ ends, series }: Channels): HouseholdEvent[] {
  const borne = series.find(({ name }) => name === 'medical_borne')?.values ?? [];
  return borne.flatMap((value, month) => {
    const before = borne.slice(month - YEAR, month).filter((one) => one !== null);
    const on = ends[month];
    if (value === null || value < LEAP_FEN || month < YEAR || before.length < YEAR || on === undefined)
      return [];
    const mean = before.reduce((sum, one) => sum + one, 0) / YEAR;
    if (value < LEAP * mean) return [];
    return [{ ...leapWords(value, mean), on, knownOn: on, ...leapKind, amountFen: Math.round(value) }];
  });
}

const leapKind = { kind: 'medical', code: 'leap', personId: null, source: null } as const;

function leapWords(value: number, mean: number): Words {
  const [now, usual] = [yuan(value), yuan(mean)];
  return {
    zh: `当月个人负担医疗费 ${now.zh}，此前 12 个月月均 ${usual.zh}`,
    en: `medical costs borne leapt to ${now.en} in a month, from ${usual.en} on average in the year before`,
  };
}
