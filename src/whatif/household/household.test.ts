import { beforeAll, describe, expect, it } from 'vitest';
import { isoDate } from '../../core/dates.ts';
import { loadPolicy, snapshotOf, type Policy, type Snapshot } from '../../policy/index.ts';
import { factsOfFamily, standardFamilies } from '../standard-families.ts';
import { changed, readChange } from './change.ts';
import { compareHousehold, withinLimits } from './compare.ts';

const AS_OF = isoDate('2024-12-31');
const family = withinLimits(factsOfFamily(standardFamilies[0], AS_OF));
let policy: Policy;
let law: Snapshot;
beforeAll(async () => {
  policy = await loadPolicy();
  law = snapshotOf(policy.catalogue, '330100', AS_OF);
});

const compared = (texts: readonly string[], earner = 0) => {
  const after = changed(
    family,
    texts.map((text) => readChange(text, family.persons.length)),
  );
  return compareHousehold(
    policy,
    { before: law, after: law },
    { before: family, after },
    { earner, upTo: 1_200_000 },
  );
};

describe('a household whose facts change', () => {
  it('loses what a wage over the line takes away, and its month adds up', () => {
    const { before, after, lost } = compared(['person.wage=96000']);

    expect(before.incomeFen).toBe(0);
    expect(after.incomeFen).toBe(800_000);
    expect(lost).toContain('dibao');
    for (const { incomeFen, benefitsFen, netFen } of [before, after])
      expect(netFen).toBe(incomeFen + benefitsFen);
    expect(before.benefitsFen).toBeGreaterThanOrEqual(3 * law.value('dibao.standard_urban'));
  });

  it('changes the member named, and leaves the household it came from as it was', () => {
    const wageOf = (person: number) => family.persons[person]?.get('person.wage');
    const before = wageOf(1);
    const after = changed(family, [readChange('person.wage@2=12000', 3)]);

    expect(after.persons[1]?.get('person.wage')).toBe(1_200_000);
    expect([after.persons[0]?.get('person.wage'), wageOf(1)]).toEqual([wageOf(0), before]);
  });

  it('has the same curve whoever earns, where the law does not ask who', () => {
    const one = compared([], 0).before.curve;
    const two = compared([], 1).before.curve;

    expect(two.net).toEqual(one.net);
  });

  it('tells of each cliff what ends there, and its depth is the drop of the curve', () => {
    const { wage, net, cliffs } = compared([]).before.curve;

    expect(cliffs.length).toBeGreaterThan(0);
    for (const cliff of cliffs) {
      const at = wage.indexOf(cliff.wage);
      expect(cliff.depth).toBeCloseTo(net[at]! - net[at + 1]!, 9);
    }
    expect(cliffs.some(({ lost }) => lost.includes('dibao'))).toBe(true);
  });

  it('nothing changed, gains and loses nothing', () => {
    const { before, after, gained, lost } = compared([]);

    expect(after).toEqual(before);
    expect([gained, lost]).toEqual([[], []]);
  });
});

describe('a change', () => {
  const refusals: [string, string][] = [
    ['person.salary=1', 'no fact'],
    ['person.wage', 'no fact'],
    ['person.wage@4=1', 'members are 1 to 3'],
    ['person.wage@0=1', 'members are 1 to 3'],
    ['person.wage=much', 'a number expected'],
    ['person.wage=-5', 'a number expected'],
    ['person.work=lazy', 'unemployed'],
    ['household.rural=1', 'yes, no or unknown'],
  ];
  it.each(refusals)('"%s" is refused: %s', (text, problem) => {
    expect(() => readChange(text, 3)).toThrow(problem);
    expect(() => readChange(text, 3)).toThrow(expect.objectContaining({ code: 'JZ_WHATIF_CHANGE' }));
  });

  it('may make a fact unknown', () => {
    expect(readChange('household.financial_assets=unknown', 3)).toMatchObject({ person: null, value: null });
  });
});
