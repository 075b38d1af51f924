import type { ParameterCatalogue } from '../parameters/catalogue.ts';
import type { Rule } from '../rules/rule.ts';

/** Rules and the parameters they speak of. */
export interface RuleBook {
  readonly rules: ReadonlyMap<string, Rule>;
  readonly catalogue: ParameterCatalogue;
}
