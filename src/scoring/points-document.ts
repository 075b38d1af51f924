/**
 * A scorecard as a sheet of paper: questions, points, and what a total stands for.
 */
import type { FeatureName, Wording } from '../../features/wording.ts';
import { sigmoid } from '../../models/link.ts';
import {
  pointsLogOdds,
  type PointsCard,
  type PointsLine,
  type PointsQuestion,
} from '../../models/scorecard/points.ts';
import type { Block, Document, Section } from '../io/page/document.ts';
import { fixed, percent, type Words } from '../io/page/text.ts';

/** What the sheet says of the model. */
export interface PointsSheet {
  readonly card: PointsCard;
  readonly model: string;
  readonly title: Words;
  /** Titles and values of features; a table's columns have only their names. */
  readonly wording: Pick<Wording, 'valueText'> & {
    readonly featureTitle: (name: string) => Pick<FeatureName, 'zh' | 'en'>;
  };
  /** The probability that log-odds of the card stand for. */
  readonly probability: (logOdds: number) => number;
  /** What the probability is, when it is not the model's own. */
  readonly note?: Words;
}

/** Totals of the table of probabilities are so many points apart. */
const STEP = 10;

/** The sheet, to print as HTML or Markdown. */
export function pointsDocument(sheet: PointsSheet): Document {
  const { card, title, model } = sheet;
  return {
    title,
    lead: {
      zh: `${card.start === 0 ? '' : `从 ${card.start} 分起，`}每个问题按所在的一行加分，加完查表。分数只用于安排走访，不决定救助。模型 ${model}。`,
      en: `${card.start === 0 ? '' : `Begin with ${card.start} points. `}Add the points of one line of each question and look the total up. Points order visits; they never decide on aid. Model ${model}.`,
    },
    sections: [
      ...card.questions.map((question) => questionSection(question, sheet)),
      { title: { zh: '总分与概率', en: 'Totals and probabilities' }, blocks: totalBlocks(sheet) },
      {
        title: { zh: '取整的误差', en: 'What rounding costs' },
        blocks: [{ kind: 'text', words: roundingWords(card) }],
      },
    ],
  };
}

function questionSection(
  { feature, informationValue, lines }: PointsQuestion,
  { wording }: PointsSheet,
): Section {
  const { zh, en } = wording.featureTitle(feature);
  const told = informationValue === null ? '' : `（IV ${fixed(informationValue, 3)}）`;
  const block: Block = {
    kind: 'table',
    head: [
      { zh: `数值${told}`, en: 'value' },
      { zh: '加分', en: 'points' },
      { zh: '占比', en: 'share' },
    ],
    rows: lines.map((line) => [rangeWords(feature, line, wording), String(line.points), percent(line.share)]),
  };
  return { title: { zh, en }, blocks: [block] };
}

function rangeWords(
  feature: string,
  { above, upTo, isMissing }: PointsLine,
  wording: PointsSheet['wording'],
): Words {
  if (isMissing) return { zh: '无数据', en: 'no data' };
  const [from, to] = [above, upTo].map((end) =>
    Number.isFinite(end) ? wording.valueText(feature, end) : null,
  );
  if (from && to) return { zh: `大于 ${from.zh}，至 ${to.zh}`, en: `above ${from.en}, up to ${to.en}` };
  if (to) return { zh: `至 ${to.zh}`, en: `up to ${to.en}` };
  return from ? { zh: `大于 ${from.zh}`, en: `above ${from.en}` } : { zh: '任何数值', en: 'any value' };
}

function totalBlocks({ card, probability, note }: PointsSheet): Block[] {
  const { scale, start, questions } = card;
  const most = questions.reduce(
    (sum, { lines }) => sum + Math.max(...lines.map(({ points }) => points)),
    start,
  );
  const totals: number[] = [];
  for (let total = Math.floor(start / STEP) * STEP; total <= most + STEP; total += STEP) totals.push(total);
  const rows = totals.map((total) => [String(total), percent(probability(pointsLogOdds(scale, total)))]);
  const { points, odds, toDouble } = scale;
  const words: Words = {
    zh: `${points} 分相当于几率 ${fixed(odds, 2)}（概率 ${percent(sigmoid(Math.log(odds)))}），每多 ${toDouble} 分几率加倍。${note?.zh ?? ''}`,
    en: `${points} points are odds of ${fixed(odds, 2)} (${percent(sigmoid(Math.log(odds)))}); every ${toDouble} points double them. ${note?.en ?? ''}`,
  };
  return [
    {
      kind: 'table',
      head: [
        { zh: '总分', en: 'total' },
        { zh: '概率', en: 'probability' },
      ],
      rows,
    },
    { kind: 'text', words },
  ];
}

function roundingWords({ rounding, scale }: PointsCard): Words {
  const inPoints = (logOdds: number): string => fixed((logOdds * scale.toDouble) / Math.LN2, 1);
  return {
    zh: `分值取整使一户的总分通常偏 ${inPoints(rounding.usual)} 分，最多 ${inPoints(rounding.most)} 分（对数几率 ${fixed(rounding.usual, 3)} 与 ${fixed(rounding.most, 3)}）。`,
    en: `Whole points move a household's total by ${inPoints(rounding.usual)} points usually and ${inPoints(rounding.most)} at most (log-odds ${fixed(rounding.usual, 3)} and ${fixed(rounding.most, 3)}).`,
  };
}
