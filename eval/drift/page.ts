/**
 * A monitoring run as a page: the verdict first, then what moved.
 */
import { documentHtml, type Block, type Cell, type Section } from '../../src/io/page/document.ts';
import { fixed, percent, whole, type Words } from '../../src/io/page/text.ts';
import { columnPicture, scorePicture } from './pictures.ts';
import type { ColumnDrift, DriftReport, DriftVerdict, OutcomeDrift, Profile } from './types.ts';

/** How a feature is spoken of. */
export interface FeatureWords {
  readonly title: Words;
  readonly department: Words;
  readonly value: (value: number) => Words;
}

/** What the page shows. */
export interface DriftPage {
  readonly report: DriftReport;
  readonly reference: Profile;
  readonly current: Profile;
  /** A feature in words, its department, and a value of it. */
  readonly wordsOf: (feature: string) => FeatureWords;
  /** Features that the model uses. */
  readonly used: ReadonlySet<string>;
  readonly bandNames: readonly Words[];
  /** Why outcomes could not be looked at; null when they were. */
  readonly outcomeMissing: Words | null;
  /** Model, ledger and version. */
  readonly origin: readonly (readonly [name: Words, value: string])[];
}

const words = (zh: string, en: string): Words => ({ zh, en });
const SHOWN_BARS = 15;

/** The page. */
export function driftPage(page: DriftPage): string {
  const { report } = page;
  const title = words('模型监测', 'Model monitoring');
  return documentHtml({
    title,
    lead: verdictWords(report),
    sections: [
      overview(page),
      scoreSection(page),
      dataSection(page),
      outcomeSection(page),
      rules(report),
      { title: words('依据', 'What this stands on'), blocks: [{ kind: 'facts', facts: page.origin }] },
    ],
  });
}

function verdictWords({ alarms, reference, current }: DriftReport): Words {
  const dates = {
    zh: `${current.as_of} 的 ${whole(current.rows)} 户与 ${reference.as_of} 的 ${whole(reference.rows)} 户相比：`,
    en: `${whole(current.rows)} households of ${current.as_of} against ${whole(reference.rows)} of ${reference.as_of}: `,
  };
  if (alarms.data === 0 && !alarms.score && !alarms.outcome)
    return words(`${dates.zh}没有警报。`, `${dates.en}no alarm.`);
  const zh = [
    alarms.data > 0 ? `${alarms.data} 个特征的数据` : '',
    alarms.score ? '分数' : '',
    alarms.outcome ? '结果' : '',
  ].filter((one) => one !== '');
  const en = [
    alarms.data > 0 ? `data of ${alarms.data} features` : '',
    alarms.score ? 'scores' : '',
    alarms.outcome ? 'outcomes' : '',
  ].filter((one) => one !== '');
  return words(
    `${dates.zh}${zh.join('、')}的变化超过容许。请先问清来源部门口径是否改变，再决定是否重新检验、停用或重训。`,
    `${dates.en}${en.join(', ')} moved beyond the tolerance. Ask the departments first whether their forms changed; then decide whether to evaluate again, stop or retrain.`,
  );
}

const verdicts: Readonly<Record<DriftVerdict, Words>> = {
  alarm: words('▲ 警报', 'alarm'),
  changed: words('有变化，未超容许', 'changed, within tolerance'),
  steady: words('未见变化', 'no sign of change'),
};

function overview({ report, outcomeMissing }: DriftPage): Section {
  const { features, alarms, score, outcome } = report;
  const changed = features.filter(({ verdict }) => verdict === 'changed').length;
  return {
    title: words('结论', 'Findings'),
    blocks: [
      {
        kind: 'table',
        head: [words('看什么', 'what'), words('结论', 'finding'), words('说明', 'detail')],
        rows: [
          [
            words('数据', 'data'),
            verdicts[alarms.data > 0 ? 'alarm' : changed > 0 ? 'changed' : 'steady'],
            words(
              `${features.length} 个特征：${alarms.data} 个警报，${changed} 个小变化`,
              `${features.length} features: ${alarms.data} alarms, ${changed} small changes`,
            ),
          ],
          [words('分数', 'scores'), verdicts[score.verdict], `PSI ${score.shift.psi.toFixed(4)}`],
          [
            words('结果', 'outcomes'),
            outcome ? verdicts[outcome.verdict] : words('未看', 'not looked at'),
            outcome ? ratioWords(outcome) : (outcomeMissing ?? '–'),
          ],
        ],
      },
    ],
  };
}

function ratioWords({ observed, expected, ratio, ratio_low: low, ratio_high: high }: OutcomeDrift): Words {
  const interval = `${fixed(ratio, 2)} (${fixed(low, 2)}–${fixed(high, 2)})`;
  return words(
    `实际 ${whole(observed)}，预计 ${whole(expected)}，之比 ${interval}`,
    `${whole(observed)} observed, ${whole(expected)} expected, ratio ${interval}`,
  );
}

function scoreSection({ report, reference, current, bandNames }: DriftPage): Section {
  const { bands } = report;
  const total = (counts: readonly number[]): number => counts.reduce((sum, one) => sum + one, 0);
  const rows = bandNames.map((name, k): Cell[] => {
    const [before, now] = [bands.reference[k] ?? 0, bands.current[k] ?? 0];
    const share = (one: number, of: readonly number[]): string =>
      percent(total(of) > 0 ? one / total(of) : 0);
    return [name, whole(before), share(before, bands.reference), whole(now), share(now, bands.current)];
  });
  return {
    title: words('分数', 'Scores'),
    blocks: [
      {
        kind: 'picture',
        svg: scorePicture(reference, current),
        words: words(
          '两条线重合，说明分数的分布没有变。',
          'Lines on top of each other: the scores are spread as before.',
        ),
      },
      {
        kind: 'table',
        head: [
          words('等级', 'band'),
          words(`${reference.asOf} 户数`, 'households then'),
          words('占比', 'share'),
          words(`${current.asOf} 户数`, 'households now'),
          words('占比', 'share'),
        ],
        rows,
      },
    ],
  };
}

function dataSection({ report, wordsOf, used }: DriftPage): Section {
  const moved = report.features.filter(({ verdict }) => verdict !== 'steady');
  const bars = [...report.features]
    .sort((a, b) => b.shift.psi - a.shift.psi)
    .slice(0, SHOWN_BARS)
    .map(({ name, shift, verdict }) => ({
      title: wordsOf(name).title.zh,
      psi: shift.psi,
      isAlarm: verdict === 'alarm',
    }));
  const blocks: Block[] = [
    {
      kind: 'picture',
      svg: columnPicture(bars, report.tolerance),
      words: words(
        '红：有把握说变化超过容许。蓝：没有这个把握（包括样本小、纯属偶然的）。',
        'Red: surely beyond the tolerance. Blue: not surely so, chance and small samples included.',
      ),
    },
  ];
  if (moved.length > 0) blocks.push(movedTable(moved, wordsOf, used));
  return { title: words('数据', 'Data'), blocks };
}

function movedTable(
  moved: readonly ColumnDrift[],
  wordsOf: DriftPage['wordsOf'],
  used: ReadonlySet<string>,
): Block {
  return {
    kind: 'table',
    head: [
      words('特征', 'feature'),
      words('模型用到', 'used'),
      words('结论', 'finding'),
      words('校正后 p', 'adjusted p'),
      'PSI',
      words('偶然的 PSI', 'PSI by chance'),
      words('缺失', 'missing'),
      words('中位数', 'median'),
    ],
    rows: moved.map(({ name, verdict, p_material: p, p_any: any, shift, missing, median }): Cell[] => [
      withDepartment(wordsOf(name)),
      used.has(name) ? words('是', 'yes') : words('否', 'no'),
      verdicts[verdict],
      pText(verdict === 'alarm' ? p : any),
      shift.psi.toFixed(4),
      shift.psi_by_chance.toFixed(4),
      `${percent(missing[0])} → ${percent(missing[1])}`,
      fromTo(median, wordsOf(name)),
    ]),
  };
}

function outcomeSection({ report: { outcome }, outcomeMissing }: DriftPage): Section {
  const title = words('结果', 'Outcomes');
  if (!outcome)
    return { title, blocks: [{ kind: 'text', words: outcomeMissing ?? words('未看。', 'Not looked at.') }] };
  const found = ratioWords(outcome);
  return {
    title,
    blocks: [
      {
        kind: 'text',
        words: words(
          `结果已齐的最近观察日是 ${outcome.as_of}（${whole(outcome.rows)} 户结果可知）：${found.zh}。比值为 1 表示概率说得准。`,
          `The last date whose outcomes are in is ${outcome.as_of} (${whole(outcome.rows)} households known): ${found.en}. A ratio of 1: the probabilities are right on average.`,
        ),
      },
    ],
  };
}

function rules({ alpha, tolerance, features }: DriftReport): Section {
  const year = 1 - (1 - alpha) ** 12;
  return {
    title: words('规则', 'Rules'),
    blocks: [
      {
        kind: 'list',
        items: [
          words(
            `若什么都没变，一次监测出现任何误报的概率不超过 ${percent(alpha)}；每月一次，一年不超过 ${percent(year)}。这与户数和特征数（${features.length}）无关。`,
            `When nothing has changed, a run raises any false alarm with probability at most ${percent(alpha)}; monthly, ${percent(year)} a year; for any number of households and features (${features.length}).`,
          ),
          words(
            `容许 PSI ${tolerance}：约合一个各占一半的是非特征变动 ${percent(Math.sqrt(tolerance) / 2, 0)}。百万户的微小变化不报警，因为检验问的是“是否超过容许”。`,
            `Tolerance PSI ${tolerance}: about ${percent(Math.sqrt(tolerance) / 2, 0)} of households for a half-and-half flag. A million rows do not make a trifle an alarm: the test asks whether a change is beyond the tolerance.`,
          ),
          words(
            '季节也是变化：对照日宜与观察日同月。',
            'Seasons are changes too: compare with the same month where you can.',
          ),
          words(
            '同一村各户共享的信息（邻里均值、抄表日等）按村内相关折算成较少的独立户数。',
            'What neighbours share (village means, reading days) counts as fewer independent households, by the correlation within villages.',
          ),
        ],
      },
    ],
  };
}

function pText(p: number): string {
  return p < 0.0001 ? '<0.0001' : p.toFixed(4);
}

function withDepartment({ title, department }: FeatureWords): Words {
  return words(`${title.zh}（${department.zh}）`, `${title.en} (${department.en})`);
}

function fromTo([before, now]: ColumnDrift['median'], { value }: FeatureWords): Words {
  const say = (one: number | null): Words => (one === null ? words('–', '–') : value(one));
  return words(`${say(before).zh} → ${say(now).zh}`, `${say(before).en} → ${say(now).en}`);
}
