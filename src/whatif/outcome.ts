/**
 * What a law leaves households with, measured before against after: caseload, cost, who gains and loses, poverty.
 */
import { measurePoverty, type PovertyMeasures } from '../../eval/measure-poverty.ts';
import { groupChanges, type GroupChange } from './groups.ts';

/** Before the scenario and after it. */
export interface BothSides<T> {
  readonly before: T;
  readonly after: T;
}

/** The comparison under one view of take-up. */
export interface Outcome {
  /** Households that get something, paid every month or year. */
  readonly reach: BothSides<number>;
  /** Fen a month. */
  readonly cost: BothSides<number>;
  /** Of persons, each with the household's resources a head. */
  readonly poverty: BothSides<PovertyMeasures>;
  /** Tenths of the persons by recorded income a head, the poorest first. */
  readonly deciles: readonly GroupChange[];
  /** Townships by code. */
  readonly areas: readonly GroupChange[];
}

/** What households of a side have, fen a month. */
export interface Resources {
  readonly income: Float64Array;
  readonly benefits: Float64Array;
}

/** Whom the households are, in groups. */
export interface Grouping {
  readonly sizes: Float64Array;
  readonly deciles: readonly string[];
  readonly areas: readonly string[];
  /** Poverty line a head, fen a month. */
  readonly line: number;
}

/** Measures one view. */
export function outcomeOf({ before, after }: BothSides<Resources>, grouping: Grouping): Outcome {
  const [had, has] = [totalOf(before), totalOf(after)];
  const change = new Float64Array(had.length);
  for (let h = 0; h < change.length; h++) change[h] = has[h]! - had[h]!;
  const { sizes, line, deciles, areas } = grouping;
  return {
    reach: { before: reached(before.benefits), after: reached(after.benefits) },
    cost: { before: sumOf(before.benefits), after: sumOf(after.benefits) },
    poverty: { before: povertyOf(had, sizes, line), after: povertyOf(has, sizes, line) },
    deciles: groupChanges(deciles, change),
    areas: groupChanges(areas, change),
  };
}

/** Sum of a column, in the order of households. */
export function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let h = 0; h < values.length; h++) sum += values[h]!;
  return sum;
}

function totalOf({ income, benefits }: Resources): Float64Array {
  const total = new Float64Array(income.length);
  for (let h = 0; h < total.length; h++) total[h] = income[h]! + benefits[h]!;
  return total;
}

function povertyOf(total: Float64Array, sizes: Float64Array, line: number): PovertyMeasures {
  const perHead = new Float64Array(total.length);
  for (let h = 0; h < perHead.length; h++) perHead[h] = total[h]! / sizes[h]!;
  return measurePoverty(perHead, sizes, { kind: 'amount', amount: line });
}

function reached(benefits: Float64Array): number {
  let count = 0;
  for (let h = 0; h < benefits.length; h++) if (benefits[h]! > 0) count++;
  return count;
}
