/**
 * The dwelling, by the codes of INDEC's register design.
 */
import type { Bilingual } from '../declaration.ts';
import type { Declaration } from './engine/declaration.ts';
import { feature, ratio } from '../expression.ts';
import { derived, observed, text } from './define.ts';

const noAnswer = {
  0: text('不适用', 'does not apply'),
  9: text('未回答', 'no answer'),
  99: text('未回答', 'no answer'),
};
const yesNo = { 1: text('是', 'yes'), 2: text('否', 'no') };

const code = (
  name: string,
  observation: string,
  title: Bilingual,
  codes: Readonly<Record<number, Bilingual>>,
): Declaration =>
  observed(observation, 'code', {
    name: `dwelling__${name}_code`,
    unit: 'code',
    direction: 'either',
    title,
    codes: { ...noAnswer, ...codes },
  });

const building: Declaration[] = [
  code('kind', 'dwelling.type', text('住宅类型', 'kind of dwelling'), {
    1: text('独立住宅', 'house'),
    2: text('公寓', 'flat'),
    3: text('出租单间', 'room in a tenement'),
    4: text('旅馆房间', 'room in a hotel'),
    5: text('非居住用房', 'premises not built to live in'),
    6: text('其他', 'other'),
  }),
  code('floor', 'dwelling.floor', text('地面', 'floor'), {
    1: text('瓷砖、木地板或地毯', 'tiles, wood or carpet'),
    2: text('水泥或固定砖', 'cement or fixed brick'),
    3: text('散砖或泥土', 'loose brick or earth'),
    4: text('其他', 'other'),
  }),
  code('roof', 'dwelling.roof', text('屋顶', 'roof'), {
    1: text('防水卷材', 'membrane or asphalt'),
    2: text('瓷砖或楼板', 'tile or slab'),
    3: text('石板或瓦', 'slate or roof tile'),
    4: text('金属板', 'metal sheet'),
    5: text('纤维水泥或塑料板', 'fibre cement or plastic sheet'),
    6: text('纸板', 'cardboard sheet'),
    7: text('芦苇、木板或茅草', 'cane, boards or straw'),
    9: text('不详或楼房', 'not known, or a flat in a block'),
  }),
  code('ceiling', 'dwelling.ceiling_lining', text('有天花板', 'has a ceiling lining'), yesNo),
];

const services: Declaration[] = [
  code('water', 'dwelling.water_place', text('供水位置', 'where the water is'), {
    1: text('屋内有水管', 'piped inside'),
    2: text('屋外院内', 'outside, on the plot'),
    3: text('院外', 'off the plot'),
  }),
  code('water_source', 'dwelling.water_source', text('水源', 'source of the water'), {
    1: text('公共管网', 'public network'),
    2: text('电泵井', 'borehole with a motor pump'),
    3: text('手泵井', 'borehole with a hand pump'),
    4: text('其他', 'another source'),
  }),
  code('bathroom', 'dwelling.has_bathroom', text('有厕所', 'has a bathroom or latrine'), yesNo),
  code('toilet', 'dwelling.toilet', text('厕所类型', 'kind of toilet'), {
    0: text('没有厕所', 'none'),
    1: text('抽水马桶', 'flush toilet'),
    2: text('倒水冲洗', 'flushed with a bucket'),
    3: text('旱厕', 'latrine'),
  }),
  code('drain', 'dwelling.drain', text('排水', 'drain'), {
    0: text('没有厕所', 'none'),
    1: text('公共下水道', 'public sewer'),
    2: text('化粪池和渗井', 'septic tank and pit'),
    3: text('仅渗井', 'pit only'),
    4: text('土坑', 'hole in the ground'),
  }),
  code('bathroom_use', 'dwelling.bathroom_use', text('厕所使用', 'use of the bathroom'), {
    0: text('没有厕所', 'none'),
    1: text('本户独用', 'this household only'),
    2: text('与同住宅他户合用', 'shared inside the dwelling'),
    3: text('与他宅合用', 'shared with another dwelling'),
    4: text('没有', 'none'),
  }),
  code('cooking_fuel', 'dwelling.cooking_fuel', text('炊事燃料', 'cooking fuel'), {
    1: text('管道煤气', 'piped gas'),
    2: text('罐装煤气', 'bottled gas'),
    3: text('煤油、柴或炭', 'kerosene, wood or charcoal'),
    4: text('其他', 'other'),
  }),
];

const surroundings: Declaration[] = [
  code('near_dump', 'dwelling.near_dump', text('邻近垃圾场', 'near a rubbish dump'), yesNo),
  code('flood_area', 'dwelling.flood_area', text('位于易淹区', 'in a flood area'), yesNo),
  code(
    'informal_settlement',
    'dwelling.informal_settlement',
    text('位于棚户区', 'in an informal settlement'),
    yesNo,
  ),
  code('tenure', 'dwelling.tenure', text('房屋产权', 'tenure'), {
    1: text('自有房和地', 'owns dwelling and land'),
    2: text('仅自有房', 'owns the dwelling only'),
    3: text('租住', 'rents'),
    4: text('代缴税费居住', 'pays taxes or charges'),
    5: text('因工作居住', 'lives there through a job'),
    6: text('经同意免费居住', 'free, with permission'),
    7: text('未经同意居住', 'without permission'),
    8: text('继承办理中', 'in probate'),
    9: text('其他', 'other'),
  }),
  code('work_room', 'dwelling.work_room', text('有专用工作间', 'has a room used only for work'), yesNo),
];

const NO_ANSWER = 99;

const rooms = (
  name: string,
  observation: string,
  title: Bilingual,
  unknown: readonly number[],
): Declaration =>
  observed(
    observation,
    'rooms',
    {
      name: `dwelling__${name}_rooms`,
      unit: 'rooms',
      direction: 'falls',
      title,
      missing: text('没有回答或不适用', 'no answer, or it does not apply'),
    },
    { unknown },
  );

const space: Declaration[] = [
  rooms('whole', 'dwelling.rooms', text('住宅房间数', 'rooms in the dwelling'), [0, NO_ANSWER]),
  rooms('used', 'dwelling.rooms_used', text('本户使用房间数', 'rooms the household uses'), [0, NO_ANSWER]),
  rooms('bedrooms', 'dwelling.bedrooms', text('卧室数', 'bedrooms'), [NO_ANSWER]),
  derived(ratio(feature('household__size_members'), feature('dwelling__used_rooms')), {
    name: 'dwelling__crowding_members_per_room',
    unit: 'members_per_room',
    direction: 'rises',
    title: text('每间房人数', 'members a room'),
    reason: text('每间房住 {value} 人', '{value} members a room'),
  }),
  derived(ratio(feature('household__size_members'), feature('dwelling__bedrooms_rooms')), {
    name: 'dwelling__crowding_bedroom_members_per_room',
    unit: 'members_per_room',
    direction: 'rises',
    title: text('每间卧室人数', 'members a bedroom'),
    reason: text('每间卧室住 {value} 人', '{value} members a bedroom'),
  }),
];

/** Declarations about the dwelling. */
export const dwellingFeatures: readonly Declaration[] = [...building, ...services, ...surroundings, ...space];
