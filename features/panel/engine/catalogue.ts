/**
 * The catalogue as data and as the reference page.
 */
import type { Bilingual } from '../../declaration.ts';
import type { Declaration, MeasuredFeature } from './declaration.ts';
import { featuresOf } from '../../expression.ts';

/** One feature as the catalogue lists it. */
export interface CatalogueEntry {
  readonly name: string;
  readonly title: Bilingual;
  readonly unit: string;
  readonly direction: string;
  readonly role: string;
  /** Table and code it is read from; `null` for a derived feature. */
  readonly source: string | null;
  readonly aggregate: string | null;
  readonly context: string | null;
  readonly windowMonths: number | null;
  readonly endsMonthsBefore: number | null;
  /** Months of the window, and how many before the as-of date it ends. */
  readonly window: string;
  readonly knowledgeDate: string | null;
  /** Features a derived one is computed from. */
  readonly from: readonly string[];
  readonly reason: Bilingual;
  readonly missing: Bilingual;
  readonly department: Bilingual;
  readonly sensitivity: string;
  readonly legalBasis: Bilingual;
}

/** Lists every declaration. */
export function catalogueEntries(declarations: readonly Declaration[]): CatalogueEntry[] {
  return declarations.map((declaration) => {
    const { name, title, unit, direction, role, reason, missing } = declaration;
    const { department, sensitivity, legalBasis } = declaration;
    const about = { name, title, unit, direction, role, reason, missing };
    const origin = originOf(declaration);
    return { ...about, ...origin, window: windowText(origin), department, sensitivity, legalBasis };
  });
}

/** The reference page (docs/reference/features.md). */
export function catalogueMarkdown(declarations: readonly Declaration[]): string {
  const entries = catalogueEntries(declarations);
  const shown = entries.filter((entry) => entry.role === 'feature');
  const helpers = entries.filter((entry) => entry.role === 'helper');
  return `${[intro(declarations, shown.length), table(shown), helpersIntro, table(helpers)].join('\n\n')}\n`;
}

const helpersIntro = '## Helpers\n\nComputed for other features; not columns of the matrix.';

function intro(declarations: readonly Declaration[], count: number): string {
  const { department, legalBasis } = declarations[0]!;
  return `# Features of the household panel (特征目录)

Generated from the declarations by \`jiuzhu features catalogue --markdown\`; a test checks that it is current.

${count} features of one household as of one date.
A value uses only rows with \`recorded_at\` and \`occurred_on\` on or before the as-of date; of a corrected fact, the latest version known then.
A window \`24 (−3)\` is the 24 months that end 3 months before the as-of date; its start day is outside, its end day inside.
Quarterly medians and ranks are over all households of that quarter, unweighted, as known on the as-of date; poor = under 60 % of that median.
Units: \`fen\` minor currency units, \`ratio\` and \`share\` 1 = 100 %, \`flag\` 0 or 1, \`code\` a code table.
Direction: \`rises\` = risk may only rise with the value, \`falls\` = only fall, \`either\`.

Source: ${department.en} (${department.zh}).
Legal basis: ${legalBasis.en} (${legalBasis.zh}).`;
}

function table(entries: readonly CatalogueEntry[]): string {
  const head =
    '| feature | 名称 | title | unit | direction | from | aggregate | window (months) | missing means | sensitivity |';
  const rows = entries.map((entry) =>
    [
      `\`${entry.name}\``,
      entry.title.zh,
      entry.title.en,
      entry.unit,
      entry.direction,
      entry.source ?? entry.from.map((name) => `\`${name}\``).join(', '),
      aggregateText(entry),
      entry.window,
      `${entry.missing.zh} / ${entry.missing.en}`,
      entry.sensitivity,
    ].join(' | '),
  );
  return [head, '|---|---|---|---|---|---|---|---|---|---|', ...rows.map((row) => `| ${row} |`)].join('\n');
}

function originOf(
  declaration: Declaration,
): Pick<
  CatalogueEntry,
  'source' | 'aggregate' | 'context' | 'windowMonths' | 'endsMonthsBefore' | 'knowledgeDate' | 'from'
> {
  if (declaration.kind === 'measured') {
    const { aggregate, context, windowMonths, endsMonthsBefore, knowledgeDate } = declaration;
    const source = sourceText(declaration);
    return { source, aggregate, context, windowMonths, endsMonthsBefore, knowledgeDate, from: [] };
  }
  const from = [...new Set(featuresOf(declaration.expression))];
  const none = { source: null, aggregate: null, context: null, knowledgeDate: null };
  return { ...none, windowMonths: null, endsMonthsBefore: null, from };
}

function sourceText({ source, filter, value }: MeasuredFeature): string {
  return filter ? `${source}[${filter.equals}].${value.column}` : `${source}.${value.column}`;
}

function aggregateText({ aggregate, context }: CatalogueEntry): string {
  if (aggregate === null) return '';
  return context === 'none' ? aggregate : `${aggregate} of ${context}`;
}

function windowText({
  windowMonths,
  endsMonthsBefore,
}: Pick<CatalogueEntry, 'windowMonths' | 'endsMonthsBefore'>): string {
  if (windowMonths === null) return '';
  return endsMonthsBefore ? `${windowMonths} (−${endsMonthsBefore})` : String(windowMonths);
}
