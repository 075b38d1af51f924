/**
 * Fills the evaluation report of a department ledger's model.
 */
import {
  UNKNOWN,
  type Candidate,
  type FeatureImportance,
  type ReportData,
  type SplitSpans,
  type TimelineSpan,
  type Words,
} from '../../eval/index.ts';
import { countyFeatures } from '../../features/county/index.ts';
import { wordingOf } from '../../features/wording.ts';
import { percent, whole } from '../../src/io/page/text.ts';
import type { CountyConfig } from './config.ts';
import type { PartFacts } from './collect.ts';
import { protectedNames } from './protected.ts';
import { labelWindow } from './splits.ts';
import { TAKEN, type TestedSplit, type TrainedCounty } from './train.ts';

const words = (zh: string, en: string): Words => ({ zh, en });

/** The report's plain data: the configured label on the test rows where it is known. */
export function countyReport(
  trained: TrainedCounty,
  config: CountyConfig,
  provenance: Readonly<Record<string, string>>,
): ReportData {
  const { judged, labels, parts, groups, splits } = trained;
  const own = labels[0]!;
  const known = [...own.y.keys()].filter((i) => own.y[i] !== UNKNOWN);
  const months = config.label.horizon_months;
  return {
    title: words('预警模型样本外评估：部门总账', 'Out-of-time evaluation on a department ledger'),
    question: words(
      `未享受低保特困、也没有待决申请的家庭中，哪些在 ${months} 个月内会发生：${config.label.zh}？`,
      `Of the households not on Dibao or Tekun and with no application pending, for which within ${months} months: ${config.label.en}?`,
    ),
    target: words(config.label.zh, config.label.en),
    timeline: [
      span('train', parts.train, config),
      span('calibrate', parts.calibrate, config),
      span('test', parts.test, config),
    ],
    ...(splits.length > 1 ? { splits: splits.map((one) => spansOf(one, config)) } : {}),
    y: own.y.filter((one) => one !== UNKNOWN),
    households: known.map((i) => judged.households[i]!),
    candidates: judged.candidates.map((one): Candidate => ({
      ...one,
      p: Float64Array.from(known, (i) => one.p[i]!),
    })),
    champion: TAKEN,
    capacity: config.capacity,
    importance: importanceOf(trained),
    groups: groups.map((group) => ({ ...group, values: known.map((i) => group.values[i] ?? null) })),
    caveats: [...caveatsOf(config), ...limitOf(trained, config)],
    provenance: Object.entries(provenance).map(([name, value]) => ({ label: words(name, name), value })),
  };
}

function spansOf({ split, record, test }: TestedSplit, config: CountyConfig): SplitSpans {
  return {
    train: span('train', record.train, config),
    calibrate: span('calibrate', record.calibrate, config),
    test: span('test', test, config),
    keeps_households_apart: split.keepsHouseholdsApart,
  };
}

function span(role: TimelineSpan['role'], part: PartFacts, config: CountyConfig): TimelineSpan {
  const to = part.asOf.at(-1)!;
  const { rows, positives } = part;
  return { role, from: part.asOf[0]!, to, labels_until: labelWindow(config, to).knownOn, rows, positives };
}

function importanceOf({ stack, importance }: TrainedCounty): FeatureImportance[] {
  const wording = wordingOf(countyFeatures);
  return stack.features.map((feature, j) => {
    const { zh, en } = wording.featureTitle(feature);
    return { feature, title: { zh, en }, value: importance[j]! };
  });
}

/** Says that not every household was learnt from. */
function limitOf({ sampled, parts }: TrainedCounty, { train_rows_at_most: most }: CountyConfig): Words[] {
  if (sampled >= 1) return [];
  const [share, rows] = [percent(sampled), whole(parts.train.rows)];
  return [
    words(
      `训练行数上限 ${whole(most)}：最后一轮只学了 ${share} 的家庭（${rows} 行，按固定哈希抽取），校准与检验不受此限。`,
      `At most ${whole(most)} training rows: the last round learnt from ${share} of the households (${rows} rows, chosen by a fixed hash); calibration and tests have all.`,
    ),
  ];
}

const attributeZh = { sex: '性别', age: '年龄', disability: '残疾' } as const;

function caveatsOf(config: CountyConfig): Words[] {
  const choices = protectedNames.map((name) => {
    const { use, because } = config.protected[name];
    // A reason is written once, or in Chinese and English with a stroke between.
    const [zh = because, en = because] = because.split(' / ');
    return words(
      `受保护属性“${attributeZh[name]}”：${use === 'input' ? '作为输入' : '只用于审计'}（${zh}）`,
      `protected attribute ${name}: ${use === 'input' ? 'an input' : 'audited only'} (${en})`,
    );
  });
  const label =
    config.label.kind === 'take_up'
      ? words(
          '标签是“申请或获批”，不是“困难”：不开口的困难家庭在这里算作没有发生。',
          'The label is taking up assistance, not need: households in need that stay silent count as none here.',
        )
      : words(
          '标签只在被走访的家庭中可知，走访多由申请引起，不代表全体家庭。',
          'The label is known of visited households only; most visits follow an application, so they do not stand for all.',
        );
  return [
    label,
    ...choices,
    words(
      '分数只用于安排走访，不决定救助；由具名的人决定。',
      'A score orders visits; it never decides on aid. A named person decides.',
    ),
  ];
}
