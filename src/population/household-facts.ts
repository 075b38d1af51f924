/**
 * Facts of households, one SQL expression each over the tables of `sums.ts`. NULL = unknown.
 */
import { codeOf, type FactId } from '../policy/index.ts';

const owned = (kinds: readonly string[], value: string): string =>
  `(SELECT ${value} FROM p_asset AS a JOIN p_members AS o ON o.person_id = a.person_id
    WHERE o.household_id = h.household_id AND a.kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')})
      AND coalesce(a.status, 'held') NOT IN ('given_up', 'revoked'))`;

const recent = (months: number): string => `occurred_on > CAST($as_of AS DATE) - INTERVAL ${months} MONTH`;
const dibaoItems = `('dibao', 'dibao_single', 'dibao_category', 'dibao_gradual_exit')`;
const exitDay = `(SELECT max(occurred_on) FROM p_step AS t WHERE t.household_id = h.household_id
  AND t.action IN ('left', 'stopped') AND t.item IN ('dibao', 'dibao_single', 'tekun'))`;
const shock = (value: string, where: string): string =>
  `(SELECT ${value} FROM p_shock AS k WHERE k.household_id = h.household_id AND ${where})`;

const emergency = `coalesce(${shock(
  `arg_max(CASE kind WHEN 'fire' THEN ${codeOf('emergency', 'fire')} WHEN 'traffic' THEN ${codeOf('emergency', 'traffic')}
    WHEN 'work_injury' THEN ${codeOf('emergency', 'accident')} ELSE ${codeOf('emergency', 'other')} END, occurred_on)`,
  `kind IN ('fire', 'traffic', 'work_injury', 'other') AND ${recent(3)}`,
)}, 0)`;

const house = `coalesce(${shock(
  `max(CASE damage WHEN 'house_collapsed' THEN ${codeOf('house', 'collapsed')}
    WHEN 'house_severely_damaged' THEN ${codeOf('house', 'severely_damaged')}
    WHEN 'house_damaged' THEN ${codeOf('house', 'damaged')} ELSE 0 END)`,
  'true',
)}, 0)`;

/** Fact → SQL of a DOUBLE. */
export const householdFacts = {
  'household.rural': `CASE hukou_type WHEN 'rural' THEN 1 WHEN 'urban' THEN 0 END`,
  // Only a verification tells savings; without one they are unknown.
  'household.financial_assets': owned(['deposit', 'securities', 'insurance_policy'], 'sum(a.value_fen)'),
  'household.homes': owned(['property_home'], 'count(*)'),
  'household.home_area': owned(['property_home'], 'coalesce(sum(a.area_m2), 0)'),
  'household.non_residential': owned(['property_shop', 'property_office'], 'count(*)'),
  'household.vehicles': owned(['vehicle_car', 'vehicle_truck'], 'count(*)'),
  'household.vehicle_value': owned(['vehicle_car', 'vehicle_truck'], 'coalesce(max(a.value_fen), 0)'),
  'household.registered_capital': owned(['company_limited'], 'coalesce(sum(a.value_fen), 0)'),
  'household.dibao_held': `CASE WHEN EXISTS (SELECT 1 FROM p_grant AS g WHERE g.household_id = h.household_id
    AND g.item IN ${dibaoItems} AND ${recent(2)}) THEN 1 ELSE 0 END`,
  'household.dibao_amount_held': `coalesce((SELECT arg_max(amount_fen, occurred_on) FROM p_grant AS g
    WHERE g.household_id = h.household_id AND g.item IN ${dibaoItems} AND ${recent(2)}), 0)`,
  'household.left_aid': `CASE WHEN ${exitDay} IS NULL THEN 0 ELSE 1 END`,
  'household.months_since_exit': `coalesce(date_diff('month', ${exitDay}, CAST($as_of AS DATE)), 0)`,
  'household.temporary_aid_this_year': `(SELECT count(*) FROM p_grant AS g WHERE g.household_id = h.household_id
    AND g.item LIKE 'temporary%' AND date_part('year', g.occurred_on) = date_part('year', CAST($as_of AS DATE)))`,
  'household.charity_received': `coalesce((SELECT sum(amount_fen) FROM p_grant AS g
    WHERE g.household_id = h.household_id AND (g.item LIKE 'charity%' OR g.item LIKE 'union%')), 0)`,
  'household.emergency': emergency,
  'household.emergency_loss': `coalesce(${shock('sum(loss_fen)', `kind IN ('fire', 'traffic', 'work_injury', 'other') AND ${recent(3)}`)}, 0)`,
  'household.disaster': `CASE WHEN ${shock('count(*)', `kind IN ('flood', 'typhoon', 'drought', 'earthquake', 'geological', 'frost')`)} > 0
    THEN 1 ELSE 0 END`,
  'household.house': house,
  'household.tenure': `CASE u.kind WHEN 'public_rental' THEN ${codeOf('tenure', 'public_rental')}
    WHEN 'rent_subsidy' THEN ${codeOf('tenure', 'private_rental')} ELSE ${codeOf('tenure', 'owned')} END`,
  'household.dwelling_grade': `CASE u.grade WHEN 'B' THEN 1 WHEN 'C' THEN 2 WHEN 'D' THEN 3 ELSE 0 END`,
  'household.rent': 'coalesce(u.rent_fen, 0)',
  'household.return_risk': `CASE WHEN v.monitored IS NULL THEN NULL WHEN v.monitored >= 1 THEN 1 ELSE 0 END`,
} as const satisfies Partial<Record<FactId, string>>;

/** Where the expressions read. */
export const householdFrom = `(SELECT DISTINCT household_id FROM p_members) AS h
  LEFT JOIN p_home AS r ON r.household_id = h.household_id
  LEFT JOIN p_house AS u ON u.household_id = h.household_id
  LEFT JOIN p_monitored AS v ON v.household_id = h.household_id`;
