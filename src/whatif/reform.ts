/**
 * A reform in the law's own units, and the law with conditions waived.
 */
import { itemRules } from '../policy/engine/resolve.ts';
import { yes } from '../policy/rules/build.ts';
import { JzError } from '../core/errors/index.ts';
import { isMoney, parseValue, type Overrides, type Policy } from '../policy/index.ts';
import { invalid, notAmong, type Scenario } from './scenario.ts';

/** Largest values taken, as written: every product stays exact. */
const MOST = { money: 50_000_000, ratio: 100, other: 100_000 };

/**
 * The scenario's values as the rules read them.
 *
 * @param file what is named when something is wrong
 * @throws JZ_SCENARIO_INVALID naming the place: an unknown parameter with the nearest names, a value that does not fit
 */
export function overridesOf(policy: Policy, { reform }: Pick<Scenario, 'reform'>, file: string): Overrides {
  const { parameters } = policy.catalogue;
  const overrides: Record<string, number> = {};
  for (const [id, written] of Object.entries(reform)) {
    const parameter = parameters.get(id);
    if (!parameter) throw invalid(file, ['reform', id], notAmong(id, [...parameters.keys()]));
    const { unit, writtenUnit } = parameter;
    const most = isMoney(unit) ? MOST.money : unit === 'ratio' ? MOST.ratio : MOST.other;
    const value = Number(written) > most ? null : valueOf(written, { id, unit });
    if (value === null)
      throw invalid(
        file,
        ['reform', id],
        `${written}（${parameter.title.zh}）应为 0 到 ${most} 的 ${writtenUnit} / ${writtenUnit} of 0 to ${most} expected`,
      );
    overrides[id] = value;
  }
  return overrides;
}

/** `null` when the value is not of the unit. */
function valueOf(written: number | boolean, parameter: Parameters<typeof parseValue>[1]): number | null {
  try {
    const value = parseValue(written, parameter, { file: '', line: 0 });
    return typeof value === 'number' ? value : null;
  } catch (error) {
    if (error instanceof JzError && error.code === 'JZ_POLICY_UNIT') return null;
    throw error;
  }
}

/** Name of an item's condition in a scenario. */
export function clauseName(item: { readonly id: string }, clause: { readonly id: string }): string {
  return `${item.id}.${clause.id}`;
}

/**
 * The policy with conditions taken as met.
 *
 * @throws JZ_SCENARIO_INVALID for one that is none, with the nearest names
 */
export function waived(policy: Policy, { waive }: Pick<Scenario, 'waive'>, file: string): Policy {
  if (waive.length === 0) return policy;
  const known = policy.items.flatMap((item) => item.clauses.map((clause) => clauseName(item, clause)));
  for (const [i, name] of waive.entries())
    if (!known.includes(name)) throw invalid(file, ['waive', i], notAmong(name, known));
  const items = policy.items.map((item) => ({
    ...item,
    clauses: item.clauses.map((clause) =>
      waive.includes(clauseName(item, clause)) ? { ...clause, expr: yes } : clause,
    ),
  }));
  const rules = itemRules(items, policy.graph).map((rule) => [rule.id, rule] as const);
  return { ...policy, items, rules: new Map([...policy.rules, ...rules]) };
}
