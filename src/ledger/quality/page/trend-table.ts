/**
 * Every department from generation to generation in small pictures: rows, share sent back, lateness.
 */
import { ALERT, BARS, CHAMPION, INK } from '../../../io/page/draw.ts';
import { both, escapeHtml, percent, whole, type Words } from '../../../io/page/text.ts';
import type { DepartmentPoint, QualityReport } from '../schema.ts';

/** One figure that is followed. */
interface Followed {
  readonly words: Words;
  readonly of: (point: DepartmentPoint) => number | null;
  readonly shown: (value: number) => string;
  /** Whether more of it is worse; null when neither. */
  readonly isBad: true | null;
  /** Changes smaller than this are none. */
  readonly least: number;
}

const followed: readonly Followed[] = [
  {
    words: { zh: '收到行数', en: 'rows in' },
    of: ({ rowsIn }) => rowsIn,
    shown: whole,
    isBad: null,
    least: 1,
  },
  {
    words: { zh: '退回比例', en: 'share sent back' },
    of: ({ quarantinedShare }) => quarantinedShare,
    shown: (share) => percent(share, 2),
    isBad: true,
    least: 0.001,
  },
  {
    words: { zh: '九成到齐所需天数', en: 'days until 90% arrived' },
    of: ({ p90Days }) => p90Days,
    shown: (days) => `${whole(days)} 天`,
    isBad: true,
    least: 2,
  },
];

const width = 150;
const height = 34;
const margin = 5;

/** A row for each department that sent something with two generations or more. */
export function trendTable({ trend, departments }: QualityReport): string {
  const rows = departments.flatMap(({ department, title }) => {
    const points = trend.map((point) => point.departments[department] ?? null);
    if (points.filter((point) => point !== null).length < 2) return [];
    const cells = followed.map((one) =>
      cell(
        one,
        title.zh,
        points.map((point) => (point ? one.of(point) : null)),
      ),
    );
    return [`<tr><th scope="row">${both(title)}</th>${cells.join('')}</tr>`];
  });
  if (rows.length === 0) return '';
  const headings = [{ zh: '部门', en: 'department' }, ...followed.map(({ words }) => words)];
  const head = headings.map((words) => `<th scope="col">${both(words)}</th>`).join('');
  return `<table class="trends"><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function cell(one: Followed, title: string, values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  const [last, before] = [known.at(-1), known.at(-2)];
  if (last === undefined) return '<td class="none">–</td>';
  const change = before === undefined ? 0 : last - before;
  const isWorse = one.isBad === true && change >= one.least;
  const label = `${title} ${one.words.zh}：${known.map(one.shown).join(' → ')}`;
  return `<td>${picture(values, label, isWorse)}<b>${one.shown(last)}</b>${changeMark(one, change)}</td>`;
}

/** A sign and a word, so that nothing rests on colour alone. */
function changeMark({ isBad, least }: Followed, change: number): string {
  if (Math.abs(change) < least) return '<span class="same">— 持平</span>';
  const sign = change > 0 ? '▲' : '▼';
  if (isBad === null) return `<span class="same">${sign} ${change > 0 ? '增多' : '减少'}</span>`;
  return change > 0 ? `<span class="worse">${sign} 变差</span>` : `<span class="better">${sign} 变好</span>`;
}

/** Values over the generations, from nought up; a gap where nothing came. */
function picture(values: readonly (number | null)[], label: string, isWorse: boolean): string {
  const most = Math.max(...values.map((value) => value ?? 0));
  const x = (i: number): number => margin + (i * (width - 2 * margin)) / Math.max(1, values.length - 1);
  const y = (value: number): number =>
    height - margin - (most === 0 ? 0 : (value / most) * (height - 2 * margin));
  const dots = values.flatMap((value, i) => (value === null ? [] : [[x(i), y(value)] as const]));
  const line = dots.map(([a, b]) => `${a.toFixed(1)},${b.toFixed(1)}`).join(' ');
  const last = dots.at(-1) ?? [0, 0];
  return `<svg class="spark" role="img" aria-label="${escapeHtml(label)}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><line x1="0" x2="${width}" y1="${height - margin}" y2="${height - margin}" stroke="${BARS}" stroke-width="1"/><polyline points="${line}" fill="none" stroke="${INK}" stroke-width="1.5"/>${dots
    .map(([a, b]) => `<circle cx="${a.toFixed(1)}" cy="${b.toFixed(1)}" r="2" fill="${INK}"/>`)
    .join(
      '',
    )}<circle cx="${last[0].toFixed(1)}" cy="${last[1].toFixed(1)}" r="3.5" fill="${isWorse ? ALERT : CHAMPION}"/></svg>`;
}
