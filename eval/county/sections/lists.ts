/**
 * Today's practice against the model, and how steady the list is.
 */
import { fixed, percent, whole, type Words } from '../../../src/io/page/text.ts';
import type { ListStudy } from '../studies/types.ts';
import type { TriggerComparison } from '../studies/trigger.ts';
import { row, section, table } from './parts.ts';

/** Both sections. */
export function listSections(study: ListStudy): string {
  return [triggerSection(study), stabilitySection(study)].filter((part) => part !== '').join('\n');
}

function triggerSection({ trigger }: ListStudy): string {
  const [first] = trigger;
  if (!first) return '';
  const heads: Words[] = [
    { zh: '问题', en: 'question' },
    { zh: '走访', en: 'visits each' },
    { zh: '应找到', en: 'cases' },
    { zh: '信号找到', en: 'by trigger' },
    { zh: '模型找到', en: 'by model' },
    { zh: '两者都找到', en: 'by both' },
    { zh: '只有信号', en: 'trigger alone' },
    { zh: '只有模型', en: 'model alone' },
  ];
  const rows = trigger.map((one) =>
    row(one.label, [
      `${whole(one.visits)}<small>${percent(one.share)}</small>`,
      whole(one.cases),
      found(one.by_trigger, one.cases),
      found(one.by_model, one.cases),
      whole(one.by_both),
      whole(one.by_trigger - one.by_both),
      whole(one.by_model - one.by_both),
    ]),
  );
  return section(
    { zh: '同样多的走访：单项触发与模型', en: 'Equal visits: single trigger against model' },
    triggerReading(first),
    table(heads, rows),
  );
}

function triggerReading(one: TriggerComparison): Words {
  const alone = one.by_trigger - one.by_both;
  const more = one.by_model - one.by_trigger;
  const verdict = more >= 0 ? `多 ${whole(more)} 户次` : `少 ${whole(-more)} 户次`;
  const verdictEn = more >= 0 ? `${whole(more)} more` : `${whole(-more)} fewer`;
  return {
    zh: `现行做法：任一橙红信号出现就走访，共 ${whole(one.visits)} 户次，找到 ${whole(one.by_trigger)} 户次；同样的走访次数交给模型排序，找到 ${whole(one.by_model)} 户次，${verdict}。仍有 ${whole(alone)} 户次只有信号能找到：两者应当并用，信号说明理由，模型排先后。`,
    en: `Visiting whenever an orange or red signal fires takes ${whole(one.visits)} visits and finds ${whole(one.by_trigger)} cases; as many visits ordered by the model find ${whole(one.by_model)}, ${verdictEn}. ${whole(alone)} are found by the trigger alone: use both, signals for the reason and the model for the order.`,
  };
}

function found(count: number, of: number): string {
  return `${whole(count)}<small>${of === 0 ? '–' : percent(count / of)}</small>`;
}

function stabilitySection({ steps, share }: ListStudy): string {
  if (steps.length === 0) return '';
  const mean = (pick: (step: ListStudy['steps'][number]) => number): number =>
    steps.reduce((sum, step) => sum + pick(step), 0) / steps.length;
  const [jaccard, overlap] = [mean((step) => step.jaccard), mean((step) => step.rank_biased_overlap)];
  // Of two lists of equal length, J = c / (2 − c) for the common share c.
  const stays = (2 * jaccard) / (1 + jaccard);
  const heads: Words[] = [
    { zh: '从', en: 'from' },
    { zh: '到', en: 'to' },
    { zh: '名单户数', en: 'listed' },
    { zh: 'Jaccard', en: 'in common / in either' },
    { zh: '排序重合度', en: 'rank-biased overlap' },
  ];
  const rows = steps.map(
    (step) =>
      `<tr><td>${step.from}</td><td>${step.to}</td><td>${whole(step.listed)}</td><td>${fixed(step.jaccard, 3)}</td><td>${fixed(step.rank_biased_overlap, 3)}</td></tr>`,
  );
  return section(
    { zh: '名单稳不稳', en: 'Is the list steady?' },
    {
      zh: `风险最高的 ${percent(share, 0)} 名单，隔月仍在的平均约 ${percent(stays, 0)}（Jaccard ${fixed(jaccard, 2)}，排序重合度 ${fixed(overlap, 2)}）。太低则基层无所适从，太高则新出现的困难进不了名单。`,
      en: `Of the ${percent(share, 0)} list, about ${percent(stays, 0)} are still on it a month later (Jaccard ${fixed(jaccard, 2)}, rank-biased overlap ${fixed(overlap, 2)}). Too low and caseworkers cannot follow; too high and new hardship does not get on.`,
    },
    table(heads, rows),
  );
}
