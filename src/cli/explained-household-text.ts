/**
 * A household's score as a caseworker reads it in a terminal.
 */
import type { ExplainedHousehold } from '../scoring/explain-household.ts';

const BANDS = { red: '红 red', orange: '橙 orange', yellow: '黄 yellow', blue: '蓝 blue' } as const;
const SHOWN_REASONS = 12;

/** The whole text, in both languages. */
export function explainedHouseholdText(found: ExplainedHousehold): string {
  const { householdId, area, asOf, dataDate, model, generation } = found;
  return [
    `家庭 ${householdId}（${area || '地区不详'}）  观察日 ${asOf}，数据截至 ${dataDate}，模型 ${model.id}，总账 ${generation}`,
    scoreLine(found),
    ...horizonLines(found),
    ...(found.isUncertain
      ? ['不确定：先走访，再判断 / too uncertain: a visit should find out before anything else']
      : []),
    '',
    '理由（对数几率，正数抬高风险）/ reasons (log-odds, positive raises the risk)',
    reasonLines(found),
    '',
    ...(found.band === 'blue' ? [] : [...whatIfLines(found), '']),
    '分数只用于安排走访，不决定救助 / a score orders visits; a named person decides on aid.',
  ].join('\n');
}

function scoreLine({ probability, lower, upper, band }: ExplainedHousehold): string {
  const [p, from, to] = [probability, lower, upper].map((one) => `${(one * 100).toFixed(1)}%`);
  return `概率 ${p ?? ''}（区间 ${from ?? ''}–${to ?? ''}），等级 ${BANDS[band]} / probability with its interval, band`;
}

function horizonLines({ horizons = [] }: ExplainedHousehold): string[] {
  if (horizons.length === 0) return [];
  const told = horizons.map(({ months, probability }) => `${months} 个月 ${(probability * 100).toFixed(1)}%`);
  return [`各期限 / by horizon, months: ${told.join('，')}`];
}

function reasonLines({ reasons, missing }: ExplainedHousehold): string {
  const rows = reasons
    .slice(0, SHOWN_REASONS)
    .map(
      ({ zh, en, contribution }) =>
        `${contribution > 0 ? '+' : '−'}${Math.abs(contribution).toFixed(2)}  ${zh} / ${en}`,
    );
  const rest = reasons.length - rows.length;
  return [
    ...(rows.length > 0 ? rows : ['—']),
    ...(rest > 0 ? [`另有 ${rest} 项较小 / ${rest} smaller ones`] : []),
    ...(missing.length > 0 ? [`${missing.length} 项没有数据 / without data: ${missing.length}`] : []),
  ].join('\n');
}

function whatIfLines({ whatIf: { lowerings, isCertain } }: ExplainedHousehold): string[] {
  const title =
    '怎样会降级（模型按改变后的数值推算，不是承诺）/ what would lower the band (by the model, no promise)';
  if (lowerings.length > 0) return [title, ...lowerings.flatMap(({ zh, en }) => [zh, en])];
  const none = isCertain
    ? '能改变的事项都改变，等级也不会降 / nothing that can change would lower it'
    : '没有找到三项以内的改变 / no change of up to three things was found';
  return [title, none];
}
