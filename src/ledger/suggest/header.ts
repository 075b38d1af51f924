/**
 * Column names: their plain form, the unit they name, and how alike two of them are.
 */
import { nameOfCode } from './field-codes.ts';
import { meaningsOf } from './synonyms.ts';

/** A column name taken apart. */
export interface Header {
  /** Without brackets, spaces and signs. */
  readonly text: string;
  /** What stood in brackets or at the end as a unit of money; null when none did. */
  readonly unit: '分' | '角' | '元' | '百元' | '千元' | '万元' | null;
  readonly meanings: readonly string[];
}

const units = ['万元', '千元', '百元', '元', '角', '分'] as const;
/** (万元), (单位:元), (元/月) in brackets; 万元 or 元 at the end, but not in words such as 单元. */
const inBrackets = /^(?:单位:?)?(万元|千元|百元|元|角|分)(?:\/.*)?$/;
const atEnd = /(?<![单多美])(万元|千元|百元|元)$/;

/** Takes a column name apart. */
export function headerOf(name: string): Header {
  const wide = name.normalize('NFKC').toLowerCase();
  const bracketed = [...wide.matchAll(/[([{【]([^)\]}】]*)[)\]}】]/g)].map(([, inside]) => inside ?? '');
  const text = nameOfCode(wide.replace(/[([{【][^)\]}】]*[)\]}】]/g, '').replace(/[\s_\-.:：、/\\*]/g, ''));
  const named = bracketed.map((inside) => inBrackets.exec(inside)?.[1]).find((one) => one !== undefined);
  const unit = units.find((one) => one === (named ?? atEnd.exec(text)?.[1])) ?? null;
  return { text, unit, meanings: meaningsOf(text) };
}

/**
 * How alike two names are, 0 to 1: the same text is 1; else common meanings weigh more than common characters.
 */
export function likeness(a: Header, b: Header): number {
  if (a.text === b.text) return 1;
  const meaning = overlap(a.meanings, b.meanings);
  const character = overlap(Array.from(a.text), Array.from(b.text));
  return 0.97 * (0.65 * meaning + 0.35 * character);
}

/** Dice's share of common members, each counted as often as it stands. */
function overlap(a: readonly string[], b: readonly string[]): number {
  const left = [...b];
  let common = 0;
  for (const one of a) {
    const at = left.indexOf(one);
    if (at < 0) continue;
    left.splice(at, 1);
    common++;
  }
  return (2 * common) / (a.length + b.length);
}
