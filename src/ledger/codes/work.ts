/** Codes about income, work and insurance. */
import { codeTable, own, type CodeTable } from './code-table.ts';

const incomeKind = codeTable('income_kind', { zh: '收入类别', en: 'kind of income' }, own, [
  ['total', '家庭总收入', 'total of the household'],
  ['per_capita', '人均收入', 'per member'],
  ['wage', '工资薪金', 'wages'],
  ['labour', '劳务报酬', 'fees for services'],
  ['business', '经营所得', 'business income'],
  ['property', '财产性收入', 'property income'],
  ['transfer', '转移性收入', 'transfers'],
  ['pension', '职工养老金', "employee's pension"],
  ['basic_pension', '城乡居民养老金', "resident's basic pension"],
  ['unemployment_benefit', '失业保险金', 'unemployment benefit'],
]);

const employmentEvent = codeTable(
  'employment_event',
  { zh: '就业与参保事件', en: 'event of work or social insurance' },
  own,
  [
    ['contribution', '已缴费', 'contribution paid'],
    ['contribution_stopped', '缴费中断', 'contribution missed'],
    ['dismissed', '解除劳动合同', 'employment ended'],
    ['unemployment_registered', '失业登记', 'registered as unemployed'],
    ['benefit_started', '领取失业保险金', 'unemployment benefit granted'],
    ['benefit_stopped', '停发失业保险金', 'unemployment benefit stopped'],
    ['employment_registered', '就业登记', 'registered as employed'],
    ['public_post', '公益性岗位', 'public-service post'],
  ],
);

const insuranceScheme = codeTable('insurance_scheme', { zh: '险种', en: 'insurance scheme' }, own, [
  ['employee_medical', '职工医保', 'medical, employees'],
  ['resident_medical', '居民医保', 'medical, residents'],
  ['employee_pension', '职工养老', 'pension, employees'],
  ['resident_pension', '居民养老', 'pension, residents'],
  ['unemployment', '失业保险', 'unemployment'],
  ['work_injury', '工伤保险', 'work injury'],
  ['maternity', '生育保险', 'maternity'],
  ['long_term_care', '长期护理保险', 'long-term care'],
]);

/** Tables about income and work. */
export const workCodes: readonly CodeTable[] = [incomeKind, employmentEvent, insuranceScheme];
