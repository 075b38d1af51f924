/**
 * What if: a household with some facts otherwise, or under another law.
 */
import type { IsoDate } from '../../core/dates.ts';
import { JzError } from '../../core/errors/index.ts';
import { codeLists, snapshotOf, type HouseholdFacts, type Policy } from '../../policy/index.ts';
import { overridesOf } from '../reform.ts';
import { curveEnd } from '../run.ts';
import { changed, changeOf, type FactChange, type WrittenChange } from './change.ts';
import { compareHousehold, withinLimits, type HouseholdComparison } from './compare.ts';

/** What is supposed. */
export interface Supposition {
  readonly set: readonly WrittenChange[];
  /** Parameters as a scenario writes them: the law after. */
  readonly reform: Readonly<Record<string, number | boolean>>;
  /** Whose wage the curve walks, 1 the head. */
  readonly earner: number;
}

/** A member, in the order members are numbered. */
export interface SupposedMember {
  readonly age: number | null;
  readonly relation: string | null;
}

/** The household before and after. */
export interface Supposed {
  readonly members: readonly SupposedMember[];
  readonly changes: readonly FactChange[];
  readonly comparison: HouseholdComparison;
}

/** Whose law holds. */
export interface LawPlace {
  readonly policy: Policy;
  /** GB/T 2260 code. */
  readonly region: string;
  readonly asOf: IsoDate;
}

/**
 * Supposes; the household itself is untouched.
 *
 * @throws JZ_WHATIF_CHANGE, JZ_SCENARIO_INVALID, JZ_POLICY_*
 */
export function supposeFacts(
  { policy, region, asOf }: LawPlace,
  household: HouseholdFacts,
  { set, reform, earner }: Supposition,
): Supposed {
  const before = withinLimits(household);
  const { persons } = before;
  if (!persons[earner - 1])
    throw new JzError('JZ_WHATIF_CHANGE', {
      pointer: '/earner',
      change: `earner ${earner}`,
      problem: `成员编号为 1 至 ${persons.length} / members are 1 to ${persons.length}`,
    });
  const changes = set.map((one, i) => placed(`/set/${i}`, () => changeOf(one, persons.length)));
  const laws = {
    before: snapshotOf(policy.catalogue, region, asOf),
    after: snapshotOf(policy.catalogue, region, asOf, overridesOf(policy, { reform }, 'reform')),
  };
  const curve = { earner: earner - 1, upTo: curveEnd(before, laws.before) };
  return {
    changes,
    members: persons.map((person) => ({
      age: person.get('person.age') ?? null,
      relation: codeLists.relation[person.get('person.relation') ?? -1] ?? null,
    })),
    comparison: compareHousehold(policy, laws, { before, after: changed(before, changes) }, curve),
  };
}

/** A refused change is told with its place in the list. */
function placed<T>(pointer: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof JzError)) throw error;
    throw new JzError(error.code, { ...error.details, pointer }, { cause: error });
  }
}
