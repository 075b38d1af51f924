/**
 * Short forms for declaring the features of the Argentine household panel.
 */
import type { About, Bilingual, DerivedFeature, Direction } from '../declaration.ts';
import type { Context, Filter, MeasuredFeature } from './engine/declaration.ts';
import { declaredAt } from '../declared-at.ts';
import type { Expression } from '../expression.ts';
import type { SourceName } from './engine/sources.ts';
import type { Aggregate, FeatureUnit } from '../units.ts';

/** Text in Chinese and English. */
export function text(zh: string, en: string): Bilingual {
  return { zh, en };
}

const panelAbout = {
  entity: 'household',
  missing: text('当时没有这项记录', 'not recorded at the time'),
  department: text(
    '阿根廷国家统计与普查局（INDEC）常住户调查',
    'INDEC Argentina, Encuesta Permanente de Hogares',
  ),
  sensitivity: 'personal',
  legalBasis: text(
    '公开发布的匿名调查微数据，仅作演示，不是中国数据',
    'Anonymised survey microdata published openly; a demonstration, not Chinese data',
  ),
} as const;

/** The parts of a declaration that differ from feature to feature. */
export interface Wording {
  readonly name: string;
  readonly unit: FeatureUnit;
  readonly direction: Direction;
  readonly title: Bilingual;
  readonly reason?: Bilingual;
  readonly reasonNot?: Bilingual;
  readonly codes?: NonNullable<About['codes']>;
  readonly missing?: Bilingual;
}

/** How a measured feature reads its table; what is left out means: last value of the quarter. */
interface Reading {
  readonly unknown?: readonly number[];
  readonly aggregate?: Aggregate;
  readonly context?: Context;
  readonly windowMonths?: number;
  readonly endsMonthsBefore?: number;
}

/** Windows on a quarterly panel. */
export const windows = {
  thisQuarter: { windowMonths: 3, endsMonthsBefore: 0 },
  previousQuarter: { windowMonths: 3, endsMonthsBefore: 3 },
  yearAgo: { windowMonths: 3, endsMonthsBefore: 12 },
  earlier24: { windowMonths: 24, endsMonthsBefore: 3 },
  last24: { windowMonths: 24, endsMonthsBefore: 0 },
} as const;

/** A feature of the observation table. */
export function observed(
  code: string,
  valueUnit: FeatureUnit,
  wording: Wording,
  reading: Reading = {},
): MeasuredFeature {
  const filter = { column: 'code', equals: code };
  const unknown = reading.unknown ? { unknown: reading.unknown } : {};
  return measured('observation', filter, { column: 'value', unit: valueUnit, ...unknown }, wording, reading);
}

/** A feature of the household's monthly income of one kind. */
export function income(kind: string, wording: Wording, reading: Reading = {}): MeasuredFeature {
  const filter = { column: 'kind', equals: kind };
  return measured('income_month', filter, { column: 'amount_fen', unit: 'fen' }, wording, reading);
}

/** A feature of the household table. */
export function described(column: string, valueUnit: FeatureUnit, wording: Wording): MeasuredFeature {
  return measured('household', null, { column, unit: valueUnit }, wording, {});
}

/** A feature computed from others. */
export function derived(expression: Expression, wording: Wording): DerivedFeature {
  return { kind: 'derived', expression, ...about(wording, 'feature') };
}

/** The same declaration, kept out of the matrix. */
export function helper(declaration: MeasuredFeature): MeasuredFeature {
  return { ...declaration, role: 'helper' };
}

function measured(
  source: SourceName,
  filter: Filter | null,
  value: MeasuredFeature['value'],
  wording: Wording,
  reading: Reading,
): MeasuredFeature {
  return {
    kind: 'measured',
    source,
    knowledgeDate: 'recorded_at',
    filter,
    value,
    context: reading.context ?? 'none',
    aggregate: reading.aggregate ?? 'last',
    windowMonths: reading.windowMonths ?? windows.thisQuarter.windowMonths,
    endsMonthsBefore: reading.endsMonthsBefore ?? windows.thisQuarter.endsMonthsBefore,
    ...about(wording, 'feature'),
  };
}

function about(wording: Wording, role: About['role']): About {
  const reason = wording.reason ?? {
    zh: `${wording.title.zh}：{value}`,
    en: `${wording.title.en}: {value}`,
  };
  return { ...panelAbout, at: declaredAt(), ...wording, reason, role };
}
