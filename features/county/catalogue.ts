/**
 * The county catalogue as data and as the reference page.
 */
import type { Bilingual } from '../declaration.ts';
import type { LedgerFeature, MemberFilter, Rows, Condition } from '../engine/declaration.ts';
import { featuresOf, parametersOf } from '../expression.ts';
import { countyFeatures } from './index.ts';

/** One feature as the catalogue lists it. */
export interface CountyEntry {
  readonly name: string;
  readonly title: Bilingual;
  readonly unit: string;
  readonly direction: string;
  readonly role: string;
  readonly kind: LedgerFeature['kind'];
  /** Table, conditions and columns it is read from; null for what is computed from others. */
  readonly rows: string | null;
  /** What becomes of the rows. */
  readonly computed: string;
  /** Months of the window, and how many before the as-of date it ends. */
  readonly window: string;
  readonly knowledgeDate: string | null;
  /** Features and parameters it is computed from. */
  readonly from: readonly string[];
  readonly missing: Bilingual;
  /** Sentence for caseworkers; `{value}` is the value in its unit. */
  readonly reason: Bilingual;
  readonly department: Bilingual;
  readonly sensitivity: string;
  readonly legalBasis: Bilingual;
}

/** Lists every feature. */
export function countyEntries(features: readonly LedgerFeature[] = countyFeatures): CountyEntry[] {
  return features.map((feature) => {
    const { name, title, unit, direction, role, kind, missing, reason } = feature;
    const { department, sensitivity, legalBasis } = feature;
    const about = { name, title, unit, direction, role, kind, missing, reason };
    return { ...about, department, sensitivity, legalBasis, ...readingOf(feature) };
  });
}

type Reading = Pick<CountyEntry, 'rows' | 'computed' | 'window' | 'knowledgeDate' | 'from'>;

function readingOf(feature: LedgerFeature): Reading {
  const none = { rows: null, window: '', knowledgeDate: null, from: [] };
  switch (feature.kind) {
    case 'event': {
      const { aggregate, windowMonths, endsMonthsBefore, perPerson, home, who, knowledgeDate } = feature;
      const each = perPerson ? `, then ${perPerson.rollUp} over members${ages(perPerson.members)}` : '';
      const whose = `${home === 'last' ? ', former members too' : ''}${ages(who)}`;
      const window = windowText(windowMonths, endsMonthsBefore);
      return {
        rows: rowsText(feature),
        computed: `${aggregate}${each}${whose}`,
        window,
        knowledgeDate,
        from: [],
      };
    }
    case 'monthly': {
      const { series, shape } = feature;
      const recent = 'recent' in shape ? ` (recent ${shape.recent})` : '';
      const { knowledgeDate } = series;
      const computed = `${shape.kind}${recent} of months`;
      return {
        rows: rowsText(series),
        computed,
        window: windowText(series.months, series.endsMonthsBefore),
        knowledgeDate,
        from: [],
      };
    }
    case 'members':
      return { ...none, rows: 'members', computed: `${feature.statistic}${ages(feature.members)}` };
    case 'neighbourhood':
      return {
        ...none,
        computed: `mean of others, region ${feature.regionDigits} digits`,
        from: [feature.of],
      };
    case 'derived': {
      const { expression } = feature;
      const from = [...new Set([...featuresOf(expression), ...parametersOf(expression)])];
      return { ...none, computed: expression.op, from };
    }
  }
}

function windowText(months: number, before: number): string {
  return before > 0 ? `${months} (−${before})` : String(months);
}

function ages(filter: MemberFilter | undefined): string {
  if (!filter) return '';
  const { fromAge, toAge, sex } = filter;
  const span = fromAge !== undefined || toAge !== undefined ? ` aged ${fromAge ?? 0}–${toAge ?? ''}` : '';
  return `${span}${sex === '2' ? ' women' : sex === '1' ? ' men' : ''}`;
}

function rowsText({ source, where, value }: Rows): string {
  const conditions = where.map(conditionText).join(', ');
  return `${source}${conditions === '' ? '' : `[${conditions}]`}${value ? `.${value.columns.join('+')}` : ''}`;
}

function conditionText(condition: Condition): string {
  if ('in' in condition) return `${condition.column}=${condition.in.join('/')}`;
  return 'atLeast' in condition
    ? `${condition.column}≥${condition.atLeast}`
    : `${condition.column}≤${condition.atMost}`;
}

/** The reference page (docs/reference/county-features.md). */
export function countyMarkdown(): string {
  const entries = countyEntries();
  const shown = entries.filter((entry) => entry.role === 'feature');
  const families = [...new Set(entries.map(familyOf))];
  const parts = families.map((family) => {
    const own = entries.filter((entry) => familyOf(entry) === family);
    return `## ${family}\n\n${own[0]!.department.zh} / ${own[0]!.department.en}. Legal basis: ${own[0]!.legalBasis.zh} / ${own[0]!.legalBasis.en}.\n\n${table(own)}`;
  });
  return `${[intro(shown.length), ...parts].join('\n\n')}\n`;
}

function familyOf({ name }: CountyEntry): string {
  return name.split('__')[0]!;
}

function intro(count: number): string {
  return `# Features of a department ledger (县级特征目录)

Made from the declarations in \`features/county/\` by \`npm run docs\`; do not edit.
The signals that read them are in [signals.md](signals.md).

${count} features of one household as of one date; helpers are computed for others and are no column of the matrix.
A row counts when \`occurred_on\` lies in the window and \`recorded_at\` is on or before the as-of date, and no later version of it was known by then.
A window \`12 (−3)\` is the 12 months that end 3 months before the as-of date; its start day is outside, its end day inside.
Rows of persons count for the household they live in on the as-of date; "former members too" also for the one they lived in last.
Amounts are fen. Sums are of whole numbers: the same bytes for any number of threads and any order of rows.
Direction: \`rises\` = risk may only rise with the value, \`falls\` = only fall, \`either\`.`;
}

function table(entries: readonly CountyEntry[]): string {
  const head =
    '| feature | 名称 | title | unit | direction | rows | computed | window (months) | missing means | sensitivity |';
  const rows = entries.map((entry) =>
    [
      `\`${entry.name}\`${entry.role === 'helper' ? ' (helper)' : ''}`,
      entry.title.zh,
      entry.title.en,
      entry.unit,
      entry.direction,
      entry.rows === null ? entry.from.map((name) => `\`${name}\``).join(', ') : `\`${entry.rows}\``,
      entry.computed,
      entry.window,
      `${entry.missing.zh} / ${entry.missing.en}`,
      entry.sensitivity,
    ].join(' | '),
  );
  return [head, '|---|---|---|---|---|---|---|---|---|---|', ...rows.map((row) => `| ${row} |`)].join('\n');
}
