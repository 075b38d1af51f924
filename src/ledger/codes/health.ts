/** Codes about treatment and disability. */
import { codeTable, own, type CodeTable } from './code-table.ts';

const disabilityStandard = { source: 'GB/T 26341', verified: false } as const;

const medicalSetting = codeTable('medical_setting', { zh: '医疗类别', en: 'setting of treatment' }, own, [
  ['outpatient', '普通门诊', 'outpatient'],
  ['chronic', '门诊慢特病', 'outpatient, chronic or special disease'],
  ['inpatient', '住院', 'inpatient'],
]);

const hospitalLevel = codeTable('hospital_level', { zh: '医院等级', en: 'level of the hospital' }, own, [
  ['1', '一级', 'primary'],
  ['2', '二级', 'secondary'],
  ['3', '三级', 'tertiary'],
]);

const disabilityType = codeTable(
  'disability_type',
  { zh: '残疾类别', en: 'type of disability' },
  disabilityStandard,
  [
    ['1', '视力', 'visual'],
    ['2', '听力', 'hearing'],
    ['3', '言语', 'speech'],
    ['4', '肢体', 'physical'],
    ['5', '智力', 'intellectual'],
    ['6', '精神', 'mental'],
    ['7', '多重', 'multiple'],
  ],
);

const disabilityGrade = codeTable(
  'disability_grade',
  { zh: '残疾等级', en: 'grade of disability' },
  disabilityStandard,
  [
    ['1', '一级（重度）', 'grade 1, severe'],
    ['2', '二级（重度）', 'grade 2, severe'],
    ['3', '三级', 'grade 3'],
    ['4', '四级', 'grade 4'],
  ],
);

const certificateAction = codeTable(
  'certificate_action',
  { zh: '残疾人证变动类型', en: 'what happened to the certificate' },
  own,
  [
    ['issued', '新办', 'issued'],
    ['upgraded', '升级（加重）', 'to a severer grade'],
    ['downgraded', '降级（减轻）', 'to a lighter grade'],
    ['renewed', '换证', 'renewed'],
    ['cancelled', '注销', 'cancelled'],
  ],
);

/** Tables about health. */
export const healthCodes: readonly CodeTable[] = [
  medicalSetting,
  hospitalLevel,
  disabilityType,
  disabilityGrade,
  certificateAction,
];
