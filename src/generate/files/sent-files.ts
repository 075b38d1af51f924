/**
 * The departments' files as they come up: their numbers, names and headers.
 */
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { countyCalendar } from '../departments/calendar.ts';
import { datasets } from '../departments/index.ts';
import { loadDirtPlan } from '../dirt/config.ts';
import { createResendPlan, datasetsIn, fileStem, finalForm } from './file-plan.ts';
import type { SentFile } from './finishing.ts';
import type { FilePart, FileSettings } from './write-chunk.ts';

/** A file that still grows. */
export type OpenFile = Omit<SentFile, 'rows'>;

/** Files by what is written into them. */
export interface SentFiles {
  /** The file a chunk's rows go to. */
  of(part: FilePart): OpenFile;
  all(): OpenFile[];
}

const BYTE_ORDER_MARK = '\ufeff';

/** Names and numbers the departments' files as they come up. */
export async function openSentFiles(
  settings: FileSettings,
  folder: string,
  scratch: string,
): Promise<SentFiles> {
  const calendar = countyCalendar(settings.start, settings.months);
  const { level } = await loadDirtPlan(settings.dirt);
  const resends = createResendPlan(String(settings.seed), level, calendar);
  const forms = datasetsIn(settings.format, datasets);
  const files = new Map<string, OpenFile>();
  return {
    of: (part) => {
      const key = `${part.dataset}/${part.period}/${part.resent}`;
      const known = files.get(key);
      if (known) return known;
      const form = forms[part.dataset]?.form;
      if (!form) throw new RangeError(`dataset ${part.dataset}`);
      const final = finalForm(form, settings.format);
      const resentOn = part.resent ? resends.day(form, part.period) : null;
      const name = fileStem(form, calendar, part.period, resentOn) + final.ending;
      const growsAt = final.kind === 'csv' ? join(folder, name) : join(scratch, `${name}.rows`);
      const file = { number: files.size + 1, name, form, final, growsAt };
      files.set(key, file);
      return file;
    },
    all: () => [...files.values()],
  };
}

/** What stands before the first row: workbooks and Parquet get their header later. */
export function headOf({ form, final }: OpenFile): Uint8Array {
  if (final.kind === 'xlsx' || final.kind === 'parquet') return new Uint8Array(0);
  const line = `${form.columns.map(([title]) => title).join(',')}\n`;
  return final.encoding === 'gb18030'
    ? iconv.encode(line, 'gb18030')
    : Buffer.from(BYTE_ORDER_MARK + line, 'utf8');
}
