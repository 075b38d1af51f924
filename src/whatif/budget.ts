/**
 * A household's month as one earner's wage rises: what is left after assistance falls away, and where it drops.
 */
import {
  compileItems,
  factById,
  populationOf,
  type FactColumn,
  type Policy,
  type Snapshot,
  type HouseholdFacts,
} from '../policy/index.ts';
import { monthlyBenefits } from './money.ts';

/** The curve: points side by side. */
export interface BudgetCurve {
  /** Wage of the first person, fen a month. */
  readonly wage: Float64Array;
  /** Wage and assistance in money, fen a month. */
  readonly net: Float64Array;
  readonly cliffs: readonly Cliff[];
}

/** A place where earning more leaves less. */
export interface Cliff {
  /** Wage before the drop, fen a month. */
  readonly wage: number;
  /** By how much the month falls, fen. */
  readonly depth: number;
}

const STEP_FEN = 2000;

/**
 * Walks the first person's wage from nothing to `upTo` fen a month in steps of 20 yuan, all points in one run.
 *
 * @param household of which the first person works; its wage is replaced
 */
export function budgetCurve(
  policy: Policy,
  law: Snapshot,
  household: HouseholdFacts,
  upTo: number,
): BudgetCurve {
  const points = Math.floor(upTo / STEP_FEN) + 1;
  const population = populationOf(Array.from({ length: points }, () => household));
  const wages = wageColumn(population.columns.get('person.wage'), population.personStart);
  const answers = compileItems(policy).run(law, {
    ...population,
    columns: new Map([...population.columns, [factById('person.wage')!.id, wages]]),
  });
  const benefits = monthlyBenefits(policy, answers, points);
  const wage = Float64Array.from({ length: points }, (_, i) => i * STEP_FEN);
  const net = benefits.map((value, i) => value + wage[i]!);
  return { wage, net, cliffs: cliffsOf(wage, net) };
}

function wageColumn(written: FactColumn | undefined, personStart: Uint32Array): Float64Array {
  const wages = Float64Array.from(written ?? []);
  for (let i = 0; i + 1 < personStart.length; i++) wages[personStart[i]!] = i * STEP_FEN * 12;
  return wages;
}

function cliffsOf(wage: Float64Array, net: Float64Array): Cliff[] {
  const cliffs: Cliff[] = [];
  for (let i = 1; i < net.length; i++) {
    const depth = net[i - 1]! - net[i]!;
    if (depth > 0) cliffs.push({ wage: wage[i - 1]!, depth });
  }
  return cliffs;
}
