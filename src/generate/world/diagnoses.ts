/**
 * Diagnoses that occur: ICD-10 code, name, what kind of illness it is. Shares are in the parameters (`health`).
 */
export interface Diagnosis {
  readonly icd: string;
  readonly zh: string;
  /** `cancer` and `major` are listed severe illnesses; `chronic` needs lasting treatment. */
  readonly kind: 'cancer' | 'major' | 'chronic' | 'acute' | 'injury' | 'birth';
}

/** In the order of the column `diagnosis` of a claim. */
export const diagnoses: readonly Diagnosis[] = [
  { icd: 'C34.9', zh: '肺恶性肿瘤', kind: 'cancer' },
  { icd: 'C50.9', zh: '乳腺恶性肿瘤', kind: 'cancer' },
  { icd: 'C18.9', zh: '结肠恶性肿瘤', kind: 'cancer' },
  { icd: 'C16.9', zh: '胃恶性肿瘤', kind: 'cancer' },
  { icd: 'C22.9', zh: '肝恶性肿瘤', kind: 'cancer' },
  { icd: 'C73', zh: '甲状腺恶性肿瘤', kind: 'cancer' },
  { icd: 'C91.0', zh: '急性淋巴细胞白血病', kind: 'cancer' },
  { icd: 'I63.9', zh: '脑梗死', kind: 'major' },
  { icd: 'I61.9', zh: '脑出血', kind: 'major' },
  { icd: 'I21.9', zh: '急性心肌梗死', kind: 'major' },
  { icd: 'N18.0', zh: '终末期肾病', kind: 'major' },
  { icd: 'K74.6', zh: '肝硬化失代偿', kind: 'major' },
  { icd: 'D61.9', zh: '再生障碍性贫血', kind: 'major' },
  { icd: 'F20.9', zh: '精神分裂症', kind: 'major' },
  { icd: 'I10', zh: '原发性高血压', kind: 'chronic' },
  { icd: 'E11.9', zh: '2型糖尿病', kind: 'chronic' },
  { icd: 'J44.9', zh: '慢性阻塞性肺疾病', kind: 'chronic' },
  { icd: 'I25.1', zh: '冠状动脉粥样硬化性心脏病', kind: 'chronic' },
  { icd: 'M54.5', zh: '腰痛', kind: 'acute' },
  { icd: 'J18.9', zh: '肺炎', kind: 'acute' },
  { icd: 'K80.2', zh: '胆囊结石', kind: 'acute' },
  { icd: 'J06.9', zh: '急性上呼吸道感染', kind: 'acute' },
  { icd: 'K29.7', zh: '胃炎', kind: 'acute' },
  { icd: 'H25.9', zh: '老年性白内障', kind: 'acute' },
  { icd: 'S72.0', zh: '股骨颈骨折', kind: 'injury' },
  { icd: 'S06.9', zh: '颅内损伤', kind: 'injury' },
  { icd: 'T30.0', zh: '烧伤', kind: 'injury' },
  { icd: 'O80.9', zh: '顺产', kind: 'birth' },
];

/** Positions of the diagnoses of a kind. */
export function diagnosesOf(kind: Diagnosis['kind']): readonly number[] {
  return diagnoses.flatMap((diagnosis, i) => (diagnosis.kind === kind ? [i] : []));
}
