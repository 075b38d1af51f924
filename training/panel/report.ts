/**
 * Fills the evaluation report of the panel model.
 */
import { explainStack } from '../../models/stack/model.ts';
import type { FeatureImportance, GroupColumn, ReportData, TimelineSpan, Words } from '../../eval/index.ts';
import { panelWording } from '../../features/index.ts';
import { countPositives, takeRows, type Matrix } from '../../src/core/matrix.ts';
import type { HouseholdModel } from '../../src/scoring/household-bundle.ts';
import type { ReportCandidate } from './compare.ts';
import { labelDate, type PanelConfig } from './config.ts';
import type { PanelData, Part } from './dataset.ts';
import type { TrainedPanel } from './train.ts';

/** Everything a report is made from. */
export interface ReportInput {
  readonly data: PanelData;
  readonly config: PanelConfig;
  readonly trained: TrainedPanel;
  readonly rivals: readonly ReportCandidate[];
  readonly provenance: Readonly<Record<string, string>>;
}

/** The report's plain data. */
export function panelReport({ data, config, trained, rivals, provenance }: ReportInput): ReportData {
  const { test } = data;
  const champion: ReportCandidate = {
    id: 'stack',
    title: { zh: '救助大脑（融合模型）', en: 'jiuzhu (blend)' },
    kind: 'model',
    is_probability: true,
    p: trained.testProbabilities,
  };
  return {
    title: {
      zh: '预警模型样本外评估：阿根廷住户面板',
      en: 'Out-of-time evaluation on the Argentine household panel',
    },
    question: {
      zh: `现在不贫困的家庭中，哪些在 ${config.label.horizon_months} 个月后会落到贫困线（当季人均收入中位数的 60%）以下？`,
      en: `Of the households not poor now, which will be under the line (60 % of that quarter's median income per head) ${config.label.horizon_months} months later?`,
    },
    target: { zh: config.label.zh, en: config.label.en },
    timeline: [
      span('train', data.train, config),
      span('calibrate', data.calibrate, config),
      span('test', test, config),
    ],
    y: test.y,
    households: test.householdId,
    candidates: [champion, ...rivals],
    champion: champion.id,
    capacity: config.capacity,
    importance: importanceOf(trained.model, test.X),
    groups: groupsOf(test.X),
    caveats,
    provenance: Object.entries(provenance).map(([name, value]) => ({ label: { zh: name, en: name }, value })),
  };
}

function span(role: TimelineSpan['role'], part: Part, config: PanelConfig): TimelineSpan {
  const to = part.asOf.at(-1)!;
  const positives = countPositives(part.y);
  return {
    role,
    from: part.asOf[0]!,
    to,
    labels_until: labelDate(config, to),
    rows: part.X.nRows,
    positives,
  };
}

/** Rows explained: attributions are slow, and their mean is steady long before all are in. */
const EXPLAINED_ROWS = 2000;

function importanceOf({ stack }: HouseholdModel, all: Matrix): FeatureImportance[] {
  const step = Math.max(1, Math.floor(all.nRows / EXPLAINED_ROWS));
  const X = takeRows(
    all,
    Int32Array.from({ length: Math.floor(all.nRows / step) }, (_, i) => i * step),
  );
  const { values } = explainStack(stack, X);
  const p = stack.features.length;
  return stack.features.map((feature, j) => {
    let sum = 0;
    for (let i = 0; i < X.nRows; i++) sum += Math.abs(values[i * p + j]!);
    const { zh, en } = panelWording.featureTitle(feature);
    return { feature, title: { zh, en }, value: sum / X.nRows };
  });
}

function groupsOf(X: Matrix): GroupColumn[] {
  const column = (name: string): Float64Array => X.columns[X.names.indexOf(name)]!;
  const region = column('place__region_code');
  const children = column('household__under_10_members');
  const members = column('household__size_members');
  return [
    {
      id: 'region',
      title: { zh: '地区', en: 'region' },
      values: Array.from(region, (code) => (Number.isNaN(code) ? null : String(code))),
      names: regionNames,
    },
    {
      id: 'household',
      title: { zh: '家庭类型', en: 'household type' },
      values: Array.from(members, (size, i) => householdType(size, children[i]!)),
      names: typeNames,
    },
  ];
}

function householdType(members: number, children: number): string | null {
  if (Number.isNaN(members)) return null;
  if (children > 0) return 'children';
  return members === 1 ? 'alone' : 'adults';
}

const words = (zh: string, en: string): Words => ({ zh, en });

const typeNames = {
  alone: words('单人户', 'living alone'),
  adults: words('无 10 岁以下儿童', 'no child under 10'),
  children: words('有 10 岁以下儿童', 'with children under 10'),
};

const regionNames = {
  1: words('大布宜诺斯艾利斯', 'Gran Buenos Aires'),
  40: words('西北', 'NOA'),
  41: words('东北', 'NEA'),
  42: words('库约', 'Cuyo'),
  43: words('潘帕斯', 'Pampeana'),
  44: words('巴塔哥尼亚', 'Patagonia'),
};

const caveats: readonly Words[] = [
  words(
    '这是阿根廷的公开面板，不是中国数据：只检验排序、校准和流程是否正确，不检验中国的标准和阈值。',
    'This is a public Argentine panel, not Chinese data: it tests ranking, calibration and the chain, not Chinese lines or thresholds.',
  ),
  words(
    '面板很短：测试季度的观察日早于训练标签的读取日（标签跨度 12 个月），实际上线时训练数据会更旧。',
    'The panel is short: training labels are read after the test as-of date (a label spans 12 months); in production the training data would be older.',
  ),
  words(
    '分数只用于安排走访，不决定救助；由具名的人决定。',
    'A score orders visits; it never decides on aid. A named person decides.',
  ),
];
