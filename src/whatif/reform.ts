/**
 * A reform in the law's own units.
 */
import { parseValue, type Overrides, type Policy } from '../policy/index.ts';
import { invalid, type Scenario } from './scenario.ts';

/**
 * The scenario's values as the rules read them.
 *
 * @throws JZ_SCENARIO_INVALID for an unknown parameter, with the nearest names; JZ_POLICY_UNIT for a value that does not fit
 */
export function overridesOf(policy: Policy, scenario: Scenario, file: string): Overrides {
  const overrides: Record<string, number> = {};
  for (const [id, written] of Object.entries(scenario.reform)) {
    const parameter = policy.catalogue.parameters.get(id);
    if (!parameter) {
      const [programme] = id.split('.');
      const alike = [...policy.catalogue.parameters.keys()].filter((name) =>
        name.startsWith(`${programme}.`),
      );
      throw invalid(
        file,
        `reform.${id}`,
        `no parameter ${id}; known: ${alike.slice(0, 12).join(', ') || '-'}`,
      );
    }
    const value = parseValue(written, { id, unit: parameter.unit }, { file, line: 0 });
    if (typeof value === 'number') overrides[id] = value;
  }
  return overrides;
}
