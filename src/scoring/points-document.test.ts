import { expect, it } from 'vitest';
import { panelWording } from '../../features/index.ts';
import { sigmoid } from '../../models/link.ts';
import { scorecardDefaults } from '../../models/scorecard/fit.ts';
import { scorecard } from '../../models/scorecard/model.ts';
import { pointsCard } from '../../models/scorecard/points.ts';
import { seededRng } from '../core/rng.ts';
import { documentHtml, documentMarkdown } from '../io/page/document.ts';
import { pointsDocument } from './points-document.ts';
import { householdsOf } from './test-support.ts';

const { X, y } = householdsOf(400, 'card');
const card = pointsCard(scorecard.fit(X, y, scorecardDefaults, seededRng(1)));
const sheet = {
  ...{ card, model: 'panel-1', title: { zh: '评分卡', en: 'Scorecard' }, wording: panelWording },
  probability: sigmoid,
};

it('is a sheet from which a person adds up and looks up, in either language', () => {
  const zh = documentMarkdown(pointsDocument(sheet), 'zh');
  const en = documentMarkdown(pointsDocument(sheet), 'en');

  for (const { feature, lines } of card.questions) {
    expect(zh).toContain(`## ${panelWording.featureTitle(feature).zh}`);
    for (const { points, share } of lines)
      expect(zh).toContain(`| ${points} | ${(share * 100).toFixed(1)}% |`);
  }
  expect(zh).toContain('| 无数据 |');
  expect(zh).toMatch(/取整使一户的总分通常偏 \d\.\d 分，最多 \d+\.\d 分/);
  expect(en).toContain('| no data |');
  expect(zh).not.toMatch(/NaN|undefined|Infinity/);
  expect(documentHtml(pointsDocument(sheet))).toContain('<th scope="row">');
});

it('tabulates totals from the least to the most, each with its probability', () => {
  const en = documentMarkdown(pointsDocument(sheet), 'en');
  const [, table = ''] = en.split('## Totals and probabilities');
  const rows = [...table.matchAll(/^\| (-?\d+) \| ([\d.]+)% \|$/gm)].map(([, total, p]) => [
    Number(total),
    Number(p),
  ]);
  const { points, odds, toDouble } = card.scale;

  expect(rows[0]![0]).toBeLessThanOrEqual(card.start);
  expect(rows.length).toBeGreaterThan(3);
  for (const [total, p] of rows) {
    const expected = odds * 2 ** ((total! - points) / toDouble);
    expect(p).toBeCloseTo((100 * expected) / (1 + expected), 1);
  }
});
