import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isoDate } from '../../src/core/dates.ts';
import { normal, seededRng } from '../../src/core/rng.ts';
import { measureReport } from './measure-report.ts';
import { renderReport } from './render-report.ts';
import { timelineWarning } from './sections/readings.ts';
import type { ReportData, Words } from './types.ts';

const words = (zh: string, en: string): Words => ({ zh, en });

/** 600 made-up households of three districts, two rows each; the third district has eight. */
function example(): ReportData {
  const rng = seededRng('report example');
  const rows = Array.from({ length: 600 }, (_, i) => {
    const risk = normal(rng) - 1.8;
    const chance = 1 / (1 + Math.exp(-risk));
    const noisy = 1 / (1 + Math.exp(-(0.8 * risk + 0.7 * normal(rng) - 0.4)));
    const district = i < 16 ? 'c' : i % 3 === 0 ? 'b' : 'a';
    return { household: i >> 1, chance, noisy, y: rng.next() < chance ? 1 : 0, district };
  });
  return {
    title: words('示例评估报告', 'Example evaluation'),
    question: words('预测半年后是否陷入困难。', 'Hardship half a year ahead.'),
    target: words('半年后陷入困难的家庭', 'households in hardship half a year later'),
    timeline: [
      span('train', '2023-01-31', '2023-06-30', '2023-12-31'),
      span('calibrate', '2023-07-31', '2023-07-31', '2024-01-31'),
      span('test', '2024-02-29', '2024-02-29', '2024-08-31'),
    ],
    y: rows.map(({ y }) => y),
    households: rows.map(({ household }) => household),
    candidates: [
      {
        id: 'rule',
        title: words('单一信号 <收入>', 'one signal <income>'),
        kind: 'baseline',
        is_probability: false,
        p: rows.map(({ noisy }) => Math.round(noisy * 10) - 5),
      },
      {
        id: 'gbdt',
        title: words('提升树', 'boosted trees'),
        kind: 'model',
        is_probability: true,
        p: rows.map(({ chance }) => chance),
      },
      {
        id: 'other',
        title: words('其他软件', 'other library'),
        kind: 'peer',
        is_probability: true,
        p: rows.map(({ noisy }) => noisy),
      },
    ],
    champion: 'gbdt',
    capacity: 0.1,
    importance: [
      { feature: 'x', title: words('自付医疗支出', 'out-of-pocket medical'), value: 0.4 },
      { feature: 'y', title: words('收入下降', 'fall of income'), value: 0.7 },
    ],
    groups: [
      {
        id: 'district',
        title: words('乡镇街道', 'district'),
        values: rows.map(({ district }) => district),
        names: { a: words('甲镇', 'A'), b: words('乙镇', 'B'), c: words('丙镇', 'C') },
      },
    ],
    caveats: [words('示例数据，全部虚构。', 'Made-up data.')],
    provenance: [{ label: words('模型', 'model'), value: 'gbdt-example' }],
  };
}

function span(role: 'train' | 'calibrate' | 'test', from: string, to: string, until: string) {
  const dates = { from: isoDate(from), to: isoDate(to), labels_until: isoDate(until) };
  return { role, ...dates, rows: 600, positives: 100 };
}

const data = example();
const measures = measureReport(data, seededRng(1), 100);
const html = renderReport(data, measures);

/** What a reader reads: tags gone, one line a block; drawings keep their words. */
function readableText(page: string): string {
  return page
    .replace(/<style[^>]*>[\s\S]*?<\/style>/g, '')
    .replace(/<\/(p|tr|h\d|li|figure|text|caption|dd|div)>/g, '\n')
    .replace(/<\/(td|th)>/g, ' | ')
    .replace(/<[^>]+>/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
    .concat('\n');
}

describe('the report', () => {
  it('reads as it always did (UPDATE_GOLDEN=1 accepts a change)', () => {
    const path = fileURLToPath(new URL('golden/report.txt', import.meta.url));
    const text = readableText(html);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, text);

    expect(text).toBe(readFileSync(path, 'utf8'));
  });

  it('is the same bytes for the same seed, however many were drawn before', () => {
    expect(renderReport(data, measureReport(data, seededRng(1), 100))).toBe(html);
  });

  it('fetches nothing and runs nothing', () => {
    expect(html).not.toMatch(/<(script|link|iframe|img)\b|@import|url\((?!#)|(src|href)=/);
  });

  it('draws seven pictures that say what they are, and shows text as text', () => {
    expect(html.match(/<svg role="img" aria-label="[^"]+"/g)).toHaveLength(7);
    expect(html).toContain('单一信号 &lt;收入&gt;');
    expect(html).not.toContain('<收入>');
  });

  it('tells lines apart without colour: every candidate has its own dash and marker', () => {
    const roc = html.slice(html.indexOf('aria-label="ROC'));
    const dashes = roc.slice(0, roc.indexOf('</svg>')).match(/stroke-dasharray="[^"]+"/g);

    expect(new Set(dashes).size).toBeGreaterThanOrEqual(3);
  });
});

describe('the timeline', () => {
  it('warns when outcomes learnt from were not yet known when the test began, and only then', () => {
    const honest = [
      span('train', '2023-01-31', '2023-06-30', '2023-12-31'),
      span('test', '2024-02-29', '2024-02-29', '2024-08-31'),
    ];
    const hasty = [
      span('train', '2023-01-31', '2023-09-30', '2024-03-31'),
      span('test', '2024-02-29', '2024-02-29', '2024-08-31'),
    ];

    expect(timelineWarning(honest)).toBeNull();
    expect(timelineWarning(hasty)?.en).toMatch(
      /known only by 2024-03-31, after the test began on 2024-02-29/,
    );
    expect(renderReport({ ...data, timeline: hasty }, measures)).toContain('真在 2024-02-29 上线时');
  });
});

describe('the measures', () => {
  it('put random visits first, exactly', () => {
    expect(measures.candidates[0]).toMatchObject({ id: 'random', auc: { value: 0.5, low: null }, lift: 1 });
    expect(measures.candidates[0]?.precision?.value).toBeCloseTo(measures.base_rate, 12);
  });

  it('give a rule that only ranks no loss and no calibration', () => {
    expect(measures.candidates[1]).toMatchObject({
      id: 'rule',
      log_loss: null,
      brier: null,
      ece: null,
      evaluation: null,
    });
  });

  it('say nothing about a group of sixteen', () => {
    const rows = measures.groups[0]?.rows.map(({ group, reason }) => [group, reason]);

    expect(rows).toEqual([
      ['a', null],
      ['b', null],
      ['c', 'few_rows'],
    ]);
  });

  it('survive JSON', () => {
    expect(JSON.parse(JSON.stringify(measures))).toEqual(measures);
  });

  it('refuse a champion that is no candidate or gives no probabilities', () => {
    for (const champion of ['nobody', 'rule'])
      expect(() => measureReport({ ...data, champion }, seededRng(1))).toThrow(/champion/);
  });
});
