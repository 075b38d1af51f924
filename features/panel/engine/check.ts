/**
 * Refuses bad declarations before anything is computed, naming the declaration and what is wrong with it.
 */
import { JzError } from '../../../src/core/errors/index.ts';
import { checkAbout, checkOrder, featureProblem, unitError } from '../../check-about.ts';
import type { DerivedFeature } from '../../declaration.ts';
import type { Declaration, MeasuredFeature } from './declaration.ts';
import { placed } from '../../declared-at.ts';
import { featuresOf } from '../../expression.ts';
import { findSource, sources, type Source } from './sources.ts';
import { unitOfExpression } from '../../unit-of-expression.ts';
import { unitOfAggregate } from '../../units.ts';

const MAX_MONTHS = 600;

/**
 * Checks declarations and gives them in an order in which each comes after those it reads.
 *
 * @throws JZ_FEATURE_INVALID, JZ_FEATURE_DUPLICATE, JZ_FEATURE_REFERENCE, JZ_FEATURE_CYCLE, JZ_FEATURE_UNIT,
 *   JZ_FEATURE_COLUMN, JZ_FEATURE_KNOWLEDGE_DATE
 */
export function checkDeclarations(declarations: readonly Declaration[]): Declaration[] {
  const byName = new Map<string, Declaration>();
  for (const declaration of declarations) {
    placed(declaration, () => {
      if (byName.has(declaration.name))
        throw new JzError('JZ_FEATURE_DUPLICATE', { feature: declaration.name });
      checkAbout(declaration);
      if (declaration.kind === 'measured') checkMeasured(declaration);
    });
    byName.set(declaration.name, declaration);
  }
  const ordered = checkOrder(declarations, byName, referencesOf);
  for (const declaration of ordered)
    placed(declaration, () => {
      if (declaration.kind === 'derived') checkUnits(declaration, byName);
    });
  return ordered;
}

function checkMeasured(declaration: MeasuredFeature): void {
  const source = findSource(declaration.source);
  if (!source) {
    const known = Object.keys(sources).join(', ');
    throw featureProblem(declaration.name)(
      'source',
      `no table ${declaration.source}; features read ${known}`,
    );
  }
  if (declaration.knowledgeDate !== source.recordedAt) {
    throw new JzError('JZ_FEATURE_KNOWLEDGE_DATE', {
      feature: declaration.name,
      table: source.table,
      column: declaration.knowledgeDate,
      expected: source.recordedAt,
    });
  }
  checkColumns(declaration, source);
  checkWindow(declaration);
  checkMeasuredUnit(declaration);
}

function checkColumns(declaration: MeasuredFeature, source: Source): void {
  const check = (column: string, allowed: readonly string[]): void => {
    if (allowed.includes(column)) return;
    const known = allowed.length > 0 ? allowed.join(', ') : '-';
    throw new JzError('JZ_FEATURE_COLUMN', {
      feature: declaration.name,
      table: source.table,
      column,
      known,
    });
  };
  check(declaration.value.column, source.valueColumns);
  if (declaration.filter) check(declaration.filter.column, source.filterColumns);
  if (!declaration.filter && source.filterColumns.length > 0) {
    throw featureProblem(declaration.name)(
      'filter',
      `table ${source.table} holds many kinds of rows: choose one`,
    );
  }
}

function checkWindow(declaration: MeasuredFeature): void {
  const { windowMonths, endsMonthsBefore } = declaration;
  if (!Number.isInteger(windowMonths) || windowMonths < 1 || windowMonths > MAX_MONTHS) {
    throw featureProblem(declaration.name)(
      'windowMonths',
      `${windowMonths} is not a whole number in 1..${MAX_MONTHS}`,
    );
  }
  if (!Number.isInteger(endsMonthsBefore) || endsMonthsBefore < 0 || endsMonthsBefore > MAX_MONTHS) {
    throw featureProblem(declaration.name)(
      'endsMonthsBefore',
      `${endsMonthsBefore} is not a whole number in 0..${MAX_MONTHS}: a window never ends after the as-of date`,
    );
  }
}

function checkMeasuredUnit(declaration: MeasuredFeature): void {
  const { name, value, context, aggregate, unit } = declaration;
  const seen = {
    none: value.unit,
    median_ratio: 'ratio',
    under_60_median: 'flag',
    percentile: 'share',
  } as const;
  const given = unitOfAggregate(aggregate, seen[context]);
  if (context !== 'none' && value.unit === 'code') throw unitError(name, 'a code cannot be compared');
  if (given === null) throw unitError(name, `${aggregate} of ${seen[context]} means nothing`);
  if (given !== unit) throw unitError(name, `${aggregate} of ${seen[context]} is ${given}, not ${unit}`);
}

function checkUnits(declaration: DerivedFeature, byName: ReadonlyMap<string, Declaration>): void {
  const unit = unitOfExpression(declaration.expression, (name) => byName.get(name)!.unit);
  if ('problem' in unit) throw unitError(declaration.name, unit.problem);
  if (unit.unit !== declaration.unit) {
    throw unitError(declaration.name, `the expression gives ${unit.unit}, not ${declaration.unit}`);
  }
}

function referencesOf(declaration: Declaration): string[] {
  return declaration.kind === 'derived' ? featuresOf(declaration.expression) : [];
}
