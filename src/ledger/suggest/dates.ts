/**
 * Which column says when it happened and which when the bureau could know.
 */
import type { DateSpec, SourceSpec } from '../mapping/schema.ts';
import type { Contents } from './contents.ts';
import type { Note, Plain } from './proposal.ts';

/** A proposal for the two times of a source. */
export interface ProposedDates {
  readonly occurredOn: Plain;
  readonly recordedAt: Plain;
  /** Columns that must be declared as required. */
  readonly required: readonly string[];
  /** A column the file has not, but must have. */
  readonly missing: string | null;
  readonly todo: readonly Note[];
}

const knownWords = /更新|推送|上传|录入|入库|反馈|上报|填报|报送|登记|采集|同步|导入|交换/;
const untilWords = /至$|截止|到期|有效期|期满|离|消除|办结|注销|结束/;

/** The known source's two times under the file's names; by words and contents where it has no such column. */
export function proposeDates(
  names: readonly string[],
  contents: readonly Contents[],
  known: { readonly source: SourceSpec; readonly renamed: ReadonlyMap<string, string> } | null,
): ProposedDates {
  const occurred = known && renamedDate(known.source.occurred_on, known.renamed);
  const recorded = known && renamedDate(known.source.recorded_at, known.renamed);
  const guess = guessDates(names, contents);
  const chosen = { occurredOn: occurred ?? guess.occurredOn, recordedAt: recorded ?? guess.recordedAt };
  const todo: Note[] = [];
  if (!occurred) todo.push({ zh: '请核对发生日期用哪一列', en: 'check which column is occurred_on' });
  if (!recorded) todo.push({ zh: '请核对民政哪天能知悉', en: 'check which column is recorded_at' });
  const isGuess = !occurred || !recorded;
  const missing = isGuess ? guess.missing : null;
  if (missing !== null)
    todo.push({
      zh: `文件没有日期列，请发送方加上「${missing}」`,
      en: `no column has dates: ask the sender for ${missing}`,
    });
  return { ...chosen, required: columnsOf(chosen), missing, todo };
}

/** A date under the file's names; null when the file has no such column. */
export function renamedDate(spec: DateSpec, renamed: ReadonlyMap<string, string>): Plain | null {
  const plus: Record<string, Plain> = spec.plus_days === 0 ? {} : { plus_days: spec.plus_days };
  if ('quarter_end' in spec) return null;
  const [key = '', name = ''] = Object.entries(spec)[0] ?? [];
  const column = renamed.get(String(name));
  return column === undefined ? null : { [key]: column, ...plus };
}

function guessDates(
  names: readonly string[],
  contents: readonly Contents[],
): { occurredOn: Plain; recordedAt: Plain; missing: string | null } {
  const dates = names.flatMap((name, i) => {
    const column = contents[i];
    const isEvent = column?.kind === 'date' && column.filled > 0.97 && !isBirthLike(column);
    return isEvent ? [{ name, mean: column.days?.mean ?? 0 }] : [];
  });
  const recorded = dates.filter(({ name }) => knownWords.test(name)).sort((a, b) => b.mean - a.mean)[0];
  const events = dates.filter((date) => date !== recorded && !untilWords.test(date.name));
  const occurred = events.sort((a, b) => a.mean - b.mean)[0] ?? recorded ?? dates[0];
  const known = recorded ?? occurred;
  if (occurred && known)
    return { occurredOn: { date: occurred.name }, recordedAt: { date: known.name }, missing: null };
  const month = names.find((_, i) => contents[i]?.kind === 'month');
  if (month !== undefined)
    return { occurredOn: { month_end: month }, recordedAt: { month_end: month }, missing: null };
  return { occurredOn: { date: '数据日期' }, recordedAt: { date: '数据日期' }, missing: '数据日期' };
}

function isBirthLike({ header, days }: Contents): boolean {
  return /出生|生日/.test(header.text) || (days !== null && days.most - days.least > 20 * 365);
}

function columnsOf(dates: { occurredOn: Plain; recordedAt: Plain }): string[] {
  const named = [dates.occurredOn, dates.recordedAt].flatMap((spec) =>
    typeof spec === 'object' ? Object.values(spec).filter((value) => typeof value === 'string') : [],
  );
  return [...new Set(named)];
}
