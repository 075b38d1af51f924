/**
 * Fired signals as rows people can read.
 */
import { addDays, type IsoDate } from '../../src/core/dates.ts';
import type { Matrix } from '../../src/core/matrix.ts';
import type { About, Bilingual } from '../declaration.ts';
import { formatValue, yuanUnit } from '../wording.ts';
import { levels, type Level, type Signal, type SignalCatalogue } from './config.ts';
import { COMPOSITE, COUNTS_FROM, type Fired } from './evaluate.ts';

/** One signal of one household. */
export interface SignalRow {
  readonly household: string;
  readonly asOf: IsoDate;
  readonly code: string;
  readonly family: string;
  readonly level: Level;
  readonly title: Bilingual;
  readonly says: Bilingual;
  /** Features whose ledger rows are the evidence (`jiuzhu features --explain`). */
  readonly evidence: readonly string[];
  readonly expiresOn: IsoDate;
}

/** The words of levels. */
export const levelNames: Readonly<Record<Level, Bilingual>> = {
  red: { zh: '红', en: 'red' },
  orange: { zh: '橙', en: 'orange' },
  yellow: { zh: '黄', en: 'yellow' },
  blue: { zh: '蓝', en: 'blue' },
};

/** What a list of a date is made from. */
export interface ListedDay {
  readonly asOf: IsoDate;
  readonly households: readonly string[];
  readonly matrix: Matrix;
  readonly features: readonly About[];
  /** Signals of earlier dates that the composite counted, by household. */
  readonly earlier?: ReadonlyMap<string, readonly SignalRow[]>;
}

/** Rows in the order fired: by household, then by signal. */
export function* signalRows(fired: Fired, catalogue: SignalCatalogue, day: ListedDay): Generator<SignalRow> {
  const byCode = new Map(catalogue.items.map((item) => [item.code, item]));
  const features = new Map(day.features.map((feature) => [feature.name, feature]));
  const columns = new Map(day.matrix.names.map((name, i) => [name, day.matrix.columns[i]!]));
  let counted: SignalRow[] = [];
  for (let i = 0; i < fired.count; i++) {
    const row = fired.row[i]!;
    if (row !== fired.row[i - 1]) counted = [];
    const code = fired.codes[fired.signal[i]!]!;
    const household = day.households[row]!;
    const place = { household, asOf: day.asOf, code, level: levels[fired.level[i]!]! };
    const signal = byCode.get(code);
    if (!signal) {
      yield {
        ...place,
        ...compositeParts(catalogue, day, [...counted, ...(day.earlier?.get(household) ?? [])]),
      };
      continue;
    }
    const valueText = (name: string): Bilingual => textOf(features.get(name), columns.get(name)?.[row]);
    const listed: SignalRow = {
      ...place,
      family: signal.family,
      title: signal.title,
      says: filled(signal, valueText),
      evidence: signal.evidence,
      expiresOn: addDays(day.asOf, signal.expires_after_days),
    };
    if (fired.level[i]! >= COUNTS_FROM) counted.push(listed);
    yield listed;
  }
}

/** The composite says which signals it is made of. */
function compositeParts(
  { composite }: SignalCatalogue,
  { asOf }: ListedDay,
  counted: readonly SignalRow[],
): Pick<SignalRow, 'family' | 'title' | 'says' | 'evidence' | 'expiresOn'> {
  const { title } = composite;
  const titles = [...new Map(counted.map((one) => [one.code, one.title])).values()];
  return {
    family: COMPOSITE.toLowerCase(),
    title,
    says: {
      zh: `${title.zh}：${titles.map(({ zh }) => zh).join('、')}`,
      en: `${title.en}: ${titles.map(({ en }) => en).join(', ')}`,
    },
    evidence: [...new Set(counted.flatMap(({ evidence }) => evidence))],
    expiresOn: addDays(asOf, composite.within_days),
  };
}

function filled({ says }: Signal, valueText: (name: string) => Bilingual): Bilingual {
  const fill = (sentence: string, language: 'zh' | 'en'): string =>
    sentence.replace(/\{([a-z0-9_]+)\}/g, (_, name: string) => valueText(name)[language]);
  return { zh: fill(says.zh, 'zh'), en: fill(says.en, 'en') };
}

function textOf(feature: About | undefined, value: number | undefined): Bilingual {
  if (feature === undefined || value === undefined || Number.isNaN(value)) return { zh: '—', en: '—' };
  return formatValue(feature, value, yuanUnit);
}
