/**
 * How alerts are raised and worked, as data: a bureau's own file in place of the shipped one.
 */
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import * as z from 'zod';
import { addWorkingDays } from '../core/calendar/working-days.ts';
import { addDays, type IsoDate } from '../core/dates.ts';
import { JzError } from '../core/errors/index.ts';
import { readText } from '../io/files.ts';

/** Levels from the least to the most urgent: 蓝 黄 橙 红. */
export const alertLevels = ['blue', 'yellow', 'orange', 'red'] as const;
/** How urgent an alert is. */
export type AlertLevel = (typeof alertLevels)[number];

const days = z.int().nonnegative();
const limit = z.union([z.strictObject({ calendar: days }), z.strictObject({ working: days })]);
const clocks = z.strictObject({ dispatch: limit, verify: limit, dispose: limit, report: limit });

const schema = z.strictObject({
  alerts: z.literal(1),
  source: z.strictObject({ text: z.string().min(1), verified: z.boolean() }),
  raise: z.strictObject({ band: z.enum(alertLevels), signal: z.enum(alertLevels) }),
  capacity: z.strictObject({
    share: z.number().gt(0).lte(1),
    /** Township (9 digits) → visits a round. */
    visits: z.record(z.string().regex(/^\d{9}$/), z.int().nonnegative()),
  }),
  audit_share: z.number().min(0).max(1),
  suppress: z.strictObject({
    visited: days,
    false_alarm: days,
    already_aided: days,
    declined_by_citizen: days,
    out_of_jurisdiction: days,
  }),
  clocks: z.strictObject({ red: clocks, orange: clocks, yellow: clocks, blue: clocks }),
});

/** Checked settings. */
export type AlertSettings = z.infer<typeof schema>;
/** A step that has a limit. */
export type Clock = keyof z.infer<typeof clocks>;

/**
 * Reads settings.
 *
 * @param file default: the shipped ones
 * @throws JZ_FILE_NOT_FOUND, JZ_ALERTS_CONFIG naming the place
 */
export async function loadAlertSettings(file?: string): Promise<AlertSettings> {
  const path = file ?? fileURLToPath(new URL('alerts.yaml', import.meta.url));
  const parsed = schema.safeParse(yamlOf(path, await readText(path)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(path, issue?.path.map(String).join('.') ?? '', issue?.message ?? '');
}

/**
 * The last day of a step.
 *
 * @throws JZ_CALENDAR_YEAR when working days of that year are not known yet
 */
export function dueDay(settings: AlertSettings, level: AlertLevel, clock: Clock, from: IsoDate): IsoDate {
  const own = settings.clocks[level][clock];
  return 'calendar' in own ? addDays(from, own.calendar) : addWorkingDays(from, own.working);
}

function yamlOf(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw invalid(file, '(YAML)', String(cause).split('\n')[0] ?? '');
  }
}

function invalid(file: string, path: string, problem: string): JzError {
  return new JzError('JZ_ALERTS_CONFIG', { file, path, problem });
}
