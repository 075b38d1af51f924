/**
 * The silent minority: need against take-up.
 */
import { percent, whole, type Words } from '../../../src/io/page/text.ts';
import type { SilentStudy } from '../studies/types.ts';
import { row, section, table } from './parts.ts';

/** Estimates of need, and the list of those who are likely to stay silent. */
export function silentSection(study: SilentStudy): string {
  return section(
    { zh: '沉默的少数人', en: 'The silent minority' },
    reading(study),
    estimates(study) + groupTable(study) + lists(study),
  );
}

function reading(study: SilentStudy): Words {
  const { take_up_chance: chance, need_model: model, true_need: truth, true_silent: silent } = study;
  const learnt = model
    ? `另有一个“困难”模型，只能从被走访的 ${whole(model.rows)} 户次（其中 ${whole(model.in_need)} 户次困难）学习；走访多由申请引起，它不代表全体家庭。`
    : '被走访的家庭太少，学不出“困难”模型。';
  const learntEn = model
    ? `A need model learns from ${whole(model.rows)} visited household dates (${whole(model.in_need)} in need); most visits follow an application, so it does not stand for all.`
    : 'Too few were visited for a need model.';
  const hidden =
    truth === null || silent === null
      ? '真实总账没有真值可对，只有随机走访能校准。'
      : `真值：困难 ${whole(truth)} 户次，其中 ${whole(silent)} 户次期内没有申请。`;
  const hiddenEn =
    truth === null || silent === null
      ? 'A real ledger holds no truth: only random visits can tell.'
      : `Truth: ${whole(truth)} in need, ${whole(silent)} of whom did not apply.`;
  return {
    zh: `“申请或获批”不等于“困难”。Elkan–Noto 校正假设每个困难家庭申请的机会一样：从最高分的家庭看约为 ${percent(chance.by_top)}，从已申请者的平均分看约为 ${percent(chance.by_average)}。后者在困难难以看准时偏低，会把困难户数估得过高；两者都看不到特别沉默的人。被拒或退出的家庭往往一年内不再申请，所以名单由不看以往往来的模型排序。${learnt}${hidden}`,
    en: `Taking up is not need. Elkan and Noto’s correction gives every household in need one chance to apply: ${percent(chance.by_top)} by the highest scores, ${percent(chance.by_average)} by the mean score of those who applied. The latter is too low, and need too high, where need cannot be told for certain; neither sees the unusually silent. Who was refused or has left may not ask again for a year, so the list is ranked by a model that knows no dealings with the office. ${learntEn} ${hiddenEn}`,
  };
}

function estimates(study: SilentStudy): string {
  const { audit, rows, true_need: truth } = study;
  const heads: Words[] = [
    { zh: '怎样数', en: 'counted by' },
    { zh: '户次', en: 'household dates' },
    { zh: '占比', en: 'share' },
  ];
  const line = (head: Words, count: number, note = ''): string =>
    row(head, [`${whole(count)}${note}`, percent(count / rows)]);
  const lines = [
    line({ zh: '期内申请或获批', en: 'took up' }, study.took_up),
    line({ zh: '模型预计申请或获批', en: 'expected to take up' }, study.expected_take_up),
    line({ zh: '困难：校正（最高分）', en: 'need: corrected by the highest scores' }, study.estimated_need),
    line(
      { zh: '困难：校正（平均分，上界）', en: 'need: corrected by the mean score, at most' },
      study.estimated_need_by_average,
    ),
  ];
  if (audit) {
    const low = whole(audit.low * rows);
    const high = whole(audit.high * rows);
    const words = `<small>${whole(audit.visited)} 户次随机走访 random visits; 95% ${low}–${high}</small>`;
    lines.push(
      line(
        { zh: `困难：随机走访 ${percent(study.audit_share, 0)}`, en: 'need: random audit' },
        audit.share * rows,
        words,
      ),
    );
  }
  if (study.audited_need !== null)
    lines.push(
      line(
        { zh: '困难：模型 ÷ 随机走访所见申请机会', en: 'need: model ÷ audited take-up' },
        study.audited_need,
      ),
    );
  if (study.by_group !== null)
    lines.push(
      line(
        { zh: '困难：各组各自的申请机会', en: 'need: a chance to take up for each group' },
        study.by_group.estimated_need,
      ),
    );
  if (truth !== null) lines.push(line({ zh: '真实困难', en: 'truth' }, truth));
  return table(heads, lines);
}

/** Who asks and who does not: the audit beside the truth, group by group. */
function groupTable({ by_group: told }: SilentStudy): string {
  if (told === null) return '';
  const heads: Words[] = [
    { zh: '哪些家庭', en: 'households' },
    { zh: '随机走访：困难 / 其中申请', en: 'audit: in need / took up' },
    { zh: '申请机会（收缩后）', en: 'chance to take up' },
    { zh: '真实申请机会', en: 'true chance' },
    { zh: '困难：同一机会', en: 'need by one chance' },
    { zh: '困难：各组机会', en: 'need by its own' },
    { zh: '真实困难', en: 'true need' },
  ];
  const rows = told.groups.map((one) =>
    row(groupWords(one.group), [
      `${whole(one.in_need)} / ${whole(one.took_up)}`,
      percent(one.chance),
      percent(one.true_chance),
      whole(one.estimated_by_one_chance),
      whole(one.estimated_need),
      whole(one.true_need),
    ]),
  );
  return table(heads, rows);
}

const groupNames: Readonly<Record<string, Words>> = {
  dealt_before: { zh: '以前找过民政', en: 'dealt with the office before' },
  never_dealt: { zh: '从未找过', en: 'never did' },
  elders_only: { zh: '全为老人', en: 'all of 60 and over' },
  others: { zh: '其他', en: 'others' },
};

function groupWords(group: string): Words {
  const parts = group.split(' × ').map((part) => groupNames[part] ?? { zh: part, en: part });
  return { zh: parts.map(({ zh }) => zh).join('，'), en: parts.map(({ en }) => en).join(', ') };
}

function lists({ found, true_silent: silent, share }: SilentStudy): string {
  if (!found || silent === null) return '';
  const heads: Words[] = [
    { zh: `名单（${percent(share, 0)}）`, en: 'list' },
    { zh: '找到沉默的困难户次', en: 'silent in need found' },
    { zh: '占全部沉默者', en: 'of all silent' },
  ];
  const line = (head: Words, count: number): string =>
    row(head, [whole(count), silent === 0 ? '–' : percent(count / silent)]);
  return table(heads, [
    line(
      {
        zh: '不看以往救助往来的模型（即 silent.csv）',
        en: 'a model that knows no dealings with the office (silent.csv)',
      },
      found.by_silent_list,
    ),
    line(
      { zh: '校正后的困难减预计申请，同一机会', en: 'corrected need less expected take-up, one chance' },
      found.by_one_chance,
    ),
    ...(found.by_group === null
      ? []
      : [line({ zh: '同上，各组各自的申请机会', en: 'the same, a chance for each group' }, found.by_group)]),
    ...(found.by_visits === null
      ? []
      : [line({ zh: '高困难、低申请（走访模型）', en: 'the same by the model of visits' }, found.by_visits)]),
    line({ zh: '随机', en: 'random' }, found.by_chance),
  ]);
}
