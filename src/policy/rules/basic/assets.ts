/**
 * 家庭财产：货币财产、机动车、非居住类房产、住房、出资额；限额由各地规定，低保、低边、刚性支出各有一套。
 */
import { text, type Text } from '../../text.ts';
import type { BoolExpr, NumberExpr } from '../ast.ts';
import {
  and,
  eq,
  fact,
  gt,
  holds,
  le,
  lt,
  or,
  param,
  paramFlag,
  ref,
  scale,
  times,
  when,
  worth,
  zero,
} from '../build.ts';
import { boolRule, clause, law, type Clause, type Law, type Programme, type Rule } from '../rule.ts';

/** Which set of limits. */
export type AssetTier = 'dibao' | 'dibian' | 'rigid';

const lawOf: Readonly<Record<AssetTier, Law>> = {
  dibao: law('n57', '第十四条'),
  dibian: law('n83', '低边认定'),
  rigid: law('n24', '财产'),
};

/** The asset clauses of a tier, each read out on its own. */
export function assetClauses(tier: AssetTier): readonly Clause[] {
  const cited = lawOf[tier];
  const limit = (name: string): string => `assets.${tier}.${name}`;
  const one = (name: string, title: Text, expr: BoolExpr): Clause =>
    clause(`assets_${name}`, title, cited, expr);
  return [
    one('financial', text('货币财产不超过限额', 'financial assets within the limit'), withinMoney(limit)),
    one('vehicles', text('机动车船符合规定', 'vehicles within the rules'), withinVehicles(limit)),
    one(
      'non_residential',
      text('非居住类房产不超过限额', 'non-residential property within the limit'),
      le(fact('household.non_residential'), param(limit('non_residential'))),
    ),
    one('homes', text('住房符合规定', 'homes within the rules'), withinHomes(limit)),
    one(
      'capital',
      text('认缴出资额不超过限额', 'subscribed capital within the limit'),
      le(fact('household.registered_capital'), param(limit('capital'))),
    ),
    one(
      'firm_profit',
      text('企业利润不超过限额', "firms' profit within the limit"),
      or(
        eq(param(limit('firm_profit_means')), zero('ratio')),
        le(
          fact('household.firm_profit'),
          scale(ref('local.mean_income'), param(limit('firm_profit_means')), 'down'),
        ),
      ),
    ),
  ];
}

/** So many years of the standard, or so many of last year's mean income, for each member. */
function withinMoney(limit: (name: string) => string): BoolExpr {
  const forAll = (a: NumberExpr): NumberExpr => times(a, ref('member.size'));
  return le(
    fact('household.financial_assets'),
    worth(
      when(
        gt(param(limit('financial_means')), zero('ratio')),
        scale(forAll(ref('local.mean_income')), param(limit('financial_means')), 'down'),
        scale(forAll(ref('standard.yearly')), param(limit('financial_years')), 'down'),
      ),
    ),
  );
}

function withinVehicles(limit: (name: string) => string): BoolExpr {
  const newLimit = param(limit('new_vehicle_value'));
  return and(
    le(fact('household.vehicles'), param(limit('vehicles'))),
    le(fact('household.vehicle_value'), param(limit('vehicle_value'))),
    or(eq(newLimit, zero('fen')), lt(fact('household.new_vehicle_value'), newLimit)),
  );
}

function withinHomes(limit: (name: string) => string): BoolExpr {
  return or(
    le(fact('household.homes'), param(limit('homes'))),
    and(
      paramFlag(limit('small_second_home')),
      le(fact('household.homes'), param(limit('homes_if_small'))),
      le(fact('household.home_area'), times(param(limit('home_area_person')), ref('member.size'))),
    ),
  );
}

function tierRule(tier: AssetTier): Rule {
  return boolRule(
    `assets.${tier}`,
    'household',
    text('财产符合规定', 'assets within the rules'),
    lawOf[tier],
    and(...assetClauses(tier).map((each) => each.expr)),
  );
}

/** Asset tests as rules of their own, for programmes that lean on another's test. */
export const assets: Programme = {
  rules: [tierRule('dibao'), tierRule('dibian'), tierRule('rigid')],
  items: [],
};

/** Whether the household passes a tier's test. */
export const assetsWithin = (tier: AssetTier): BoolExpr => holds(`assets.${tier}`);
