import type { Words } from '../../io/page/text.ts';
import type { BudgetCurve } from '../budget.ts';
import type { Comparison } from '../compare.ts';
import type { Scenario } from '../scenario.ts';
import type { StandardFamily } from '../standard-families.ts';

/** What the page shows. */
export interface WhatifReport {
  readonly scenario: Scenario;
  readonly comparison: Comparison;
  /** Whose budget is drawn. */
  readonly family: StandardFamily;
  readonly curves: { readonly before: BudgetCurve; readonly after: BudgetCurve };
  /** Parameters the scenario sets to what the law says already. */
  readonly unchanged: readonly Words[];
  /** As-of date, region, generation, hashes: what the figures stand on. */
  readonly origin: Readonly<Record<string, string>>;
}
