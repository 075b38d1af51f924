/**
 * Refuses bad declarations before anything is read, naming the declaration, where it stands and what is wrong.
 */
import { JzError } from '../../src/core/errors/index.ts';
import { findCodeTable } from '../../src/ledger/codes/index.ts';
import { findTable, type LedgerTable } from '../../src/ledger/schema/index.ts';
import { checkAbout, checkOrder, featureProblem, unitError } from '../check-about.ts';
import { placed } from '../declared-at.ts';
import { featuresOf } from '../expression.ts';
import { unitOfExpression } from '../unit-of-expression.ts';
import type { FeatureUnit } from '../units.ts';
import type { Condition, EventFeature, LedgerFeature, Rows } from './declaration.ts';
import { unitOfEvent, unitOfShape } from './units.ts';

/** The longest window; it means "ever". */
export const MAX_MONTHS = 600;

/**
 * Checks declarations and gives them in an order in which each comes after those it reads.
 *
 * @throws JZ_FEATURE_INVALID, JZ_FEATURE_DUPLICATE, JZ_FEATURE_REFERENCE, JZ_FEATURE_CYCLE, JZ_FEATURE_UNIT,
 *   JZ_FEATURE_COLUMN, JZ_FEATURE_KNOWLEDGE_DATE
 */
export function checkFeatures(features: readonly LedgerFeature[]): LedgerFeature[] {
  const byName = new Map<string, LedgerFeature>();
  for (const feature of features) {
    placed(feature, () => {
      if (byName.has(feature.name)) throw new JzError('JZ_FEATURE_DUPLICATE', { feature: feature.name });
      checkAbout(feature);
      checkReading(feature);
    });
    byName.set(feature.name, feature);
  }
  const ordered = checkOrder(features, byName, referencesOf);
  for (const feature of ordered) placed(feature, () => checkUnit(feature, byName));
  return ordered;
}

/** Features a declaration reads. */
function referencesOf(feature: LedgerFeature): string[] {
  if (feature.kind === 'neighbourhood') return [feature.of];
  return feature.kind === 'derived' ? featuresOf(feature.expression) : [];
}

function checkReading(feature: LedgerFeature): void {
  if (feature.kind === 'event') {
    checkRows(feature.name, feature);
    checkMonths(feature.name, 'windowMonths', feature.windowMonths, 1);
    checkMonths(feature.name, 'endsMonthsBefore', feature.endsMonthsBefore, 0);
    checkEvent(feature);
  }
  if (feature.kind === 'monthly') {
    checkRows(feature.name, feature.series);
    checkMonths(feature.name, 'series.months', feature.series.months, 1);
    checkMonths(feature.name, 'series.endsMonthsBefore', feature.series.endsMonthsBefore, 0);
  }
}

function checkEvent(feature: EventFeature): void {
  const problem = featureProblem(feature.name);
  const { aggregate, endedBy, perPerson, home, value } = feature;
  if (endedBy && aggregate !== 'last') throw problem('endedBy', 'only a last value can be ended');
  if (perPerson && feature.who) throw problem('who', 'name the members under perPerson instead');
  if (perPerson && home === 'last')
    throw problem('home', 'members are those who live there now; rows of former members cannot be rolled up');
  if (!value && ['sum', 'max', 'min'].includes(aggregate))
    throw problem('value', `${aggregate} needs a column to read`);
  if (endedBy)
    for (const condition of endedBy) checkCondition(feature.name, tableOf(feature.name, feature), condition);
}

function checkRows(name: string, rows: Rows): void {
  const table = tableOf(name, rows);
  if (rows.knowledgeDate !== 'recorded_at')
    throw new JzError('JZ_FEATURE_KNOWLEDGE_DATE', {
      feature: name,
      table: table.name,
      column: rows.knowledgeDate,
      expected: 'recorded_at',
    });
  for (const condition of rows.where) checkCondition(name, table, condition);
  for (const column of rows.value?.columns ?? []) {
    const declared = columnOf(name, table, column);
    if (!['BIGINT', 'DOUBLE'].includes(declared.type))
      throw unitError(name, `column ${column} holds ${declared.type}, not numbers`);
    if ((declared.unit === 'fen') !== (rows.value?.unit === 'fen'))
      throw unitError(name, `column ${column} is in ${declared.unit}, not ${rows.value?.unit}`);
  }
}

function tableOf(name: string, rows: Rows): LedgerTable {
  const table = findTable(rows.source);
  if (!table) throw featureProblem(name)('source', `the ledger has no table ${rows.source}`);
  return table;
}

function columnOf(name: string, table: LedgerTable, column: string): LedgerTable['own'][number] {
  const declared = table.columns.find((one) => one.name === column);
  if (declared) return declared;
  const known = table.columns.map((one) => one.name).join(', ');
  throw new JzError('JZ_FEATURE_COLUMN', { feature: name, table: table.name, column, known });
}

/** A misspelt code would silently choose no row. */
function checkCondition(name: string, table: LedgerTable, condition: Condition): void {
  const declared = columnOf(name, table, condition.column);
  if (!('in' in condition) || declared.codes === undefined) return;
  const codes = findCodeTable(declared.codes);
  const unknown = condition.in.find((code) => !codes?.entries.has(code));
  if (unknown !== undefined)
    throw featureProblem(name)(
      'where',
      `${unknown} is no code of ${declared.codes} (${table.name}.${condition.column})`,
    );
}

function checkMonths(name: string, field: string, months: number, least: number): void {
  if (Number.isInteger(months) && months >= least && months <= MAX_MONTHS) return;
  throw featureProblem(name)(field, `${months} is not a whole number in ${least}..${MAX_MONTHS}`);
}

function checkUnit(feature: LedgerFeature, byName: ReadonlyMap<string, LedgerFeature>): void {
  const given = unitOf(feature, byName);
  if (given !== feature.unit) throw unitError(feature.name, `it gives ${given}, not ${feature.unit}`);
}

function unitOf(feature: LedgerFeature, byName: ReadonlyMap<string, LedgerFeature>): FeatureUnit {
  switch (feature.kind) {
    case 'event':
      return unitOfEvent(feature);
    case 'monthly':
      return unitOfShape(feature.shape);
    case 'members':
      return feature.statistic === 'count' ? 'members' : 'years';
    case 'neighbourhood':
      return meanUnit(byName.get(feature.of)!.unit);
    case 'derived': {
      const found = unitOfExpression(feature.expression, (name) => byName.get(name)!.unit);
      if ('problem' in found) throw unitError(feature.name, found.problem);
      return found.unit;
    }
  }
}

function meanUnit(unit: FeatureUnit): FeatureUnit {
  return unit === 'flag' ? 'share' : unit;
}
