/** Codes about schooling, assets, housing, utilities and disasters. */
import { codeTable, own, type CodeTable } from './code-table.ts';

const schoolStage = codeTable('school_stage', { zh: '学段', en: 'stage of education' }, own, [
  ['preschool', '幼儿园', 'kindergarten'],
  ['primary', '小学', 'primary'],
  ['junior', '初中', 'junior secondary'],
  ['senior', '高中', 'senior secondary'],
  ['vocational', '中职', 'secondary vocational'],
  ['college', '大专', 'junior college'],
  ['bachelor', '本科', "bachelor's programme"],
  ['graduate', '研究生', 'postgraduate'],
]);

const schoolStatus = codeTable('school_status', { zh: '学籍状态', en: 'status at school' }, own, [
  ['enrolled', '在读', 'enrolled'],
  ['suspended', '休学', 'on leave'],
  ['dropped_out', '辍学', 'dropped out'],
  ['graduated', '毕业', 'graduated'],
]);

const assetKind = codeTable('asset_kind', { zh: '财产种类', en: 'kind of asset' }, own, [
  ['vehicle_car', '小型客车', 'car'],
  ['vehicle_truck', '货车', 'lorry'],
  ['vehicle_motorcycle', '摩托车', 'motorcycle'],
  ['vehicle_mobility_aid', '残疾人代步车', 'mobility vehicle of a disabled person'],
  ['property_home', '住宅', 'dwelling'],
  ['property_shop', '商业用房', 'shop'],
  ['property_office', '办公用房', 'office'],
  ['company_individual', '个体工商户', 'individual business'],
  ['company_limited', '有限责任公司', 'limited company'],
  ['provident_fund', '公积金', 'housing provident fund'],
  ['deposit', '银行存款', 'bank deposit'],
  ['securities', '有价证券', 'securities'],
  ['insurance_policy', '商业保险', 'commercial insurance policy'],
]);

const assetStatus = codeTable('asset_status', { zh: '财产状态', en: 'status of the asset' }, own, [
  ['held', '持有（正常、现势、存续）', 'held'],
  ['sealed', '封存', 'sealed: no deposits go in'],
  ['revoked', '吊销', 'licence revoked'],
  ['given_up', '注销', 'given up'],
]);

const housingKind = codeTable('housing_kind', { zh: '保障方式', en: 'kind of housing support' }, own, [
  ['public_rental', '公租房', 'public rental'],
  ['rent_subsidy', '租赁补贴', 'rent subsidy'],
  ['dilapidated', '危房改造', 'dilapidated dwelling, to be made safe'],
]);

const dwellingGrade = codeTable(
  'dwelling_grade',
  { zh: '房屋安全等级', en: 'safety grade of the dwelling' },
  { source: '农村住房安全性鉴定技术导则', verified: false },
  [
    ['A', 'A级：安全', 'A: safe'],
    ['B', 'B级：基本安全', 'B: mostly safe'],
    ['C', 'C级：局部危险', 'C: dangerous in part'],
    ['D', 'D级：整体危险', 'D: dangerous as a whole'],
  ],
);

const utilityKind = codeTable('utility_kind', { zh: '公用事业种类', en: 'kind of utility' }, own, [
  ['electricity', '电', 'electricity'],
  ['water', '水', 'water'],
  ['gas', '燃气', 'gas'],
]);

const disasterKind = codeTable(
  'disaster_kind',
  { zh: '灾害与事故种类', en: 'kind of disaster or accident' },
  own,
  [
    ['flood', '洪涝', 'flood'],
    ['typhoon', '台风', 'typhoon'],
    ['drought', '干旱', 'drought'],
    ['earthquake', '地震', 'earthquake'],
    ['geological', '地质灾害', 'landslide or other ground movement'],
    ['frost', '低温雨雪冰冻', 'frost, snow, ice'],
    ['fire', '火灾', 'fire'],
    ['traffic', '交通事故', 'traffic accident'],
    ['work_injury', '工伤事故', 'accident at work'],
    ['other', '其他', 'other'],
  ],
);

const disasterDamage = codeTable('disaster_damage', { zh: '受灾情形', en: 'damage' }, own, [
  ['house_collapsed', '房屋倒塌', 'house collapsed'],
  ['house_severely_damaged', '房屋严重损坏', 'house severely damaged'],
  ['house_damaged', '房屋一般损坏', 'house damaged'],
  ['crops', '农作物受灾', 'crops lost'],
  ['casualties', '人员伤亡', 'injury or death'],
]);

/** Tables about means of living. */
export const meansCodes: readonly CodeTable[] = [
  schoolStage,
  schoolStatus,
  assetKind,
  assetStatus,
  housingKind,
  dwellingGrade,
  utilityKind,
  disasterKind,
  disasterDamage,
];
