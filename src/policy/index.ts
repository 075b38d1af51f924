/**
 * Policy as data: eligibility and amounts, dated, cited, traced, for one household or a million.
 */
export { loadPolicy, policyDataFolder, type Policy, type PolicySource } from './engine/policy.ts';
export { snapshotOf, type Overrides, type Snapshot } from './parameters/snapshot.ts';
export { parseValue } from './parameters/value.ts';
export type { DatedEntry, Parameter } from './parameters/catalogue.ts';
export { regionChain } from './parameters/region.ts';
export { householdFacts } from './facts/flatten.ts';
export { householdSchema, type WrittenHousehold, type WrittenPerson } from './facts/written.ts';
export { facts, factById, type Fact, type FactId, type Level } from './facts/catalogue.ts';
export { codeLists, codeOf, type CodeList } from './facts/codes.ts';
export type { HouseholdFacts } from './facts/row.ts';
export {
  checkMemberships,
  columnFor,
  populationOf,
  UNKNOWN_BYTE,
  type FactColumn,
  UNKNOWN_INT,
  type ColumnForm,
  type Population,
} from './facts/population.ts';
export { startArena, type Arena } from './facts/arena.ts';
export { columnIn, packPopulation, type PackedPopulation } from './facts/pack.ts';
export { evaluation, HOUSEHOLD, type Evaluation, type Value } from './engine/evaluate.ts';
export { explain, type ClauseResult, type Explanation, type ItemResult } from './explain/explain.ts';
export { compileColumns, type ColumnProgram, type RuleColumn, type RuleColumns } from './columnar/run.ts';
export { startPolicyPool, type PolicyPool } from './columnar/pool/pool.ts';
export { compileItems, type ItemAnswers, type ItemColumns, type ItemProgram } from './columnar/items.ts';
export { diffParameters, type LawState, type ParameterChange } from './diff/diff.ts';
export { runCases, type CaseResult } from './check-cases/run.ts';
export { deadlines, type Deadline } from './procedures/deadlines.ts';
export { reportText } from './output/report.ts';
export { parametersOf } from './output/reference.ts';
export { explanationJson } from './output/json.ts';
export { formatValue, isMoney, RATIO_SCALE, units, type Unit } from './units.ts';
export type { Item, ItemKind } from './rules/rule.ts';
