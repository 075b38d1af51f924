import { coded, column, ledgerTable, money, nullable, personId, sensitive } from './table.ts';

/** One settlement of medical costs: who paid what. */
export const medicalClaim = ledgerTable(
  'medical_claim',
  {
    zh: '医疗费用结算',
    en: 'settlement of medical costs',
    legalBasis: '社会救助暂行办法第58条；医疗保障基金使用监督管理条例',
  },
  [
    personId,
    coded('setting', 'medical_setting', '医疗类别', 'outpatient, chronic, inpatient'),
    nullable(sensitive(column('icd10', 'VARCHAR', '', '诊断编码 ICD-10', 'diagnosis, ICD-10'))),
    nullable(coded('hospital_level', 'hospital_level', '医院等级', 'level of the hospital')),
    nullable(coded('scheme', 'insurance_scheme', '险种', 'insurance scheme')),
    { ...money('total_fen', '费用总额', 'total cost'), nullable: false },
    money('in_scope_fen', '目录内费用', 'cost within the insurance scope'),
    money('basic_paid_fen', '基本医保支付', 'paid by basic insurance'),
    money('serious_paid_fen', '大病保险支付', 'paid by serious-illness insurance'),
    money('aid_paid_fen', '医疗救助支付', 'paid by medical assistance'),
    money('self_paid_fen', '个人自付', 'paid by the patient within the scope'),
    money('out_of_scope_fen', '个人自费', 'paid by the patient outside the scope'),
  ],
  { sortedBy: ['person_id', 'occurred_on'] },
);
