/**
 * What assistance fits one household: what the rules say against what is held, with conditions, law, papers and last days.
 */
import type { Policy, ItemResult, Explanation } from '../policy/index.ts';
import { HOUSEHOLD } from '../policy/index.ts';
import { amountUnit, type Law } from '../policy/rules/rule.ts';
import { populationAt } from '../population/population.ts';
import { matchInput } from '../recommend/all.ts';
import { findingWords, paidBy, type Finding, type Recommendation } from '../recommend/finding.ts';
import { holdingsAt, type Holding } from '../recommend/held.ts';
import { matchAll } from '../recommend/match.ts';
import { adviseHousehold } from '../recommend/one-household.ts';
import type { Bundle } from '../recommend/bundle.ts';
import { coded, type Words } from './coded.ts';
import type { County } from './county.ts';

/** An item by name. */
export interface NamedItem extends Words {
  readonly id: string;
}

/** Where the law says so. */
export interface LawReference extends Words {
  readonly article: string;
  /** Number of the document. */
  readonly number: string | null;
}

/** One condition of an item. */
export interface AdviceClause extends Words {
  readonly outcome: 'met' | 'missed' | 'unknown';
  readonly law: LawReference;
  readonly personId: string | null;
}

/** One recommendation. */
export interface AdviceLine extends Words {
  readonly rank: number;
  readonly finding: Finding;
  readonly findingTitle: Words;
  readonly item: NamedItem;
  readonly department: Words;
  readonly amountFen: number | null;
  readonly period: 'month' | 'year' | 'once' | null;
  /** An officer decides within the amount. */
  readonly isCeiling: boolean;
  readonly marginFen: number | null;
  readonly with: readonly NamedItem[];
  readonly bundle: string | null;
  readonly clauses: readonly AdviceClause[];
}

/** Items that go through one procedure together. */
export interface AdviceBundle extends Words {
  readonly procedure: string;
  readonly items: readonly NamedItem[];
  readonly departments: readonly Words[];
  readonly papers: readonly Words[];
  readonly deadlines: readonly (Words & {
    readonly limit: number;
    readonly unit: string;
    readonly from: string;
    readonly due: string;
  })[];
}

/** Everything that is recommended. */
export interface Advice {
  readonly held: readonly {
    readonly item: NamedItem;
    readonly amountFen: number | null;
    readonly since: string;
  }[];
  readonly lines: readonly AdviceLine[];
  readonly bundles: readonly AdviceBundle[];
  readonly asks: readonly (Words & { readonly fact: string; readonly personId: string | null })[];
}

const periods = { fen_month: 'month', fen_year: 'year', fen: 'once' } as const;

/**
 * Advises a household by the law of the county on the day.
 *
 * @throws JZ_FEATURES_NO_HOUSEHOLDS when nobody lives in it then; JZ_POLICY_*
 */
export function readAdvice(county: County, household: string): Promise<Advice> {
  const { asOf, policy, papers, region } = county;
  return county.alone(household, async (db) => {
    const people = await populationAt(db, asOf);
    const holdings = await holdingsAt(db, asOf);
    const held = holdings.get(household) ?? [];
    const input = await matchInput({ policy, people, region, holdings });
    const lines = [...matchAll(input)].filter((line) => line.household === household);
    const { explanation, bundles } = adviseHousehold(policy, people, {
      household,
      region,
      holdings: held,
      papers,
    });
    return {
      held: heldOf(policy, held),
      lines: lines.map((line) => lineOf(policy, line, explanation)),
      bundles: bundles.map((bundle) => bundleOf(policy, bundle)),
      asks: explanation.asks.map(({ fact, person }) => ({
        ...{ fact: fact.id, zh: fact.title.zh, en: fact.title.en },
        personId: personAt(explanation, person),
      })),
    };
  });
}

/** One entry an item: a status that is both approved and on the paying list is told once, with what it pays. */
function heldOf(policy: Policy, holdings: readonly Holding[]): Advice['held'] {
  const items = [...new Set(holdings.map(({ item }) => item))];
  return items.map((item) => {
    const own = holdings.filter((one) => one.item === item);
    const paid = Math.max(...own.map(({ amountFen }) => amountFen ?? 0));
    const since = own.map((one) => one.since).reduce((latest, day) => (day > latest ? day : latest));
    return { item: named(policy, item), amountFen: paid > 0 ? paid : null, since };
  });
}

function lineOf(policy: Policy, line: Recommendation, explanation: Explanation): AdviceLine {
  const { rank, finding, amountFen, marginFen, bundle, zh, en } = line;
  const item = policy.items.find(({ id }) => id === line.item);
  const unit = item ? amountUnit(paidBy(finding, item.kind)) : null;
  return {
    ...{ rank, finding, findingTitle: findingWords[finding], item: named(policy, line.item) },
    department: item?.department ?? { zh: '', en: '' },
    ...{ amountFen, period: unit && periods[unit], isCeiling: item?.isCeiling ?? false },
    ...{ marginFen, with: line.with.map((one) => named(policy, one)), bundle, zh, en },
    clauses: clausesOf(policy, line.item, explanation),
  };
}

/** Conditions for whoever of the household comes nearest to the item. */
function clausesOf(policy: Policy, item: string, explanation: Explanation): AdviceClause[] {
  const order = ['met', 'unknown', 'missed'];
  const nearest = (one: ItemResult): number => order.indexOf(one.kept);
  const [own] = explanation.items
    .filter((one) => one.item.id === item)
    .sort((a, b) => nearest(a) - nearest(b));
  return (own?.clauses ?? []).map(({ clause, outcome }) => ({
    ...clause.title,
    outcome,
    law: lawOf(policy, clause.law),
    personId: personAt(explanation, own?.person ?? HOUSEHOLD),
  }));
}

function lawOf({ catalogue }: Policy, { source, article }: Law): LawReference {
  const document = catalogue.documents[source];
  return { ...(document?.title ?? { zh: source, en: source }), article, number: document?.number ?? null };
}

function bundleOf(policy: Policy, { procedure, title, items, papers, deadlines }: Bundle): AdviceBundle {
  const departments = new Map(
    policy.items.filter(({ id }) => items.includes(id)).map(({ department }) => [department.zh, department]),
  );
  return {
    ...{ procedure, ...title, items: items.map((id) => named(policy, id)), papers },
    departments: [...departments.values()],
    deadlines: deadlines.map(({ title: step, limit, unit, from, due }) => ({
      ...step,
      limit,
      unit,
      from,
      due,
    })),
  };
}

function named(policy: Policy, id: string): NamedItem {
  const item = policy.items.find((one) => one.id === id);
  const { zh, en } = item?.title ?? coded('assistance_item', id);
  return { id, zh, en };
}

function personAt({ household }: Explanation, person: number): string | null {
  return person === HOUSEHOLD ? null : (household.names[person] ?? null);
}
