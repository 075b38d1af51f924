/**
 * Every horizon side by side: the model, what a bureau could do without one, and the best any model could do.
 */
import { both, percent, whole, type Words } from '../../../src/io/page/text.ts';
import { estimateCell } from '../../report/text.ts';
import type { JudgedCandidate, LabelMeasures } from '../types.ts';
import { section, table } from './parts.ts';

/** Measures of models that look so many months ahead. */
export interface HorizonMeasures {
  readonly months: number;
  readonly labels: readonly LabelMeasures[];
}

/** The section; nothing when there is one horizon. */
export function horizonSection(horizons: readonly HorizonMeasures[]): string {
  const [first] = horizons;
  if (!first || horizons.length < 2) return '';
  const shares = first.labels[0]?.candidates[0]?.lists.map(({ share }) => share) ?? [];
  const heads: Words[] = [
    { zh: '方法', en: 'ranking' },
    { zh: 'AUC', en: '↑' },
    ...shares.flatMap((share): Words[] => [
      { zh: `精确率@${percent(share, 0)}`, en: '↑' },
      { zh: `召回率@${percent(share, 0)}`, en: '↑' },
    ]),
    { zh: '提前天数', en: 'lead, median' },
  ];
  const rows = horizons.flatMap(({ months, labels }) =>
    labels.flatMap((label) => [
      caption(months, label, heads.length),
      ...shown(label).map((one, i) => line(one, i === 0)),
    ]),
  );
  return section(
    { zh: '提前多久：各期限', en: 'How far ahead: every horizon' },
    {
      zh: '每个期限各自训练、各自检验。越远越难：同样的走访数，找到的比例通常更低，但来得及做的事更多。每组先是模型，再是各种简单做法；有真值时，最后是生成器自身的风险（任何模型的上限）。',
      en: 'Each horizon has models and tests of its own. Farther is harder, but leaves more time to act. In each group: the model, what a bureau could do without one and, where the truth is known, the generator’s own hazard: the best any model could do.',
    },
    table(heads, rows),
  );
}

/** The model, every baseline by AUC, and the hazard. */
function shown({ candidates }: LabelMeasures): JudgedCandidate[] {
  const model = candidates.filter(({ kind }) => kind === 'model').slice(0, 1);
  const rules = candidates.filter(({ kind, auc }) => kind === 'baseline' && auc !== null);
  rules.sort((a, b) => b.auc!.value - a.auc!.value);
  return [...model, ...rules, ...candidates.filter(({ kind }) => kind === 'peer')];
}

function caption(
  months: number,
  { title, base_rate: rate, positives }: LabelMeasures,
  width: number,
): string {
  const words = {
    zh: `${months} 个月 · ${title.zh}（${whole(positives)} 户次，${percent(rate)}）`,
    en: `${months} months · ${title.en} (${whole(positives)}, ${percent(rate)})`,
  };
  return `<tr><th scope="rowgroup" colspan="${width}">${both(words)}</th></tr>`;
}

function line(one: JudgedCandidate, isModel: boolean): string {
  const three = (value: number): string => value.toFixed(3);
  const lists = one.lists.map(
    ({ precision, recall }) => estimateCell(precision, percent) + estimateCell(recall, percent),
  );
  const lead = one.lists.at(-1)?.lead.median ?? null;
  return `<tr${isModel ? ' class="champion"' : ''}><td>${both(one.title)}</td>${estimateCell(one.auc, three)}${lists.join('')}<td>${lead === null ? '–' : lead.toFixed(0)}</td></tr>`;
}
