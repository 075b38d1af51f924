/** Codes about assistance: items, grants, applications, reports, visits, causes. */
import { codeTable, own, type CodeTable } from './code-table.ts';

const assistanceItem = codeTable(
  'assistance_item',
  { zh: '救助事项', en: 'assistance item' },
  { source: 'policy rules', verified: true },
  [
    // As the rules name them (docs/reference/policy.md).
    ['tekun', '特困人员救助供养（基本生活）', 'Tekun support: basic living'],
    ['tekun_care', '特困人员照料护理', 'Tekun support: care'],
    ['dibao', '最低生活保障', 'minimum living allowance (Dibao)'],
    ['dibao_category', '分类施保', 'categorical top-up'],
    ['dibao_single', '单人保', 'Dibao for one member alone'],
    ['dibao_gradual_exit', '低保渐退', 'gradual exit from Dibao'],
    ['dibian', '低保边缘家庭', 'Dibao-margin household (Dibian)'],
    ['rigid', '刚性支出困难家庭', 'household in hardship from rigid spending'],
    ['rigid_living_aid', '支出型生活救助金', 'living aid after rigid spending'],
    ['monitoring', '防止返贫监测对象', 'monitored against falling back into poverty'],
    ['recent_exit', '退出救助后的跟踪监测', 'follow-up after leaving assistance'],
    ['temporary_emergency', '临时救助（急难型）', 'temporary assistance: emergency'],
    ['temporary_expenditure', '临时救助（支出型）', 'temporary assistance: expenditure'],
    ['temporary_migrant', '未参保失业农民工一次性临时救助', 'one-off aid to uninsured jobless migrants'],
    ['medical_serious', '大病保险', 'serious-illness insurance'],
    ['medical_aid', '医疗救助', 'medical assistance'],
    ['medical_tilt', '医疗倾斜救助', 'second-layer medical aid (tilt)'],
    ['medical_premium', '资助参加居民医保', 'premium of resident insurance paid'],
    ['disability_living', '困难残疾人生活补贴', 'living subsidy for disabled persons in hardship'],
    ['disability_nursing', '重度残疾人护理补贴', 'nursing subsidy for severely disabled persons'],
    ['child_orphan', '孤儿基本生活费', 'orphan allowance'],
    ['child_defacto', '事实无人抚养儿童基本生活补贴', 'allowance for children de facto without support'],
    ['elder_allowance', '高龄津贴', 'old-age allowance'],
    ['elder_care', '养老服务补贴（困难失能老人）', 'care subsidy for poor elders who lost self-care'],
    ['education_preschool', '学前教育保育费减免', 'preschool fee waiver'],
    ['education_boarding', '义务教育寄宿生生活补助', 'boarders’ living grant in compulsory education'],
    ['education_meals', '义务教育营养餐', 'meals in compulsory education'],
    ['education_senior_waiver', '普通高中、中职学费减免', 'tuition waiver in senior secondary'],
    ['education_senior_grant', '高中阶段国家助学金', 'state grant in senior secondary'],
    ['education_higher_grant', '高等教育国家助学金', 'state grant in higher education'],
    ['education_loan', '国家助学贷款、勤工助学', 'student loan and work-study'],
    ['housing_public_rental', '公共租赁住房', 'public rental housing'],
    ['housing_rent_subsidy', '住房租赁补贴', 'rent subsidy'],
    ['housing_dilapidated', '农村危房改造补助', 'grant to rebuild an unsafe rural house'],
    [
      'employment_assistance',
      '就业救助（培训、岗位、补贴）',
      'employment assistance: training, posts, subsidies',
    ],
    [
      'employment_zero_household',
      '零就业家庭就业援助（至少一人就业）',
      'zero-employment household: one job ensured',
    ],
    ['disaster_relief', '灾害应急救助', 'emergency relief after a disaster'],
    ['disaster_lodging', '过渡期生活救助', 'living aid while lodged elsewhere'],
    ['disaster_consolation', '遇难人员家属抚慰金', 'consolation for deaths in a disaster'],
    ['disaster_rebuild', '因灾倒损住房恢复重建补助', 'grant to rebuild a house lost in a disaster'],
    ['disaster_winter', '冬春临时生活救助', 'winter and spring relief'],
    ['price_subsidy', '临时价格补贴', 'temporary price subsidy'],
    ['utility_electricity', '用电减免（免费电量）', 'free electricity quota'],
    ['utility_water_gas', '水费、燃气费减免', 'water and gas reduction'],
    ['utility_cable_telecom', '有线电视、通信资费减免', 'cable and telecom reduction'],
    ['utility_bus', '公共交通减免', 'bus fare reduction'],
    ['utility_funeral', '基本殡葬服务减免', 'basic funeral services waived'],
    ['utility_notary', '公证费减免', 'notary fee reduction'],
    ['judicial_aid', '国家司法救助', 'state judicial assistance'],
    ['legal_aid', '法律援助（免予核查经济困难）', 'legal aid without a further means check'],
    ['union_deep', '深度困难职工', 'worker in deep hardship'],
    ['union_relative', '相对困难职工', 'worker in relative hardship'],
    ['union_accident', '意外致困职工', 'worker struck by an accident'],
    ['service_visit', '探访关爱服务', 'visits and care'],
    ['charity_referral', '转介慈善帮扶', 'referral to charities'],
    // Names under which departments report what the rules tell apart more finely.
    ['temporary', '临时救助（未分类型）', 'temporary assistance, type not told'],
    ['charity_medical', '慈善助医', 'charity: medical costs'],
    ['charity_education', '慈善助学', 'charity: education'],
    ['charity_living', '慈善助困', 'charity: living'],
  ],
);

const grantAction = codeTable('grant_action', { zh: '发放动作', en: 'what happened to the grant' }, own, [
  ['started', '起发', 'started'],
  ['paid', '发放', 'paid'],
  ['changed', '调整', 'changed'],
  ['stopped', '停发', 'stopped'],
]);

const applicationAction = codeTable(
  'application_action',
  { zh: '办理环节', en: 'step of an application' },
  own,
  [
    ['applied', '申请', 'applied'],
    ['approved', '批准', 'approved'],
    ['refused', '不予批准', 'refused'],
    ['withdrawn', '撤回', 'withdrawn'],
    ['stopped', '停发', 'stopped by the bureau'],
    ['left', '退出', 'left'],
  ],
);

const applicationReason = codeTable('application_reason', { zh: '办理原因', en: 'reason' }, own, [
  ['eligible', '符合条件', 'meets the conditions'],
  ['income_above', '收入超标', 'income above the limit'],
  ['assets_above', '财产超标', 'assets above the limit'],
  ['income_rose', '收入增加', 'income rose'],
  ['found_work', '就业', 'found work'],
  ['died', '死亡', 'died'],
  ['moved_out', '迁出', 'moved out'],
  ['given_up', '本人放弃', 'gave up'],
  ['papers_missing', '材料不全', 'papers missing'],
]);

const reportChannel = codeTable('report_channel', { zh: '上报渠道', en: 'channel of the report' }, own, [
  ['happiness_code', '幸福码', 'happiness code'],
  ['hotline_12345', '12345 热线', '12345 hotline'],
  ['grid_worker', '网格员上报', 'grid worker'],
  ['petition', '信访', 'petition office'],
]);

const reporter = codeTable('reporter', { zh: '上报人', en: 'who reported' }, own, [
  ['self', '本人', 'the person'],
  ['grid_worker', '网格员', 'a grid worker'],
  ['third_party', '第三方', 'a third party'],
]);

const reportTopic = codeTable('report_topic', { zh: '上报事由', en: 'topic of the report' }, own, [
  ['living', '生活困难', 'living'],
  ['medical', '医疗费用', 'medical costs'],
  ['work', '就业失业', 'work'],
  ['housing', '住房', 'housing'],
  ['education', '教育', 'education'],
  ['elderly_care', '养老', 'care of the old'],
  ['other', '其他', 'other'],
]);

const visitOutcome = codeTable('visit_outcome', { zh: '核实结论', en: 'outcome of a visit' }, own, [
  ['confirmed', '属实', 'hardship confirmed'],
  ['false_alarm', '不属实', 'false alarm'],
  ['already_aided', '已救助', 'aided already'],
  ['out_of_jurisdiction', '不在辖区', 'not of this area'],
  ['declined_by_citizen', '本人拒绝', 'declined by the citizen'],
]);

const hardshipCause = codeTable(
  'hardship_cause',
  { zh: '主要困难原因', en: 'main cause of hardship' },
  { source: '全国防止返贫监测信息系统', verified: false },
  [
    ['illness', '因病', 'illness'],
    ['disability', '因残', 'disability'],
    ['education', '因学', 'education'],
    ['disaster', '因灾', 'disaster'],
    ['accident', '意外事故', 'accident'],
    ['unemployment', '失业', 'unemployment'],
    ['unstable_work', '务工就业不稳', 'unstable work'],
    ['no_labour', '缺劳力', 'nobody able to work'],
    ['marriage', '因婚', 'marriage'],
    ['no_land', '缺土地', 'no land'],
    ['no_water', '缺水', 'no water'],
    ['no_skills', '缺技术', 'no skills'],
    ['no_capital', '缺资金', 'no capital'],
    ['remote', '交通条件落后', 'poor roads'],
    ['motivation', '自身发展动力不足', 'lack of motivation, as the dictionary words it'],
    ['other', '其他', 'other'],
  ],
);

const monitoringType = codeTable(
  'monitoring_type',
  { zh: '监测类型', en: 'type of monitored household' },
  { source: '防止返贫监测对象类型', verified: false },
  [
    ['unstable_ex_poor', '脱贫不稳定户', 'out of poverty, not stably'],
    ['near_poor', '边缘易致贫户', 'near poverty'],
    ['sudden_hardship', '突发严重困难户', 'in sudden severe hardship'],
  ],
);

/** Tables about assistance. */
export const assistanceCodes: readonly CodeTable[] = [
  assistanceItem,
  grantAction,
  applicationAction,
  applicationReason,
  reportChannel,
  reporter,
  reportTopic,
  visitOutcome,
  hardshipCause,
  monitoringType,
];
