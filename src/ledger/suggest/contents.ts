/**
 * What a column holds, told from its cells alone.
 */
import { isIsoDate } from '../../core/dates.ts';
import { checkIdentityNumber, regionName } from '../codes/index.ts';
import { headerOf, type Header } from './header.ts';
import type { SampleColumn } from './sample.ts';

/** Kinds of contents; `key` is a text that never repeats, `region` a GB/T 2260 code. */
export type ContentKind =
  | 'empty'
  | 'id_number'
  | 'disability_certificate'
  | 'phone'
  | 'name'
  | 'address'
  | 'date'
  | 'month'
  | 'year'
  | 'flag'
  | 'code'
  | 'icd10'
  | 'region'
  | 'number'
  | 'key'
  | 'text';

/** What was found in a column. */
export interface Contents {
  readonly header: Header;
  readonly kind: ContentKind;
  /** Share of the filled cells that are of that kind. */
  readonly share: number;
  /** Filled cells of all. */
  readonly filled: number;
  /** Different values, the most frequent first. */
  readonly values: readonly string[];
  /** Of numbers: whether all are whole, smallest and largest. */
  readonly numbers: { readonly whole: boolean; readonly least: number; readonly most: number } | null;
  /** Of dates: the earliest and the latest as days since 1970; of months their first days. */
  readonly days: { readonly least: number; readonly most: number; readonly mean: number } | null;
}

type Test = (cell: string) => boolean;

/** The first kind that enough cells are of, in this order. */
const tests: readonly (readonly [kind: ContentKind, least: number, test: Test])[] = [
  [
    'disability_certificate',
    0.7,
    (cell) => cell.length === 20 && isIdNumber(cell.slice(0, 18)) && /[1-7][1-4]$/.test(cell),
  ],
  ['id_number', 0.6, isIdNumber],
  ['phone', 0.8, (cell) => /^(\+?86)?1\d{10}$|^0\d{2,3}-?\d{7,8}$/.test(cell.replaceAll(' ', ''))],
  ['date', 0.8, (cell) => dayOf(cell) !== null],
  ['month', 0.8, (cell) => monthOf(cell) !== null],
  ['region', 0.8, (cell) => /^(\d{6}|\d{9}|\d{12})$/.test(cell) && isRegion(cell)],
  ['icd10', 0.9, (cell) => /^[A-Z]\d{2}(\.[0-9A-Z]{1,4}|[0-9X]{1,2})?(x\d+)?$/i.test(cell)],
];

const flags = new Set('是 否 有 无 1 0 y n yes no true false t f 需要 不需要 √ ×'.split(' '));
/** Meanings of names under which even numbers are codes. */
const codedMeanings = new Set('性别 类型 状态 等级 原因 险种 结论 事项 关系'.split(' '));
const surnames = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤俞章施骆樊祝葛戚柯倪鲍季华岳聂齐庄翁殷',
);

/** Looks at a column. */
export function contentsOf(column: SampleColumn): Contents {
  const header = headerOf(column.name);
  const cells = column.values.filter((value) => value !== '');
  const values = byFrequency(cells);
  const filled = column.values.length === 0 ? 0 : cells.length / column.values.length;
  const [kind, share] = cells.length === 0 ? (['empty', 1] as const) : kindOf(cells, values, header);
  const numbers = kind === 'number' || kind === 'year' ? rangeOf(cells) : null;
  const days = kind === 'date' || kind === 'month' ? spanOf(cells, kind) : null;
  return { header, kind, share, filled, values, numbers, days };
}

function kindOf(
  cells: readonly string[],
  values: readonly string[],
  header: Header,
): readonly [kind: ContentKind, share: number] {
  for (const [kind, least, test] of tests) {
    const share = shareOf(cells, test);
    if (share >= least) return [kind, share];
  }
  return countedKind(cells, values, header);
}

/** Kinds that depend on how often values repeat. */
function countedKind(
  cells: readonly string[],
  values: readonly string[],
  header: Header,
): readonly [kind: ContentKind, share: number] {
  const isFew =
    values.length <= Math.min(40, Math.max(3, cells.length / 8)) && values.length <= 0.6 * cells.length;
  if (isFlag(cells, values)) return ['flag', 1];
  const isNamedKey = header.meanings.some((meaning) => meaning === '编号' || meaning === '户号');
  if (isCounter(cells, values) || (isNamedKey && values.length === cells.length)) return ['key', 1];
  if (isNamedKey && !isFew) return ['text', 1];
  if (isFew && header.meanings.some((meaning) => codedMeanings.has(meaning))) return ['code', 1];
  const numeric = shareOf(cells, isNumber);
  if (numeric >= 0.9) return [/年/.test(header.text) && cells.every(isYear) ? 'year' : 'number', numeric];
  return isFew ? ['code', 1] : wordKind(cells, values);
}

/** Two words of yes and no, but for a few slips. */
function isFlag(cells: readonly string[], values: readonly string[]): boolean {
  const [first, second] = values;
  if (first === undefined || second === undefined || values.length > 5) return false;
  const isPair = flags.has(first.toLowerCase()) && flags.has(second.toLowerCase());
  return isPair && shareOf(cells, (cell) => cell === first || cell === second) >= 0.9;
}

function wordKind(
  cells: readonly string[],
  values: readonly string[],
): readonly [kind: ContentKind, share: number] {
  const named = shareOf(cells, isName);
  if (named >= 0.8) return ['name', named];
  const placed = shareOf(cells, isAddress);
  if (placed >= 0.7) return ['address', placed];
  return values.length >= 0.98 * cells.length ? ['key', values.length / cells.length] : ['text', 1];
}

function shareOf(cells: readonly string[], test: Test): number {
  return cells.filter(test).length / cells.length;
}

function isIdNumber(cell: string): boolean {
  return typeof checkIdentityNumber(cell, { synthetic: true }) === 'object';
}

function isRegion(cell: string): boolean {
  return regionName(cell) !== null || regionName(cell.slice(0, 4)) !== null;
}

function isNumber(cell: string): boolean {
  return /^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(cell);
}

/** Whole numbers of many digits that never repeat count rows; they measure nothing. */
function isCounter(cells: readonly string[], values: readonly string[]): boolean {
  return values.length === cells.length && cells.length >= 20 && cells.every((cell) => /^\d{8,}$/.test(cell));
}

function isYear(cell: string): boolean {
  return /^(19|20)\d{2}$/.test(cell);
}

function isName(cell: string): boolean {
  if (/^[\p{Script=Han}]+·[\p{Script=Han}·]+$/u.test(cell)) return true;
  return /^\p{Script=Han}{2,4}$/u.test(cell) && surnames.has(cell.charAt(0));
}

function isAddress(cell: string): boolean {
  return cell.length >= 5 && /[省市县区镇乡村路街道巷弄组号室幢栋]/.test(cell);
}

/** A cell as a day since 1970 in one of the forms mappings know; null when it is no day. */
function dayOf(cell: string): number | null {
  const parts =
    /^(\d{4})(\d{2})(\d{2})$/.exec(cell) ??
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/.exec(cell) ??
    /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(cell);
  const [, year = '', month = '', day = ''] = parts ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return year >= '1850' && year < '2200' && isIsoDate(iso) ? Date.parse(iso) / 86_400_000 : null;
}

function monthOf(cell: string): number | null {
  const parts = /^(\d{4})(\d{2})$/.exec(cell) ?? /^(\d{4})[-/.年](\d{1,2})月?$/.exec(cell);
  const [, year = '', month = ''] = parts ?? [];
  return year >= '1900' && year < '2100' ? dayOf(`${year}-${month}-01`) : null;
}

function rangeOf(cells: readonly string[]): Contents['numbers'] {
  const found = cells.filter(isNumber).map((cell) => Number(cell.replaceAll(',', '')));
  const whole = found.every(Number.isInteger);
  return {
    whole,
    least: found.reduce((a, b) => Math.min(a, b)),
    most: found.reduce((a, b) => Math.max(a, b)),
  };
}

function spanOf(cells: readonly string[], kind: 'date' | 'month'): Contents['days'] {
  const read = kind === 'date' ? dayOf : monthOf;
  const days = cells.flatMap((cell) => read(cell) ?? []).sort((a, b) => a - b);
  const mean = days.reduce((a, b) => a + b, 0) / days.length;
  return { least: days[0] ?? 0, most: days.at(-1) ?? 0, mean };
}

function byFrequency(cells: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([value]) => value);
}
