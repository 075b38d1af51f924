/**
 * Features in words: titles, values in their units, and the sentences caseworkers read.
 */
import { JzError } from '../src/core/errors/index.ts';
import { fen, formatYuan } from '../src/core/units.ts';
import type { About, Bilingual } from './declaration.ts';
import type { FeatureUnit } from './units.ts';

/** A feature as a person reads it. */
export interface FeatureName extends Bilingual {
  readonly name: string;
  readonly unit: FeatureUnit;
}

/** The wording of one catalogue. */
export interface Wording {
  /**
   * The sentence that says what a value means; a missing value says why it is missing.
   *
   * @throws JZ_FEATURE_REFERENCE
   */
  reasonText(featureName: string, value: number | null): Bilingual;
  /**
   * @throws JZ_FEATURE_REFERENCE
   */
  featureTitle(featureName: string): FeatureName;
  /**
   * A value in its unit.
   *
   * @throws JZ_FEATURE_REFERENCE
   */
  valueText(featureName: string, value: number): Bilingual;
}

/** What words need of a declaration. */
type Worded = Pick<About, 'name' | 'unit' | 'title' | 'missing' | 'reason' | 'reasonNot' | 'codes'>;

/** Behind an amount of money in a sentence. */
export const yuanUnit: Bilingual = { zh: ' 元', en: ' yuan' };
const noUnit: Bilingual = { zh: '', en: '' };

/**
 * Makes the wording of declarations.
 *
 * @param money what stands behind amounts in sentences; nothing where the list says the currency
 */
export function wordingOf(declarations: readonly Worded[], money = noUnit): Wording {
  const byName = new Map(declarations.map((declaration) => [declaration.name, declaration]));
  const find = (name: string): Worded => {
    const declaration = byName.get(name);
    if (!declaration) throw new JzError('JZ_FEATURE_REFERENCE', { feature: '-', reference: name });
    return declaration;
  };
  return {
    reasonText: (name, value) => reasonOf(find(name), value, money),
    featureTitle: (name) => {
      const { title, unit } = find(name);
      return { name, unit, ...title };
    },
    valueText: (name, value) => formatValue(find(name), value),
  };
}

/** A value in its unit, as text; `money` stands behind amounts. */
export function formatValue(
  declaration: Pick<About, 'codes' | 'unit'>,
  value: number,
  money = noUnit,
): Bilingual {
  const label = declaration.codes?.[value];
  if (label) return label;
  const written = formats[declaration.unit](value);
  const { zh, en } = amounts.has(declaration.unit) ? money : noUnit;
  return { zh: `${written}${zh}`, en: `${written}${en}` };
}

function reasonOf(declaration: Worded, value: number | null, money: Bilingual): Bilingual {
  const { title, missing, reason, reasonNot } = declaration;
  if (value === null || Number.isNaN(value)) {
    return { zh: `${title.zh}：无数据（${missing.zh}）`, en: `${title.en}: no data (${missing.en})` };
  }
  const sentence = declaration.unit === 'flag' && value === 0 ? (reasonNot ?? reason) : reason;
  const written = formatValue(declaration, value, money);
  return {
    zh: sentence.zh.replaceAll('{value}', written.zh),
    en: sentence.en.replaceAll('{value}', written.en),
  };
}

const whole = (value: number): string => String(Math.round(value));
const short = (value: number): string => String(Math.round(value * 10) / 10);
const percent = (value: number): string => `${Math.round(value * 100)}%`;

const amounts: ReadonlySet<FeatureUnit> = new Set(['fen', 'fen_per_member']);

const formats: Readonly<Record<FeatureUnit, (value: number) => string>> = {
  fen: (value) => formatYuan(fen(Math.round(value))),
  ratio: percent,
  share: percent,
  ratio_per_month: (value) => `${Math.round(value * 1000) / 10}%`,
  log: (value) => value.toFixed(2),
  days: (value) => whole(value),
  years: (value) => whole(value),
  z: short,
  kwh: short,
  m3: short,
  m2: short,
  fen_per_member: (value) => formatYuan(fen(Math.round(value))),
  count: short,
  members: short,
  members_per_room: short,
  rooms: short,
  months: short,
  flag: whole,
  code: whole,
};
