/**
 * The model card, filled from the bundle: nothing in it is typed by hand.
 *
 * @see Mitchell et al. (2019), Model Cards for Model Reporting, FAT*: the headings are theirs
 */
import { fairnessSections, mitigationBlocks } from '../../../eval/fairness/blocks.ts';
import type { EvidenceMetric, ModelEvidence } from '../../../eval/evidence.ts';
import type { Direction } from '../../../features/declaration.ts';
import type { Block, Cell, Document, Section } from '../../io/page/document.ts';
import { fixed, percent, whole, type Words } from '../../io/page/text.ts';
import { horizonMonths } from '../../scoring/horizons.ts';
import { usedFeatures } from '../used-features.ts';
import { calibrationPicture } from './calibration-picture.ts';
import { declarationsOf, factOf, type CardSubject } from './subject.ts';

const words = (zh: string, en: string): Words => ({ zh, en });
const text = (zh: string, en: string): Block => ({ kind: 'text', words: { zh, en } });

/** The card as a document. */
export function modelCard(subject: CardSubject): Document {
  const { id, model, evidence } = subject;
  const sections: Section[] = [
    details(subject),
    intendedUse(subject),
    factors(subject),
    metricsSection(subject),
    dataSection(subject, 'test'),
    dataSection(subject, 'train'),
    ...analyses(evidence),
    ethics(subject),
    caveats(subject),
    featureSection(subject),
  ];
  return {
    title: words(`模型卡 ${id}`, `Model card ${id}`),
    lead: words(
      `${model.label.zh}。本卡由程序从模型包中填写，模型包改动一个字节即不可用。`,
      `${model.label.en}. This card is filled by code from the bundle; a bundle with one changed byte is refused.`,
    ),
    sections,
  };
}

const roleWords = {
  champion: words('在用（champion）', 'champion: in use'),
  challenger: words('影子（challenger）', 'challenger: in shadow'),
} as const;

function details(subject: CardSubject): Section {
  const { id, model, manifest, roles } = subject;
  const families = model.stack.members
    .map(({ weight, model: member }) => `${member.family} × ${weight.toFixed(3)}`)
    .join(' + ');
  const horizons = horizonMonths(model).map(String);
  const [role] = roles;
  return {
    title: words('模型概况', 'Model details'),
    blocks: [
      {
        kind: 'facts',
        facts: [
          [words('编号', 'id'), id],
          [words('模型包 SHA-256', 'bundle SHA-256'), manifest.id],
          [words('角色', 'role'), role ? roleWords[role] : words('未启用', 'none')],
          [words('结构', 'structure'), `${families}; ${model.calibrator.kind}`],
          ...(horizons.length > 0
            ? [[words('期限（月）', 'horizons, months'), horizons.join(' / ')] as const]
            : []),
          [words('程序版本', 'code version'), factOf(subject, 'version')],
          [words('随机种子', 'seed'), factOf(subject, 'seed')],
          [words('总账版本（数据哈希）', 'ledger generation (data hash)'), factOf(subject, 'generation')],
          [words('特征声明哈希', 'hash of the feature declarations'), factOf(subject, 'declarations')],
          [words('训练输入哈希', 'hash of everything the training read'), factOf(subject, 'key')],
          [words('许可', 'licence'), 'Apache-2.0'],
        ],
      },
    ],
  };
}

function intendedUse({ model }: CardSubject): Section {
  const { red, orange, yellow } = model.bandThresholds;
  return {
    title: words('预期用途', 'Intended use'),
    blocks: [
      {
        kind: 'list',
        items: [
          words(
            '用途：给尚未享受救助的家庭排出走访先后，供民政部门主动发现困难。',
            'Use: to order visits to households that are not on assistance, so that a civil-affairs office finds hardship early.',
          ),
          words(
            `使用者：民政助理员、救助顾问、数据组。等级：红 ≥ ${percent(red)}，橙 ≥ ${percent(orange)}，黄 ≥ ${percent(yellow)}，其余为蓝。`,
            `Users: caseworkers and the data team. Bands: red ≥ ${percent(red)}, orange ≥ ${percent(orange)}, yellow ≥ ${percent(yellow)}, else blue.`,
          ),
          words(
            '谁来决定：分数不批准、不拒绝、不停止任何救助；每一项决定由具名的工作人员依法作出，当事人可以申请人工复核。',
            'Who decides: a score never grants, refuses or stops assistance; a named officer decides by law, and those concerned may ask for a review by a person.',
          ),
          words(
            '不得用于：核减或停发救助、信用评价、执法、就业，或本卡所述人群与时间之外。',
            'Not for: reducing or stopping aid, credit, policing, employment, or people and times other than those below.',
          ),
        ],
      },
    ],
  };
}

function factors({ evidence, making }: CardSubject): Section {
  const columns = evidence?.fairness.columns.filter(({ crossed }) => !crossed) ?? [];
  const choices = Object.entries(making.config?.protected ?? {}).map(([name, { use, because }]) =>
    words(
      `受保护属性 ${name}：${use === 'input' ? '作为输入' : '只用于审计'}（${because}）`,
      `protected attribute ${name}: ${use === 'input' ? 'an input' : 'audited only'} (${because})`,
    ),
  );
  return {
    title: words('相关因素', 'Factors'),
    blocks: [
      columns.length > 0
        ? text(
            `审计的分组：${columns.map(({ title }) => title.zh).join('、')}，以及它们的两两交叉。`,
            `Audited by ${columns.map(({ title }) => title.en).join(', ')}, and every two of them crossed.`,
          )
        : missing,
      { kind: 'list', items: choices },
    ],
  };
}

const missing = text(
  '此模型包不含评估材料（evidence.json），本节无法填写。',
  'This bundle carries no evaluation (evidence.json): the section cannot be filled.',
);

function metricsSection({ model, evidence }: CardSubject): Section {
  const title = words('指标', 'Metrics');
  if (!evidence) {
    const rows = Object.entries(model.metrics).map(([name, value]): Cell[] => [name, value.toFixed(4)]);
    return {
      title,
      blocks: [missing, { kind: 'table', head: [words('指标', 'metric'), words('值', 'value')], rows }],
    };
  }
  const interval = ({ low, high }: EvidenceMetric): string => `${fixed(low, 4)} – ${fixed(high, 4)}`;
  return {
    title,
    blocks: [
      text(
        `在训练之后的日期上检验：${whole(evidence.rows)} 户次、${whole(evidence.households)} 户，其中 ${whole(evidence.positives)} 户次发生。区间为按户自助抽样的 95% 区间。`,
        `Tested on later dates than it learned from: ${whole(evidence.rows)} rows of ${whole(evidence.households)} households, ${whole(evidence.positives)} with the outcome. 95 % intervals by a bootstrap of whole households.`,
      ),
      {
        kind: 'table',
        head: [words('指标', 'metric'), words('值', 'value'), words('95% 区间', '95 % interval')],
        rows: evidence.metrics.map((one): Cell[] => [one.title, one.value.toFixed(4), interval(one)]),
      },
      {
        kind: 'picture',
        svg: calibrationPicture(evidence.calibration),
        words: words(
          '校准：点在斜线上，说明“说 20% 就是 20%”。竖线为 95% 区间。',
          'Calibration: on the diagonal, what is said to be 20 % is 20 %. Upright lines: 95 % intervals.',
        ),
      },
    ],
  };
}

function dataSection({ model, making, evidence }: CardSubject, role: 'test' | 'train'): Section {
  const isTest = role === 'test';
  const spans = evidence?.timeline.filter((one) => (one.role === 'test') === isTest) ?? [];
  const dates = isTest ? model.testedOn : [...model.trainedOn, ...model.calibratedOn];
  const parts = Object.entries(making.parts ?? {}).filter(([name]) => (name === 'test') === isTest);
  return {
    title: isTest ? words('检验数据', 'Evaluation data') : words('训练数据', 'Training data'),
    blocks: [
      text(
        `观察日：${dates.join('、')}。${evidence?.question.zh ?? ''}`,
        `As-of dates: ${dates.join(', ')}. ${evidence?.question.en ?? ''}`,
      ),
      {
        kind: 'list',
        items: [
          ...spans.map((one) =>
            words(
              `${one.from} 至 ${one.to}（结果看到 ${one.labels_until}）：${whole(one.rows)} 户次，${whole(one.positives)} 户次发生`,
              `${one.from} to ${one.to} (outcomes until ${one.labels_until}): ${whole(one.rows)} rows, ${whole(one.positives)} with the outcome`,
            ),
          ),
          ...parts.map(([name, { censored }]) =>
            words(
              `${name}：${whole(censored)} 户次的结果无人知晓，未计入`,
              `${name}: ${whole(censored)} rows whose outcome nobody knows were left out`,
            ),
          ),
        ],
      },
    ],
  };
}

function analyses(evidence: ModelEvidence | null): Section[] {
  const title = words('定量分析：单项与交叉', 'Quantitative analyses: unitary and intersectional');
  if (!evidence) return [{ title, blocks: [missing] }];
  const percentText = percent(evidence.capacity);
  const lead = text(
    `以能走访 ${percentText} 的户次计。`,
    `Of the list when ${percentText} of the rows can be visited.`,
  );
  const parts = fairnessSections(evidence.fairness).map((section): Section => ({ ...section, level: 3 }));
  const prices = evidence.mitigation.map(({ title: column, steps }): Section => ({
    title: words(`拉平召回率的代价：${column.zh}`, `What evening out recall would cost: ${column.en}`),
    level: 3,
    blocks: mitigationBlocks(steps),
  }));
  return [{ title, blocks: [lead] }, ...parts, ...prices];
}

function ethics({ model }: CardSubject): Section {
  const sensitive = declarationsOf[model.catalogue].filter(
    ({ name, sensitivity }) => sensitivity === 'sensitive' && model.stack.features.includes(name),
  );
  return {
    title: words('伦理考虑', 'Ethical considerations'),
    blocks: [
      {
        kind: 'list',
        items: [
          words(
            `输入含 ${sensitive.length} 项敏感个人信息特征（健康、残疾、经济状况等），只在民政部门本机、为救助目的处理（个人信息保护法第二十八、二十九条）；身份证号等不进入模型。`,
            `${sensitive.length} inputs are sensitive personal information (health, disability, means), processed on the bureau’s own machine for assistance only (PIPL Articles 28 and 29); identity numbers never enter the model.`,
          ),
          words(
            '自动化决策须透明、公平，当事人有权要求说明并拒绝仅凭自动化作出的决定（个人信息保护法第二十四条）：每个分数附理由与区间。',
            'Automated decisions must be transparent and fair; people may ask for an explanation and refuse a purely automated decision (PIPL Article 24): every score carries its reasons and interval.',
          ),
          words(
            '主要风险是漏掉不开口的困难家庭：名单之外须保留随机走访。',
            'The chief harm is missing households in need that stay silent: keep a random share of visits off the list.',
          ),
        ],
      },
    ],
  };
}

function caveats({ evidence }: CardSubject): Section {
  return {
    title: words('局限与建议', 'Caveats and recommendations'),
    blocks: evidence
      ? [
          { kind: 'list', items: evidence.caveats },
          text(
            '上线后用 jiuzhu monitor 每期查看数据、分数与结果是否变化；出现警报时重新检验后再用。',
            'In use, watch data, scores and outcomes with jiuzhu monitor; after an alarm, evaluate again before going on.',
          ),
        ]
      : [missing],
  };
}

const directions: Readonly<Record<Direction, Words>> = {
  rises: words('越大风险越高', 'more: risk only rises'),
  falls: words('越大风险越低', 'more: risk only falls'),
  either: words('不限方向', 'either way'),
};

function featureSection({ model, evidence }: CardSubject): Section {
  const importance = new Map(evidence?.importance.map(({ feature, value }) => [feature, value]));
  const about = new Map(declarationsOf[model.catalogue].map((one) => [one.name, one]));
  const used = usedFeatures(model.stack).sort((a, b) => (importance.get(b) ?? 0) - (importance.get(a) ?? 0));
  return {
    title: words('所用特征', 'Features used'),
    blocks: [
      text(
        `可用 ${model.stack.features.length} 项，实际用到 ${used.length} 项；作用为检验户次上平均改变的对数几率。`,
        `${used.length} of ${model.stack.features.length} features are used; weight: mean change of the log-odds on test rows.`,
      ),
      {
        kind: 'table',
        head: [
          words('特征', 'feature'),
          words('单位', 'unit'),
          words('来源', 'department'),
          words('声明的方向', 'declared direction'),
          words('作用', 'weight'),
        ],
        rows: used.map((name): Cell[] => {
          const one = about.get(name);
          return [
            one?.title ?? name,
            one?.unit ?? '–',
            one?.department ?? '–',
            one ? directions[one.direction] : '–',
            fixed(importance.get(name) ?? null, 3),
          ];
        }),
      },
    ],
  };
}
