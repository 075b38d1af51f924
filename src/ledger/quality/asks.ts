/**
 * What to ask of a department: one sentence for each thing that costs it points, the dearest first.
 */
import { percent, whole } from '../../io/page/text.ts';
import type { Ask, DepartmentQuality, QualityCheck, ScorePart } from './schema.ts';
import { lagDays, weights } from './score.ts';
import { problemWords, tableWords } from './words.ts';

type Figures = Omit<DepartmentQuality, 'asks'>;

/** Parts at or above this need no ask. */
const enough = 95;
/** Points of the total from which an ask is urgent. */
const urgentPoints = 5;

/** The asks of a department. */
export function asksOf(figures: Figures, checks: readonly QualityCheck[]): Ask[] {
  const asks: { ask: Omit<Ask, 'severity'>; points: number }[] = [];
  for (const [part, say] of Object.entries(sayings) as [ScorePart, Saying][]) {
    const score = figures.parts[part];
    if (score === null || score >= enough) continue;
    const words = say(figures, checks);
    if (words) asks.push({ ask: { part, ...words }, points: ((100 - score) * weights[part]) / 100 });
  }
  return asks
    .sort((a, b) => b.points - a.points)
    .map(({ ask, points }) => ({ ...ask, severity: points >= urgentPoints ? 'high' : 'medium' }));
}

type Saying = (figures: Figures, checks: readonly QualityCheck[]) => { zh: string; en: string } | null;

const sayings: Readonly<Record<ScorePart, Saying>> = {
  completeness: ({ completeness: { gaps } }) => {
    const [worst] = gaps;
    if (!worst) return null;
    const { file, column, filledShare } = worst;
    return {
      zh: `请补齐“${column}”：${file} 只填了 ${percent(filledShare, 0)}`,
      en: `Fill in “${column}”: only ${percent(filledShare, 0)} is filled in ${file}`,
    };
  },
  validity: ({ quarantined, uniqueness, validity: { problems } }) => {
    const [first] = problems;
    if (!first) return null;
    const reason = problemWords(first.code);
    const rows = whole(quarantined - uniqueness.duplicates);
    return {
      zh: `请按隔离文件改正 ${rows} 行后重报，主要原因：${reason.zh}（${whole(first.rows)} 行）`,
      en: `Correct ${rows} rejected rows and re-send them; mostly ${reason.en} (${whole(first.rows)})`,
    };
  },
  uniqueness: ({ uniqueness: { duplicates } }) => ({
    zh: `报送前请去重：${whole(duplicates)} 行与已报的行重复`,
    en: `Remove repeats before sending: ${whole(duplicates)} rows repeat earlier ones`,
  }),
  identity: ({ identity: { share, invalidNumbers } }) => ({
    zh: `请核补身份证号：${percent(share)} 的行没有有效号码${invalidNumbers > 0 ? `，其中 ${whole(invalidNumbers)} 个号码错误` : ''}`,
    en: `Add identity numbers: ${percent(share)} of the rows have no valid one${invalidNumbers > 0 ? `, ${whole(invalidNumbers)} are wrong` : ''}`,
  }),
  consistency: ({ department, consistency: { contradicted } }, checks) => {
    const own = checks
      .filter(({ kind, departments }) => kind === 'contradiction' && (departments[department] ?? 0) > 0)
      .sort((a, b) => (b.departments[department] ?? 0) - (a.departments[department] ?? 0));
    const [first] = own;
    if (!first) return null;
    return {
      zh: `请核对 ${whole(contradicted)} 人与其他部门不一致的记录，最多的是：${first.zh}`,
      en: `Check the records of ${whole(contradicted)} persons that other departments contradict; mostly: ${first.en}`,
    };
  },
  timeliness: ({ timeliness: { p90Days, medianDays } }) => ({
    zh: `请加快报送：九成记录要 ${whole(p90Days ?? 0)} 天才到（一半要 ${whole(medianDays ?? 0)} 天），目标 ${lagDays.good} 天`,
    en: `Send sooner: nine tenths of the records take ${whole(p90Days ?? 0)} days (half take ${whole(medianDays ?? 0)}), the aim is ${lagDays.good}`,
  }),
  steadiness: ({ volume: { breaks } }) => {
    const [first] = breaks;
    if (!first) return null;
    const { zh, en } = tableWords(first.table);
    return {
      zh: `请说明 ${first.month} “${zh}”为何是 ${whole(first.rows)} 行（往常 ${whole(first.usual)} 行）${breaks.length > 1 ? `等 ${breaks.length} 处` : ''}`,
      en: `Explain ${whole(first.rows)} rows of “${en}” in ${first.month} (usually ${whole(first.usual)})${breaks.length > 1 ? ` and ${breaks.length - 1} more` : ''}`,
    };
  },
};
