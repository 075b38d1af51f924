/**
 * What the quality report says about itself: linking, the score, where the data come from.
 */
import { both, escapeHtml, paragraphs, percent, whole, type Words } from '../../../io/page/text.ts';
import type { QualityReport, ScorePart } from '../schema.ts';
import { lagDays, lightLimits, weakPart, weights } from '../score.ts';
import { lightWords, partWords } from '../words.ts';

/** How rows without a number found their persons. */
export function linking({ links, departments }: QualityReport): string {
  const rows = departments.reduce((sum, { identity }) => sum + identity.withoutValidNumber, 0);
  if (!links)
    return paragraphs({
      zh: `共 ${whole(rows)} 行没有有效身份证号。`,
      en: `${whole(rows)} rows have no valid identity number.`,
    });
  const { strangers, linked, review, unknown, precision, recall } = links;
  const share = strangers === 0 ? 0 : linked / strangers;
  const measured =
    precision === null || recall === null
      ? ''
      : `用有号的行隐去号码实测：认定为同一人的 ${percent(precision)} 正确；这些行多半只有姓名可比，认出 ${percent(recall)}。`;
  const measuredEn =
    precision === null || recall === null
      ? ''
      : ` Tried on rows whose number was hidden: ${percent(precision)} of the links were right; most of these rows have little but a name to go by, ${percent(recall)} were found.`;
  return paragraphs({
    zh: `本次 ${whole(strangers)} 个没有有效号码的人名中，${whole(linked)} 个（${percent(share)}）按姓名、出生日期、电话、住址找到了本人，${whole(review)} 个待人工核对，${whole(unknown)} 个查无此人。${measured}`,
    en: `Of ${whole(strangers)} persons named without a valid number, ${whole(linked)} (${percent(share)}) were found by name, birth date, phone and address, ${whole(review)} wait for a person to decide, ${whole(unknown)} are unknown.${measuredEn}`,
  });
}

/** How the score comes about. */
export function formula(): string {
  const total = Object.values(weights).reduce((a, b) => a + b, 0);
  const names = Object.entries(weights) as [ScorePart, number][];
  const zh = names.map(([part, weight]) => `${partWords[part].zh} ${weight}`).join('、');
  const en = names.map(([part, weight]) => `${partWords[part].en} ${weight}`).join(', ');
  const lines: Words[] = [
    {
      zh: `得分 = 各项得分按权重（共 ${total}）平均：${zh}。没有可测内容的一项不计。`,
      en: `The score is the mean of its parts, weighted (of ${total}): ${en}. Parts with nothing to measure are left out.`,
    },
    {
      zh: '完整：应填的列（至少一期填过半数）的填写率。',
      en: 'Complete: share of cells filled, over columns that some file fills at least by half.',
    },
    {
      zh: '规范、不重复：退回、重复的行占比，到 10% 为 0 分；身份：没有有效身份证号的行占比，到 50% 为 0 分；一致：与其他部门矛盾的人占比，到 5% 为 0 分。占比取 90% 置信下限，行数少的部门不因一两行受罚。',
      en: 'Valid, unique: share of rows rejected, repeated, 0 points at 10 %. Identified: rows without a valid number, 0 at 50 %. Consistent: persons contradicted, 0 at 5 %. Shares are lower bounds of 90 % confidence, so that few rows do not condemn.',
    },
    {
      zh: `及时：九成记录在 ${lagDays.good} 天内到齐为 100 分，到 ${lagDays.none} 天为 0 分；该部门首次报送之前发生的算存量，不计。平稳：每个异常月份扣 20 分；按季、按年报送的与同季度月份、同月份比。`,
      en: `Timely: 100 when nine tenths arrive within ${lagDays.good} days, 0 at ${lagDays.none}; what happened before a department first reported is stock, not counted. Steady: 20 points off for each break; quarterly and yearly senders are held against their own rhythm.`,
    },
    {
      zh: `灯：${lightWords.good.zh} ≥ ${lightLimits.good} 且没有一项低于 ${weakPart}；${lightWords.fair.zh} ≥ ${lightLimits.fair}；其余${lightWords.poor.zh}。`,
      en: `Lights: good from ${lightLimits.good} with no part under ${weakPart}; improve from ${lightLimits.fair}; otherwise act.`,
    },
  ];
  return `<ul>${lines.map((words) => `<li>${both(words)}</li>`).join('')}</ul>`;
}

/** Which data the report is about. */
export function provenance({ generation, unclaimed, files, knownUntil }: QualityReport): string {
  const rows: [Words, string][] = [
    [{ zh: '总账', en: 'generation' }, generation],
    [{ zh: '文件数', en: 'files' }, whole(files)],
    [{ zh: '数据截至', en: 'known until' }, knownUntil ?? '–'],
    [{ zh: '没有映射的文件', en: 'files no mapping claims' }, unclaimed.join(', ') || '–'],
  ];
  return `<dl>${rows.map(([label, value]) => `<dt>${both(label)}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>`;
}
