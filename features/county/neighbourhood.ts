/** The other households of the village and township, this one left out. */
import type { LedgerFeature } from '../engine/declaration.ts';
import { several } from './departments.ts';
import { text } from './define.ts';

const FEW = text('村社其他家庭不足 10 户', 'fewer than 10 other households');

const village = (name: string, of: string, zh: string, en: string): LedgerFeature =>
  several.neighbourhood(
    {
      name,
      direction: 'either',
      title: text(`本村社其他家庭${zh}均值`, `mean ${en} of the other households of the village`),
      missing: FEW,
    },
    of,
    12,
  );

/** Neighbourhood context. */
export const neighbourhoodFeatures: readonly LedgerFeature[] = [
  village(
    'neighbourhood__income_village_fen_per_member',
    'income__all_sum_12m_fen_per_member',
    '人均登记收入',
    'recorded income a member',
  ),
  village(
    'neighbourhood__medical_village_fen_per_member',
    'medical__borne_12m_fen_per_member',
    '人均医疗负担',
    'medical costs a member',
  ),
  village('neighbourhood__power_12m_village_kwh', 'utility__power_sum_12m_kwh', '用电量', 'power used'),
  village(
    'neighbourhood__aided_village_share',
    'aid__any_held_flag',
    '享受低保特困比例',
    'share on Dibao or Tekun',
  ),
  village(
    'neighbourhood__unemployed_village_members',
    'work__unemployed_now_members',
    '失业成员',
    'unemployed members',
  ),
  several.neighbourhood(
    {
      name: 'neighbourhood__disaster_township_count',
      direction: 'rises',
      title: text('本乡镇其他家庭受灾次数均值', 'mean disasters of the other households of the township'),
      missing: FEW,
    },
    'shock__disaster_12m_count',
    9,
  ),
];
