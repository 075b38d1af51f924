/**
 * Which files a county's folder holds, how each is written, and what it is called.
 */
import { seededRng } from '../../core/rng.ts';
import type { Calendar } from '../departments/calendar.ts';
import { datasetName, type Dataset, type DatasetForm } from '../departments/dataset.ts';
import type { DirtLevel } from '../dirt/config.ts';

/**
 * `mixed`: each department in its own form; `csv`: no Excel and no Parquet; `parquet`: the large ones as Parquet;
 * `sample`: small enough for a repository, one file a year, the large ones as Parquet, the long ones packed.
 */
export type CountyFormat = 'mixed' | 'csv' | 'parquet' | 'sample';
/** How a file ends up on disk. */
export interface FinalForm {
  readonly kind: 'csv' | 'packed' | 'xlsx' | 'parquet';
  readonly encoding: 'utf8' | 'gb18030';
  readonly ending: string;
}

const UTF8: FinalForm = { kind: 'csv', encoding: 'utf8', ending: '.csv' };
const GB18030: FinalForm = { kind: 'csv', encoding: 'gb18030', ending: '.csv' };
const XLSX: FinalForm = { kind: 'xlsx', encoding: 'utf8', ending: '.xlsx' };
const PARQUET: FinalForm = { kind: 'parquet', encoding: 'utf8', ending: '.parquet' };

/** How a dataset's files are written in a format. */
export function finalForm(form: DatasetForm, format: CountyFormat): FinalForm {
  const csv = form.form === 'gb18030' ? GB18030 : UTF8;
  switch (form.form) {
    case 'gb18030':
    case 'utf8':
      return form.bulky && format === 'sample' ? { ...csv, kind: 'packed', ending: '.csv.gz' } : csv;
    case 'xlsx':
      return format === 'csv' ? UTF8 : XLSX;
    case 'large':
      return format === 'parquet' || format === 'sample' ? PARQUET : UTF8;
    case 'parquet':
      return format === 'csv' ? UTF8 : PARQUET;
  }
}

/** The datasets as a format divides them into files. */
export function datasetsIn(format: CountyFormat, datasets: readonly Dataset[]): readonly Dataset[] {
  if (format !== 'sample') return datasets;
  return datasets.map((dataset) => ({ ...dataset, form: { ...dataset.form, period: 'year' } }));
}

/** Decides which files are sent again, and when. */
export interface ResendPlan {
  /** The day the file of a period is sent again; `null` when it is not. */
  day(form: DatasetForm, period: number): number | null;
}

/**
 * Files that are sent again to correct amounts: a share of all, between three weeks and two months after their
 * period, drawn by name and period alone. Files without amounts, and certificates, are sent once.
 */
export function createResendPlan(seed: string, level: DirtLevel, calendar: Calendar): ResendPlan {
  const known = new Map<string, number | null>();
  const decide = (form: DatasetForm, period: number): number | null => {
    const hasAmount = form.columns.some(([, kind]) => kind === 'yuan' || kind === 'wan');
    if (!hasAmount || level.resent === 0) return null;
    const rng = seededRng(`${seed}/resend/${datasetName(form)}/${period}`);
    if (rng.next() >= level.resent) return null;
    const day = periodEnd(form, calendar, period) + 21 + rng.int(40);
    return day < calendar.endDay ? day : null;
  };
  return {
    day: (form, period) => {
      const key = `${datasetName(form)}/${period}`;
      const found = known.get(key);
      if (found !== undefined) return found;
      const decided = decide(form, period);
      known.set(key, decided);
      return decided;
    },
  };
}

/** A file's path inside the county's folder, without ending: `tax/income-202203-resend-20220515`. */
export function fileStem(
  form: DatasetForm,
  calendar: Calendar,
  period: number,
  resentOn: number | null,
): string {
  const when =
    form.period === 'month'
      ? calendar.month(period, 'compact').text
      : String(calendar.yearOf(calendar.startDay) + period);
  const again = resentOn === null ? '' : `-resend-${calendar.day(resentOn, 'compact').text}`;
  return `${datasetName(form)}-${when}${again}`;
}

/** The first day after a file's period. */
function periodEnd(form: DatasetForm, calendar: Calendar, period: number): number {
  if (form.period === 'month') return calendar.firstDay(period + 1);
  const startMonth = calendar.startDay;
  const monthsLeft = 12 - Number(calendar.day(startMonth, 'iso').text.slice(5, 7)) + 1;
  return calendar.firstDay(monthsLeft + period * 12);
}
