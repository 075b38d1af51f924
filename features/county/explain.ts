/**
 * One value of one household, in words, with the rows that made it.
 */
import type { IsoDate } from '../../src/core/dates.ts';
import { JzError } from '../../src/core/errors/index.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import type { Bilingual } from '../declaration.ts';
import type { LedgerFeature } from '../engine/declaration.ts';
import { evidenceRows, type EvidenceRow } from '../engine/evidence.ts';
import { featuresOf } from '../expression.ts';
import { wordingOf, yuanUnit } from '../wording.ts';
import { buildCounty } from './build.ts';
import { countyFeatures } from './index.ts';

/** A value and what it stands on. */
export interface ExplainedValue {
  readonly household: string;
  readonly asOf: IsoDate;
  readonly feature: string;
  /** Null = missing. */
  readonly value: number | null;
  readonly text: Bilingual;
  /** Values of the features it is computed from. */
  readonly from: Readonly<Record<string, number | null>>;
  readonly rows: readonly EvidenceRow[];
}

/**
 * Explains a value.
 *
 * @throws JZ_FEATURE_REFERENCE for an unknown feature, JZ_HOUSEHOLD_UNKNOWN for a household without members then
 */
export async function explainValue(
  db: DuckDb,
  request: { household: string; feature: string; asOf: IsoDate; region?: string },
): Promise<ExplainedValue> {
  const { household, feature: name, asOf } = request;
  const byName = new Map(countyFeatures.map((feature) => [feature.name, feature]));
  const feature = byName.get(name);
  if (!feature) throw new JzError('JZ_FEATURE_REFERENCE', { feature: '--explain', reference: name });
  const needed = withReferences(feature, byName);
  const { region } = request;
  const days = buildCounty({
    db,
    asOf: [asOf],
    features: needed,
    ...(region === undefined ? {} : { region }),
  });
  for await (const day of days) {
    const row = day.households.indexOf(household);
    if (row < 0) break;
    const valueOf = (of: string): number | null => {
      const value = day.matrix.columns[day.matrix.names.indexOf(of)]![row]!;
      return Number.isNaN(value) ? null : value;
    };
    const value = valueOf(name);
    const from = needed.filter((one) => one !== feature).map((one) => [one.name, valueOf(one.name)] as const);
    const rows = await evidenceRows(db, feature, { household, asOf, featureNamed: (of) => byName.get(of) });
    const text = wordingOf(countyFeatures, yuanUnit).reasonText(name, value);
    return { household, asOf, feature: name, value, text, from: Object.fromEntries(from), rows };
  }
  throw new JzError('JZ_HOUSEHOLD_UNKNOWN', { household, asOf });
}

/** The feature and all it is computed from, in declared order. */
function withReferences(feature: LedgerFeature, byName: ReadonlyMap<string, LedgerFeature>): LedgerFeature[] {
  const found = new Set<LedgerFeature>();
  const visit = (one: LedgerFeature | undefined): void => {
    if (!one || found.has(one)) return;
    if (one.kind === 'derived') for (const name of featuresOf(one.expression)) visit(byName.get(name));
    if (one.kind === 'neighbourhood') visit(byName.get(one.of));
    found.add(one);
  };
  visit(feature);
  return [...found];
}
