/**
 * Columns of groups as numbers, and every two of them crossed.
 */
import type { Words } from '../../src/io/page/text.ts';
import type { GroupColumn } from '../report/types.ts';
import { MOST_CROSSED_VALUES } from './rules.ts';

/** A column whose groups are numbered. */
export interface CodedColumn {
  readonly id: string;
  readonly title: Words;
  readonly crossed: boolean;
  readonly groups: readonly { readonly group: string | null; readonly name: Words }[];
  /** Number of each row's group, `[n]`. */
  readonly codes: Int32Array;
}

const unknown: Words = { zh: '（未知）', en: '(unknown)' };

/** Numbers the groups of a column: named ones in the order of their names, then the others, unknown last. */
export function codedColumn({ id, title, values, names }: GroupColumn, rows: number): CodedColumn {
  const found = new Set<string | null>();
  for (let i = 0; i < rows; i++) found.add(values[i] ?? null);
  const places = new Map(Object.keys(names ?? {}).map((name, place) => [name, place]));
  const placeOf = (group: string | null): number =>
    group === null ? Number.MAX_SAFE_INTEGER : (places.get(group) ?? places.size);
  const sorted = [...found].sort((a, b) => placeOf(a) - placeOf(b) || order(a, b));
  const number = new Map(sorted.map((group, code) => [group, code]));
  return {
    id,
    title,
    crossed: false,
    groups: sorted.map((group) => ({
      group,
      name: group === null ? unknown : (names?.[group] ?? { zh: group, en: group }),
    })),
    codes: Int32Array.from({ length: rows }, (_, i) => number.get(values[i] ?? null)!),
  };
}

/** Every two columns crossed; cells nobody is in are left out. */
export function crossedColumns(columns: readonly CodedColumn[]): CodedColumn[] {
  const fit = columns.filter(({ groups }) => groups.length > 1 && groups.length <= MOST_CROSSED_VALUES);
  return fit.flatMap((a, i) => fit.slice(i + 1).map((b) => crossing(a, b)));
}

function crossing(a: CodedColumn, b: CodedColumn): CodedColumn {
  const width = b.groups.length;
  const cell = Int32Array.from(a.codes, (code, i) => code * width + b.codes[i]!);
  const used = [...new Set(cell)].sort((one, other) => one - other);
  const number = new Map(used.map((one, code) => [one, code]));
  return {
    id: `${a.id}×${b.id}`,
    title: joined(a.title, b.title),
    crossed: true,
    groups: used.map((one) => {
      const [left, right] = [a.groups[Math.floor(one / width)]!, b.groups[one % width]!];
      return { group: `${left.group ?? '?'} × ${right.group ?? '?'}`, name: joined(left.name, right.name) };
    }),
    codes: cell.map((one) => number.get(one)!),
  };
}

function joined(a: Words, b: Words): Words {
  return { zh: `${a.zh} × ${b.zh}`, en: `${a.en} × ${b.en}` };
}

function order(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : Number((a ?? '') > (b ?? ''));
}
