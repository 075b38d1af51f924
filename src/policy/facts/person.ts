/**
 * Facts of one person: a member of the household, or a legal supporter who lives elsewhere.
 */
import { code, flag, number, type FactSpec } from './spec.ts';

const unknown = null;
const yes = 1;

const composition = {
  age: number('年龄', 'age', 'years', { absent: unknown }),
  relation: code('与申请人关系', 'relation to the applicant', 'relation', { absent: unknown }),
  alive: flag('健在', 'alive', { absent: yes }),
  coresident: flag('长期共同居住', 'lives together permanently', { absent: yes }),
  support_duty: flag('有法定赡养、抚养、扶养义务', 'has a legal duty of support', { absent: 0 }),
  outside_supporter: flag('不共同生活的法定赡养抚养扶养义务人', 'legal supporter living elsewhere'),
  cannot_live_independently: flag('不能独立生活', 'cannot live independently'),
  religious_apart_3y: flag(
    '脱离家庭连续三年以上的宗教教职人员',
    'religious staff living apart for 3 years or more',
  ),
  imprisoned: flag('在监狱服刑', 'in prison'),
  compulsory_rehab: flag('在强制隔离戒毒所', 'in compulsory drug isolation'),
  declared_missing: flag('被宣告失踪', 'declared missing by a court'),
  excluded_locally: flag(
    '当地规定不计入共同生活家庭成员的其他人员',
    'one whom local rules do not count as a member',
  ),
  single_locally: flag('当地规定可单独申请低保的其他人员', 'one who may apply alone by local rules'),
  no_civil_capacity: flag('无民事行为能力', 'has no civil capacity'),
} as const satisfies Record<string, FactSpec>;

const health = {
  disability_type: code('残疾类别', 'disability type', 'disability'),
  disability_grade: number('残疾等级（1 最重，0 为无）', 'disability grade (1 severest, 0 none)', 'count'),
  needs_long_care: flag('需要长期照护', 'needs long-term care', { absent: unknown }),
  self_care_failures: number(
    '六项自理指标中不能完成的项数',
    'of six self-care items, how many fail',
    'count',
    {
      absent: unknown,
    },
  ),
  no_capacity_locally: flag(
    '省级规定视为无劳动能力的其他残疾',
    'another disability that the province takes for no capacity to work',
  ),
  severe_illness: flag('患当地规定的重特大疾病', 'has a listed severe illness'),
  lives_in_institution: flag('在供养或养老机构集中供养', 'cared for in an institution'),
  injury_care_fee: flag('已领工伤生活护理费', 'receives the work-injury care fee'),
  insurance_care: flag('已享受长期护理保险待遇', 'receives long-term-care insurance'),
} as const satisfies Record<string, FactSpec>;

const work = {
  work: code('就业状况', 'work status', 'work', { absent: unknown }),
  registered_unemployed: flag('已办理失业登记', 'registered as unemployed'),
  work_refusals: number(
    '连续无正当理由拒绝就业次数',
    'consecutive refusals of suitable work without reason',
    'count',
  ),
  work_refusals_months: number(
    '上述拒绝就业发生在近多少个月内',
    'within how many past months those refusals fell',
    'months',
    { absent: unknown },
  ),
  new_work_months: number(
    '低保期间新就业后已过月数',
    'months since starting new work while on Dibao',
    'months',
  ),
  new_work_income: number('其中新就业收入', 'of which from the new work', 'fen_year', { group: 'income' }),
  new_work_on_dibao: flag('就业时正在享受低保', 'was on Dibao when the new work started'),
  union_member: flag('建会单位职工（工会会员）', 'worker with a trade union membership'),
  migrant_without_income_months: number(
    '未参加失业保险且连续无收入月数（外来务工）',
    'uninsured migrant worker: months without income',
    'months',
  ),
} as const satisfies Record<string, FactSpec>;

const yearly = (zh: string, en: string, group: string, least = 0): ReturnType<typeof number> =>
  number(zh, en, 'fen_year', { group, least });

const income = {
  wage: yearly('工资性收入', 'wages', 'income'),
  business: yearly('经营净收入', 'net business income', 'income', -50_000_000),
  property: yearly('财产净收入', 'net property income', 'income'),
  pension: yearly('养老金（不含中央基础养老金）', 'pension (without the central basic pension)', 'income'),
  basic_pension: yearly('中央确定的城乡居民基础养老金', 'central basic pension for residents', 'income'),
  unemployment_benefit: yearly('失业保险金', 'unemployment benefit', 'income'),
  support_received: yearly('赡养抚养扶养费', 'alimony and support received', 'income'),
  support_from_kin: yearly(
    '其中兄弟姐妹或60周岁以上父母给付的',
    'of which given by siblings or by parents of 60 or more',
    'income',
  ),
  other_transfer: yearly('其他转移性收入', 'other transfers', 'income'),
  preferential: yearly('优待抚恤金', 'preferential and bereavement payments', 'income'),
  family_planning: yearly('计划生育奖励扶助', 'family-planning rewards', 'income'),
  scholarship: yearly('奖学金', 'scholarships', 'income'),
  heroic: yearly('见义勇为奖励', 'awards for acts of bravery', 'income'),
  social_assistance: yearly('政府社会救助款物', 'government social assistance', 'income'),
  disability_subsidy: yearly('残疾人两项补贴', 'disability subsidies', 'income'),
  elder_allowance: yearly('高龄津贴', 'old-age allowance', 'income'),
  contributions: yearly('缴纳的税费和社会保险费', 'taxes and social contributions paid', 'deductions'),
  support_paid: yearly('支付的赡养抚养扶养费', 'alimony and support paid', 'deductions'),
  work_cost: yearly('必要就业成本', 'necessary costs of work', 'deductions'),
} as const satisfies Record<string, FactSpec>;

const spending = {
  insurance: code('参加的基本医疗保险', 'basic medical insurance', 'insurance', { absent: unknown }),
  medical_in_scope: yearly('政策范围内医疗费用', 'medical costs within the insurance scope', 'medical'),
  medical_out_of_scope: yearly('政策范围外医疗费用', 'medical costs outside the scope', 'medical'),
  basic_paid: number('基本医保已支付', 'paid by basic insurance', 'fen_year', {
    group: 'medical',
    absent: unknown,
  }),
  aid_paid: yearly('已获医疗救助', 'medical assistance received', 'medical'),
  commercial_paid: yearly('商业保险已赔付', 'paid by commercial insurance', 'medical'),
  education_fees: yearly('教育费用（按公办标准）', 'education fees at the public-school rate', 'education'),
  rehabilitation: yearly('残疾康复费用（扣除补贴）', 'disability rehabilitation net of subsidy', 'medical'),
  student: code('就读阶段', 'stage of education', 'student', { group: 'education' }),
  full_time: flag('全日制在读', 'full-time student', { group: 'education', absent: yes }),
  boards: flag('寄宿', 'boards at school', { group: 'education' }),
} as const satisfies Record<string, FactSpec>;

const family = {
  father: code('父亲情况', "father's situation", 'parent_state', { absent: unknown }),
  mother: code('母亲情况', "mother's situation", 'parent_state', { absent: unknown }),
  incapable_locally: flag(
    '省级规定视为无履行义务能力的其他情形',
    'unable to give support by rules of the province',
    { group: 'status' },
  ),
  elects_tekun: flag('选择特困供养而非儿童基本生活费', 'chooses Tekun support over the child allowance'),
  on_tekun: flag('已是特困人员', 'is a Tekun person already', { group: 'status' }),
  on_dibao: flag('本人正在享受低保', 'is on Dibao personally', { group: 'status' }),
  income_below_mean: flag('收入低于当地上年人均可支配收入', 'income below last year’s local mean', {
    group: 'status',
    absent: unknown,
  }),
  assets_within_limits: flag('财产符合当地规定', 'assets within the local rules', {
    group: 'status',
    absent: unknown,
  }),
} as const satisfies Record<string, FactSpec>;

/** Fact name → declaration, for persons. */
export const personFacts = { ...composition, ...health, ...work, ...income, ...spending, ...family };
