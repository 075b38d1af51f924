/**
 * A household's month as one earner's wage rises: what is left after assistance falls away, and where it drops.
 */
import {
  compileItems,
  factById,
  populationOf,
  type ItemAnswers,
  type ItemProgram,
  type Policy,
  type Snapshot,
  type HouseholdFacts,
  type Population,
} from '../policy/index.ts';
import { incomeFacts, monthlyBenefits, monthlyColumn, payingItems } from './money.ts';

/** The curve: points side by side. */
export interface BudgetCurve {
  /** Wage of the earner, fen a month. */
  readonly wage: Float64Array;
  /** All income and assistance in money, fen a month. */
  readonly net: Float64Array;
  readonly cliffs: readonly Cliff[];
}

/** A place where earning more leaves less. */
export interface Cliff {
  /** Wage before the drop, fen a month. */
  readonly wage: number;
  /** By how much the month falls, fen. */
  readonly depth: number;
  /** Items that end there. */
  readonly lost: readonly string[];
  /** Items that pay less from there on, the deepest first: what makes the drop. */
  readonly cut: readonly { readonly item: string; readonly fen: number }[];
}

const STEP_FEN = 2000;
/** A smaller drop is a fraction of a fen that came of dividing a year by twelve. */
const ONE_FEN = 1;
const MONTHS = 12;

/**
 * Walks one person's wage from nothing to `upTo` fen a month in steps of 20 yuan, all points in one run.
 *
 * @param household whose other income stays
 * @param earner index of the person whose wage is replaced; default the first
 */
export function budgetCurve(
  policy: Policy,
  law: Snapshot,
  household: HouseholdFacts,
  upTo: number,
  earner = 0,
): BudgetCurve {
  const points = Math.floor(upTo / STEP_FEN) + 1;
  const population = populationOf(Array.from({ length: points }, () => household));
  const wages = wageColumn(population, earner);
  const answers = programOf(policy).run(law, {
    ...population,
    columns: new Map([...population.columns, [factById('person.wage')!.id, wages]]),
  });
  const benefits = monthlyBenefits(policy, answers, points);
  const wage = Float64Array.from({ length: points }, (_, i) => i * STEP_FEN);
  const others = othersIncome(household, earner);
  const net = benefits.map((value, i) => value + wage[i]! + others);
  return { wage, net, cliffs: cliffsOf(policy, { wage, net }, answers) };
}

/** Rules are compiled once: a curve is a few hundred households, compiling takes longer than walking it. */
const programs = new WeakMap<Policy, ItemProgram>();

function programOf(policy: Policy): ItemProgram {
  const known = programs.get(policy) ?? compileItems(policy);
  programs.set(policy, known);
  return known;
}

function wageColumn({ columns, personStart }: Population, earner: number): Float64Array {
  const wages = Float64Array.from(columns.get('person.wage') ?? []);
  for (let i = 0; i + 1 < personStart.length; i++) wages[personStart[i]! + earner] = i * STEP_FEN * MONTHS;
  return wages;
}

/** Income of the household beside the earner's wage, fen a month. */
function othersIncome({ persons }: HouseholdFacts, earner: number): number {
  let sum = 0;
  for (const [i, person] of persons.entries())
    for (const fact of incomeFacts) if (i !== earner || fact !== 'person.wage') sum += person.get(fact) ?? 0;
  return sum / MONTHS;
}

function cliffsOf(policy: Policy, { wage, net }: Omit<BudgetCurve, 'cliffs'>, answers: ItemAnswers): Cliff[] {
  const paid = payingItems(policy).map((item) => ({
    item: item.id,
    monthly: monthlyColumn(item, answers, net.length),
  }));
  const cliffs: Cliff[] = [];
  for (let i = 1; i < net.length; i++) {
    const depth = net[i - 1]! - net[i]!;
    if (depth < ONE_FEN) continue;
    const lost = [...answers.values()]
      .filter(({ kept }) => kept[i - 1] === 1 && kept[i] !== 1)
      .map(({ item }) => item.id);
    const cut = paid
      .map(({ item, monthly }) => ({ item, fen: monthly[i - 1]! - monthly[i]! }))
      .filter(({ fen }) => fen >= ONE_FEN)
      .sort((a, b) => b.fen - a.fen);
    cliffs.push({ wage: wage[i - 1]!, depth, lost, cut });
  }
  return cliffs;
}
