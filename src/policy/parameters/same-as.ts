/**
 * Checks values that are "the same as" another parameter, before anybody asks for them.
 */
import type { ParameterCatalogue } from './catalogue.ts';
import { snapshotOf } from './snapshot.ts';

/**
 * Looks every such value up where and when it begins.
 *
 * @throws JZ_POLICY_UNIT, JZ_POLICY_CIRCULAR, JZ_POLICY_NOT_YET, JZ_POLICY_PARAMETER naming file and line
 */
export function checkSameAs(catalogue: ParameterCatalogue): void {
  for (const parameter of catalogue.parameters.values()) {
    for (const entry of [...parameter.byRegion.values()].flat()) {
      if (typeof entry.value === 'number') continue;
      snapshotOf(catalogue, entry.region, entry.from).resolve(parameter.id);
    }
  }
}
