/**
 * How models age.
 */
import { percent, whole, type Words } from '../../../src/io/page/text.ts';
import type { AgeingStudy, AgePoint } from '../studies/types.ts';
import { drawLines } from './lines.ts';
import { picture, section, table } from './parts.ts';

/** Recall by age of the model, beside models made freshly for the same dates. */
export function ageingSection({ points, share, label }: AgeingStudy): string {
  const [young] = points;
  const old = points.at(-1);
  if (!young || !old || young === old) return '';
  const line = (name: string, of: (point: AgePoint) => number, isMain: boolean) => ({
    name,
    isMain,
    values: points.map(of),
  });
  const chart = drawLines({
    id: 'ageing',
    label: '模型老化 ageing of models',
    places: points.map(({ months }) => String(months)),
    xName: '模型年龄（月）age in months',
    yName: `召回率@${percent(share, 0)} recall`,
    asPercent: true,
    lines: [
      line('旧模型 old model', ({ recall }) => recall, true),
      line('同日新模型 fresh model', ({ fresh_recall: fresh }) => fresh, false),
    ],
  });
  return section(
    { zh: '模型多久会老', en: 'How fast do models age?' },
    reading(old, share, label),
    picture(chart, chartReading) + pointTable(points),
  );
}

const chartReading: Words = {
  zh: '同样的日期、同样的走访数：粗线是当年的旧模型，细线是为那一天新训练的模型。两线之间的空隙才是老化；两线一起起伏，是各月本身的难易。',
  en: 'Same dates, same visits: heavy is the old model, thin the one made for those dates. The gap is ageing; rising and falling together is the months themselves.',
};

function reading(old: AgePoint, share: number, label: Words): Words {
  const gap = (old.recall - old.fresh_recall) * 100;
  const lost = gap < 0 ? `低 ${(-gap).toFixed(1)} 个百分点` : `高 ${gap.toFixed(1)} 个百分点`;
  return {
    zh: `“${label.zh}”：用了 ${old.months} 个月的模型，走访 ${percent(share, 0)} 的召回率 ${percent(old.recall)}，同一天的新模型 ${percent(old.fresh_recall)}，${lost}（${whole(old.cases)} 户次）。差距若持续拉大，就该重训。`,
    en: `A model of ${old.months} months finds ${percent(old.recall)} with ${percent(share, 0)} visited, one made for the same dates ${percent(old.fresh_recall)} (${whole(old.cases)} cases). Retrain when the gap keeps growing.`,
  };
}

function pointTable(points: readonly AgePoint[]): string {
  const heads: Words[] = [
    { zh: '月龄', en: 'months' },
    { zh: '日期', en: 'dates' },
    { zh: '发生', en: 'cases' },
    { zh: '召回率：旧', en: 'recall, old' },
    { zh: '召回率：新', en: 'fresh' },
    { zh: '平均精确率：旧', en: 'AP, old' },
    { zh: '平均精确率：新', en: 'fresh' },
  ];
  const rows = points.map(
    (point) =>
      `<tr><td>${point.months}</td><td>${point.dates}</td><td>${whole(point.cases)}</td><td>${percent(point.recall)}</td><td>${percent(point.fresh_recall)}</td><td>${point.average_precision.toFixed(3)}</td><td>${point.fresh_average_precision.toFixed(3)}</td></tr>`,
  );
  return table(heads, rows);
}
