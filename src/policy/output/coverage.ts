/**
 * The coverage table: programmes, what carries them, how well they are tried, what was left out.
 */
import { JzError } from '../../core/errors/index.ts';
import type { Coverage } from '../engine/coverage.ts';
import type { Policy } from '../engine/policy.ts';
import type { Item } from '../rules/rule.ts';

/** What a case looks at. */
export interface CoveredCase {
  readonly file: string;
  readonly items: readonly string[];
}

/**
 * Rows of the table: programme, items, conditions, rules, cases, parameters not verified, what is left out.
 *
 * @throws JZ_POLICY_RULE for an item or rule that does not exist, and for an item of no programme
 */
export function coverageRows(
  policy: Policy,
  coverage: Coverage,
  cases: readonly CoveredCase[],
  unverified: (item: Item) => readonly string[],
): readonly (readonly string[])[] {
  checkCoverage(policy, coverage);
  return coverage.programmes.map(({ title, items, rules, open, case_files: files }) => {
    const own = policy.items.filter((item) => items.includes(item.id));
    return [
      `${title.zh} / ${title.en}`,
      String(items.length),
      String(own.reduce((sum, item) => sum + item.clauses.length, 0)),
      String(rules.length),
      String(cases.filter((one) => isAbout(one, items, files)).length),
      String(new Set(own.flatMap(unverified)).size),
      open.length === 0 ? '—' : open.map(({ zh, en }) => `${zh} / ${en}`).join('；'),
    ];
  });
}

function isAbout(one: CoveredCase, items: readonly string[], files: readonly string[]): boolean {
  return (
    one.items.some((id) => items.includes(id)) || files.some((name) => one.file.endsWith(`/${name}.yaml`))
  );
}

function checkCoverage(policy: Policy, { programmes }: Coverage): void {
  const named = programmes.flatMap(({ items }) => items);
  const refuse = (rule: string, problem: string): JzError =>
    new JzError('JZ_POLICY_RULE', { rule, problem, file: 'coverage.yaml' });
  for (const { id } of policy.items)
    if (named.filter((name) => name === id).length !== 1)
      throw refuse(id, 'must be in exactly one programme');
  const known = (id: string): boolean => policy.items.some((item) => item.id === id);
  const item = named.find((id) => !known(id));
  if (item !== undefined) throw refuse(item, 'not an item');
  const rule = programmes.flatMap(({ rules }) => rules).find((id) => !policy.rules.has(id));
  if (rule !== undefined) throw refuse(rule, 'no such rule');
}
