/**
 * The synthetic world's words as Chinese departments write them.
 */
import type {
  aidItems,
  claimKinds,
  contributionSchemes,
  contributionStates,
  disabilityTypes,
  pensionKinds,
  relations,
  schemes,
  taxedKinds,
  topics,
} from '../world/codes.ts';
import { inWords, listed, Word } from '../files/word.ts';
import type * as world from '../world/types.ts';

type Words<List extends readonly string[]> = Readonly<Record<List[number], Word>>;
type Kinds<Key extends string> = Readonly<Record<Key, Word>>;

export const relationWords: Words<typeof relations> = inWords({
  head: '户主',
  spouse: '配偶',
  son: '子',
  daughter: '女',
  grandson: '孙子',
  granddaughter: '孙女',
  father: '父亲',
  mother: '母亲',
  grandparent: '祖父母',
  sibling: '兄弟姐妹',
  daughter_in_law: '儿媳',
  son_in_law: '女婿',
  other: '其他',
});
export const beganWords: Kinds<world.MembershipSpell['began']> = inWords({
  initial: '初始登记',
  birth: '出生',
  marriage_in: '婚入',
  move_in: '迁入',
  split: '分户',
  head_change: '初始登记',
});
export const endedWords: Kinds<world.MembershipSpell['ended']> = inWords({
  none: '',
  marriage_out: '婚出',
  move_out: '迁出',
  split: '分户',
  death: '死亡',
  head_change: '分户',
});
export const sexWords: Kinds<world.TruePerson['sex']> = inWords({ male: '男', female: '女' });
export const vitalWords: Kinds<world.VitalEvent['kind']> = inWords({
  birth: '出生',
  death: '死亡',
  move_in: '迁入',
  move_out: '迁出',
  detained: '羁押',
  released: '释放',
  missing: '失踪',
});
export const vehicleWords: Kinds<world.Vehicle['kind']> = inWords({
  car: '小型客车',
  truck: '货车',
  motorcycle: '摩托车',
  disabled_scooter: '残疾人代步车',
});
export const aidWords: Words<typeof aidItems> = inWords({
  dibao: '最低生活保障',
  dibian: '最低生活保障边缘',
  tekun: '特困供养',
  rigid: '刚性支出困难',
  temporary: '临时救助',
  disability_living: '困难残疾人生活补贴',
  disability_nursing: '重度残疾人护理补贴',
  elder_allowance: '高龄津贴',
  orphan: '孤儿基本生活费',
});
export const stepWords: Kinds<world.ApplicationStep['step']> = inWords({
  applied: '申请',
  approved: '批准',
  refused: '不予批准',
  withdrawn: '撤回',
  stopped: '停发',
  left: '退出',
});
export const reasonWords: Kinds<world.ApplicationStep['reason']> = inWords({
  eligible: '符合条件',
  income_over: '收入超标',
  assets_over: '财产超标',
  income_rose: '收入增加',
  employed: '就业',
  death: '死亡',
  moved_out: '迁出',
  gave_up: '本人放弃',
  papers_missing: '材料不全',
  none: '',
});
export const outcomeWords: Kinds<world.Visit['outcome']> = inWords({
  confirmed: '属实',
  not_confirmed: '不属实',
  already_aided: '已救助',
  elsewhere: '不在辖区',
  declined: '本人拒绝',
});
export const causeWords: Kinds<world.Visit['cause']> = inWords({
  illness: '因病',
  disability: '因残',
  education: '因学',
  disaster: '因灾',
  no_labour: '缺劳力',
  unemployment: '失业',
  other: '其他',
});
export const schemeWords: Words<typeof schemes> = inWords({
  none: '',
  resident: '居民医保',
  employee: '职工医保',
});
export const claimWords: Words<typeof claimKinds> = inWords({
  outpatient: '普通门诊',
  chronic_outpatient: '门诊慢特病',
  inpatient: '住院',
});
export const levelWords = listed(['', '一级', '二级', '三级']);
export const insuredWords: Kinds<world.InsuranceYear['state']> = inWords({
  insured: '参保',
  not_insured: '未参保',
  interrupted: '中断',
});
export const disabilityWords: Words<typeof disabilityTypes> = inWords({
  none: '',
  visual: '视力',
  hearing: '听力',
  speech: '言语',
  physical: '肢体',
  intellectual: '智力',
  mental: '精神',
  multiple: '多重',
});
export const gradeWords = listed(['', '一级', '二级', '三级', '四级']);
export const certificateWords: Kinds<world.DisabilityChange['change']> = inWords({
  new: '新办',
  worse: '升级',
  better: '降级',
  renewed: '换证',
  cancelled: '注销',
});
export const contributionSchemeWords: Words<typeof contributionSchemes> = inWords({
  employee_pension: '职工养老',
  resident_pension: '居民养老',
  unemployment: '失业保险',
});
export const contributionStateWords: Words<typeof contributionStates> = inWords({
  paid: '已缴',
  interrupted: '中断',
});
export const workWords: Kinds<world.WorkEvent['kind']> = inWords({
  dismissed: '解除劳动合同',
  registered_unemployed: '失业登记',
  benefit_granted: '领取失业保险金',
  benefit_stopped: '停发失业保险金',
  employed: '就业登记',
  public_post: '公益性岗位',
});
export const pensionWords: Words<typeof pensionKinds> = inWords({
  employee_pension: '职工养老金',
  resident_pension: '城乡居民养老金',
});
export const stageWords: Kinds<world.Schooling['stage']> = inWords({
  preschool: '幼儿园',
  primary: '小学',
  junior: '初中',
  senior: '高中',
  vocational: '中职',
  college: '大专',
  bachelor: '本科',
  graduate: '研究生',
});
export const schoolStateWords: Kinds<world.Schooling['state']> = inWords({
  enrolled: '在读',
  dropped_out: '辍学',
  graduated: '毕业',
});
export const housingWords: Kinds<world.SecuredHousing['mode']> = inWords({
  public_rental: '公租房',
  rent_subsidy: '租赁补贴',
  unsafe_house: '危房改造',
});
export const useWords: Kinds<world.Property['use']> = inWords({ home: '住宅', shop: '商业', office: '办公' });
export const taxedWords: Words<typeof taxedKinds> = inWords({
  wage: '工资薪金',
  labour: '劳务报酬',
  business: '经营所得',
});
export const firmWords: Kinds<world.Firm['kind']> = inWords({ sole: '个体工商户', company: '有限责任公司' });
export const firmStateWords: Kinds<world.Firm['state']> = inWords({
  active: '存续',
  revoked: '吊销',
  closed: '注销',
});
export const accountWords: Kinds<world.ProvidentBalance['state']> = inWords({
  active: '正常',
  sealed: '封存',
});
export const moneyWords: Kinds<world.BankBalance['kind']> = inWords({
  deposit: '银行存款',
  securities: '有价证券',
  insurance: '商业保险',
});
export const disasterWords: Kinds<world.Disaster['kind']> = inWords({
  flood: '洪涝',
  typhoon: '台风',
  fire: '火灾',
  landslide: '地质灾害',
  traffic: '交通事故',
  work_injury: '工伤事故',
});
export const damageWords: Kinds<world.Disaster['damage']> = inWords({
  collapsed: '房屋倒塌',
  severe: '房屋严重损坏',
  slight: '房屋一般损坏',
  crops: '农作物受灾',
  injury: '人员伤亡',
});
export const monitoredWords: Kinds<world.RuralMonitoring['kind']> = inWords({
  unstable: '脱贫不稳定户',
  marginal: '边缘易致贫户',
  sudden: '突发严重困难户',
});
export const riskWords: Kinds<world.RuralMonitoring['risk']> = inWords({
  illness: '因病',
  disability: '因残',
  education: '因学',
  disaster: '因灾',
  work: '务工就业不稳',
  other: '其他',
});
export const unionWords: Kinds<world.UnionAid['kind']> = inWords({
  deep: '深度困难',
  relative: '相对困难',
  accident: '意外致困',
});
export const courtWords: Kinds<world.CourtCase['kind']> = inWords({
  enforcement: '被执行人',
  relief: '司法救助',
  legal_aid: '法律援助',
});
export const topicWords: Words<typeof topics> = inWords({
  living: '生活困难',
  medical_cost: '医疗费用',
  employment: '就业失业',
  housing: '住房',
  education: '教育',
  elderly_care: '养老',
  other: '其他',
});
export const reporterWords: Kinds<world.HardshipReport['reporter']> = inWords({
  self: '本人',
  grid_worker: '网格员',
  third_party: '第三方',
});
export const charityWords: Kinds<world.CharityAid['kind']> = inWords({
  medical: '助医',
  education: '助学',
  hardship: '助困',
});

const YES = new Word('是');
const NO = new Word('否');

/** 是 or 否. */
export function yesOrNo(isSo: boolean): Word {
  return isSo ? YES : NO;
}
