/** Codes about a person: sex, marriage, relation, education, registration, events of life. */
import { codeTable, own, type CodeTable } from './code-table.ts';

const standard = (source: string) => ({ source, verified: false }) as const;

const sex = codeTable('sex', { zh: '性别', en: 'sex' }, standard('GB/T 2261.1'), [
  ['0', '未知', 'unknown'],
  ['1', '男', 'male'],
  ['2', '女', 'female'],
  ['9', '未说明', 'not stated'],
]);

const marital = codeTable('marital', { zh: '婚姻状况', en: 'marital status' }, standard('GB/T 2261.2'), [
  ['10', '未婚', 'never married'],
  ['20', '已婚', 'married'],
  ['21', '初婚', 'first marriage'],
  ['22', '再婚', 'remarried'],
  ['23', '复婚', 'remarried to the former spouse'],
  ['30', '丧偶', 'widowed'],
  ['40', '离婚', 'divorced'],
  ['90', '未说明', 'not stated'],
]);

const relation = codeTable(
  'relation',
  { zh: '与户主关系', en: 'relation to the head of the household' },
  standard('GB/T 4761'),
  [
    ['01', '本人', 'self'],
    ['02', '户主', 'head of the household'],
    ['10', '配偶', 'spouse'],
    ['11', '夫', 'husband'],
    ['12', '妻', 'wife'],
    ['20', '子', 'son'],
    ['21', '独生子', 'only son'],
    ['22', '长子', 'eldest son'],
    ['23', '次子', 'second son'],
    ['27', '养子或继子', 'adopted son or stepson'],
    ['28', '女婿', 'son-in-law'],
    ['30', '女', 'daughter'],
    ['31', '独生女', 'only daughter'],
    ['32', '长女', 'eldest daughter'],
    ['33', '次女', 'second daughter'],
    ['37', '养女或继女', 'adopted daughter or stepdaughter'],
    ['38', '儿媳', 'daughter-in-law'],
    ['40', '孙子、孙女或外孙子、外孙女', 'grandchild'],
    ['41', '孙子', "son's son"],
    ['42', '孙女', "son's daughter"],
    ['43', '外孙子', "daughter's son"],
    ['44', '外孙女', "daughter's daughter"],
    ['50', '父母', 'parent'],
    ['51', '父亲', 'father'],
    ['52', '母亲', 'mother'],
    ['53', '公公', "husband's father"],
    ['54', '婆婆', "husband's mother"],
    ['55', '岳父', "wife's father"],
    ['56', '岳母', "wife's mother"],
    ['57', '继父或养父', 'stepfather or adoptive father'],
    ['58', '继母或养母', 'stepmother or adoptive mother'],
    ['60', '祖父母或外祖父母', 'grandparent'],
    ['70', '兄弟姐妹', 'brother or sister'],
    ['71', '兄', 'elder brother'],
    ['72', '嫂', "elder brother's wife"],
    ['73', '弟', 'younger brother'],
    ['74', '弟媳', "younger brother's wife"],
    ['75', '姐姐', 'elder sister'],
    ['76', '姐夫', "elder sister's husband"],
    ['77', '妹妹', 'younger sister'],
    ['78', '妹夫', "younger sister's husband"],
    ['80', '其他', 'other'],
    ['97', '其他亲属', 'other relative'],
    ['99', '非亲属', 'not related'],
  ],
);

const education = codeTable('education', { zh: '文化程度', en: 'education' }, standard('GB/T 4658'), [
  ['10', '研究生', 'postgraduate'],
  ['20', '大学本科', "bachelor's degree"],
  ['30', '大学专科', 'junior college'],
  ['40', '中等职业', 'secondary vocational'],
  ['60', '普通高中', 'senior secondary'],
  ['70', '初中', 'junior secondary'],
  ['80', '小学', 'primary'],
  ['90', '其他', 'other'],
]);

const hukouType = codeTable('hukou_type', { zh: '户口性质', en: 'kind of registration' }, own, [
  ['urban', '城镇', 'urban'],
  ['rural', '农村', 'rural'],
]);

const membershipReason = codeTable(
  'membership_reason',
  { zh: '成员变动原因', en: 'why a membership began or ended' },
  own,
  [
    ['initial', '初始登记', 'first registration'],
    ['birth', '出生', 'birth'],
    ['marriage_in', '婚入', 'married into the household'],
    ['marriage_out', '婚出', 'left by marriage'],
    ['moved_in', '迁入', 'moved in'],
    ['moved_out', '迁出', 'moved out'],
    ['split', '分户', 'the household split'],
    ['death', '死亡', 'death'],
    ['visit', '入户核查', 'found by a visit'],
  ],
);

const vitalEvent = codeTable('vital_event', { zh: '人口变动事件', en: 'vital event' }, own, [
  ['birth', '出生', 'birth'],
  ['death', '死亡', 'death'],
  ['moved_in', '迁入', 'moved in'],
  ['moved_out', '迁出', 'moved out'],
  ['detained', '羁押', 'detained'],
  ['released', '释放', 'released'],
  ['missing', '失踪', 'missing'],
]);

/** Tables about a person. */
export const personCodes: readonly CodeTable[] = [
  sex,
  marital,
  relation,
  education,
  hukouType,
  membershipReason,
  vitalEvent,
];
