import { beforeAll, describe, expect, it } from 'vitest';
import { evaluation, facts, HOUSEHOLD, type FactId, type HouseholdFacts } from '../../policy/index.ts';
import { openCounty, type CountyPlan } from '../world/county-plan.ts';
import { newRecorder } from '../world/recorder.ts';
import { beginFamily, stepMonth } from '../world/simulate-chunk.ts';
import type { Turn } from '../world/turn.ts';
import { decide } from './decide.ts';
import { addFacts, newBatch, type FactBatch } from './fact-columns.ts';
import { officeOf } from './office.ts';
import { ask } from './programme.ts';

let plan: CountyPlan;

beforeAll(async () => {
  plan = await openCounty({
    households: 150,
    months: 6,
    seed: 5,
    start: '2024-01',
    region: '330199',
    chunkSize: 150,
  });
});

/** The batch's household as the one-household evaluator wants it. */
function asFacts(batch: FactBatch, household: number): HouseholdFacts {
  const first = batch.personStart[household]!;
  const count = batch.personStart[household + 1]! - first;
  const rowAt = (level: 'person' | 'household', i: number): Map<FactId, number | null> =>
    new Map(
      facts
        .filter((fact) => fact.level === level)
        .map((fact) => [fact.id, batch.map.get(fact.id)?.[i] ?? fact.absent]),
    );
  return {
    id: String(household),
    household: rowAt('household', household),
    persons: Array.from({ length: count }, (_, k) => rowAt('person', first + k)),
    names: Array.from({ length: count }, (_, k) => String(k)),
  };
}

function livedTurns(): Turn[] {
  const rec = newRecorder();
  const office = officeOf(plan);
  const living = Array.from({ length: 150 }, (_, i) => beginFamily(plan, rec, plan.calendar[0]!, i));
  for (const now of plan.calendar) {
    rec.isOn = now.month >= 0;
    stepMonth({ plan, rec, office, now }, living);
  }
  const now = plan.calendar.at(-1)!;
  return living.map(({ family, rng }) => ({
    family,
    now,
    rng,
    rec,
    p: plan.parameters,
    villages: plan.villages,
  }));
}

/** The turn of an office in which such a share of reviews looks at means anew. */
function reviewing(turn: Turn, reviewFinds: number): Turn {
  return { ...turn, p: { ...turn.p, aid: { ...turn.p.aid, reviewFinds } } };
}

describe('the office', () => {
  it('grants what the evaluator says of the same facts, to the fen', () => {
    let granted = 0;
    for (const turn of livedTurns()) {
      const home = turn.family.homes[0]!;
      if (home.members.length === 0 || home.size === 0) continue;
      // Poor on the papers: so that there is something to grant.
      home.assetsFen = 0;
      home.cars = 0;
      home.homes = Math.min(1, home.homes);
      home.shops = 0;
      home.capitalFen = 0;
      home.visibleIncome = 0;
      for (const person of home.people) person.money.fill(0);
      const batch = newBatch();
      addFacts(batch, turn, home);
      const answers = ask(officeOf(plan).programmes, turn.now.snapshot, batch);
      home.status = 1;
      home.reviewMonth = turn.now.month;
      decide({ turn: reviewing(turn, 1), home, answers, household: 0, firstPerson: 0 });

      const one = evaluation(plan.policy, asFacts(batch, 0), turn.now.snapshot);
      const money = (rule: string): number => one.rule(rule, HOUSEHOLD) ?? 0;
      if (home.status !== 1) continue;
      granted++;
      expect(home.dibaoFen).toBe(money('dibao.payable') + money('dibao_category.household_payable'));
    }
    expect(granted).toBeGreaterThan(30);
  });

  it('renews what is held, to the fen, where a review does not look anew', () => {
    const turn = livedTurns().find(({ family }) => family.homes[0]!.size > 0)!;
    const home = turn.family.homes[0]!;
    const batch = newBatch();
    addFacts(batch, turn, home);
    const answers = ask(officeOf(plan).programmes, turn.now.snapshot, batch);
    Object.assign(home, { status: 1, dibaoFen: 12_345, reviewMonth: turn.now.month, asked: -1 });

    decide({ turn: reviewing(turn, 0), home, answers, household: 0, firstPerson: 0 });

    expect(home).toMatchObject({ status: 1, dibaoFen: 12_345 });
    expect(home.reviewMonth).toBeGreaterThan(turn.now.month);
  });
});
