/**
 * Findings in plain words; what is the same for every household is made once an item.
 */
import { amountUnit } from '../policy/rules/rule.ts';
import type { Item, Policy } from '../policy/index.ts';
import type { Bundle } from './bundle.ts';
import type { Finding } from './finding.ts';

/** A sentence in both languages. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** What a sentence is filled with. */
export interface Filling {
  /** Fen in the item's own period. */
  readonly amountFen: number | null;
  readonly marginFen?: number;
  /** Of a near miss: the limit. */
  readonly limit?: Sentence;
  /** Nothing else stands in the way. */
  readonly isAlone?: boolean;
  /** Other items by their place. */
  readonly others?: readonly number[];
}

type Write = (item: number, filling: Filling) => Sentence;

/** Items named in one sentence. */
const NAMED = 3;

const periods = {
  fen_month: ['每月', 'a month'],
  fen_year: ['每年', 'a year'],
  fen: ['一次', 'once'],
} as const;

/** Sentences by finding. */
export function wordingOf(policy: Policy, bundles: readonly Bundle[]): Readonly<Record<Finding, Write>> {
  const words = policy.items.map((item) => wordsOf(item, bundles));
  const at = (item: number): ItemWords => words[item]!;
  /** A few by name, the rest by number: the columns beside the words name them all. */
  const titles = (items: readonly number[] = []): Sentence => {
    let [zh, en] = ['', ''];
    for (let i = 0; i < items.length && i < NAMED; i++) {
      const own = at(items[i] ?? 0);
      zh += i === 0 ? own.zh : `、${own.zh}`;
      en += i === 0 ? own.en : `, ${own.en}`;
    }
    return items.length <= NAMED
      ? { zh, en }
      : { zh: `${zh}等 ${items.length} 项`, en: `${en} and ${items.length - NAMED} more` };
  };
  return {
    entitled: (i, { amountFen, others = [] }) => {
      const own = at(i);
      const opened = others.length === 0 ? noWords : titles(others);
      return {
        zh: `${own.zh}：条件全部符合${own.money.zh(amountFen)}，尚未享受；${own.where.zh}${opened.zh && `；认定后可办${opened.zh}`}`,
        en: `${own.en}: every condition is met${own.money.en(amountFen)}, not held; ${own.where.en}${opened.en && `; it opens ${opened.en}`}`,
      };
    },
    ask: (i, { amountFen, others = [] }) => {
      const own = at(i);
      const opened = others.length === 0 ? noWords : titles(others);
      return {
        zh: `${own.zh}：已知条件都符合，尚有情况待核实${own.money.zh(amountFen)}；${own.where.zh}${opened.zh && `；认定后可办${opened.zh}`}`,
        en: `${own.en}: nothing known stands against it, some facts must be asked${own.money.en(amountFen)}; ${own.where.en}${opened.en && `; it opens ${opened.en}`}`,
      };
    },
    near: (i, { marginFen = 0, limit = noWords, isAlone = true }) => ({
      zh: `${at(i).zh}：只差一条（${limit.zh}），超出 ${yuan(marginFen)} 元${isAlone ? '' : '，另有情况待核实'}`,
      en: `${at(i).en}: only one limit is missed (${limit.en}), by ${yuan(marginFen)} yuan${isAlone ? '' : '; other facts must be asked'}`,
    }),
    review: (i, { amountFen }) => ({
      zh: `${at(i).zh}：在享${at(i).money.zh(amountFen)}，但按现有数据不再符合条件，须复核，不得据此直接停发`,
      en: `${at(i).en}: held${at(i).money.en(amountFen)}, but by what is known it is not met: to be reviewed, never stopped for this alone`,
    }),
    overlap: (i, { amountFen, others = [] }) => ({
      zh: `${at(i).zh}与${titles(others).zh}按规定不能同享，涉及金额 ${yuan(amountFen ?? 0)} 元`,
      en: `${at(i).en} may not be held with ${titles(others).en}; ${yuan(amountFen ?? 0)} yuan at stake`,
    }),
    gap: (_, { amountFen, others = [] }) => ({
      zh: `没有在享任何救助，应得 ${others.length} 项，每月约 ${yuan(amountFen ?? 0)} 元：${titles(others).zh}`,
      en: `nothing is held; entitled to ${others.length}, about ${yuan(amountFen ?? 0)} yuan a month: ${titles(others).en}`,
    }),
  };
}

interface ItemWords extends Sentence {
  readonly money: {
    readonly zh: (fen: number | null) => string;
    readonly en: (fen: number | null) => string;
  };
  readonly where: Sentence;
}

const noWords: Sentence = { zh: '', en: '' };

function wordsOf(item: Item, bundles: readonly Bundle[]): ItemWords {
  const unit = amountUnit(item.kind);
  const [zh, en] = unit === null ? ['', ''] : periods[unit];
  const most = item.isCeiling ? { zh: '最高', en: 'at most ' } : { zh: '', en: '' };
  const bundle = bundles.find(({ items }) => items.includes(item.id));
  const last = bundle?.deadlines.reduce((day, { due }) => (due > day ? due : day), '') ?? '';
  const { department } = item;
  return {
    ...item.title,
    money: {
      zh: (fen) => (fen === null || unit === null ? '' : `，${zh}${most.zh} ${yuan(fen)} 元`),
      en: (fen) => (fen === null || unit === null ? '' : `, ${most.en}${yuan(fen)} yuan ${en}`),
    },
    where: {
      zh: `向${department.zh}办理${bundle ? `（${bundle.title.zh}）` : ''}${last && `，当日受理最迟 ${last}`}`,
      en: `apply to ${department.en}${bundle ? ` (${bundle.title.en})` : ''}${last && `, if accepted today by ${last}`}`,
    },
  };
}

function yuan(fen: number): string {
  const whole = Math.round(fen);
  return whole % 100 === 0 ? String(whole / 100) : (whole / 100).toFixed(2);
}
