/**
 * Major diseases by ICD-10 code: which diagnoses open help for serious illness.
 */

/** One disease and its codes. */
export interface MajorDisease {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** First and last three-character category (`C00`–`C97`), or one longer code that is matched by its beginning. */
  readonly icd10: readonly string[];
  /** Whether the range was compared with the published list. */
  readonly verified: boolean;
}

type Row = readonly [code: string, zh: string, en: string, ...icd10: string[]];

/** After the 30 diseases of 农村贫困人口大病专项救治, from knowledge: a county replaces it by its own list. */
const rows: readonly Row[] = [
  ['cancer', '恶性肿瘤', 'cancer', 'C00-C97'],
  ['brain_tumour', '中枢神经系统肿瘤', 'tumour of the central nervous system', 'D32-D33', 'D42-D43'],
  ['renal_failure', '终末期肾病', 'end-stage renal disease', 'N18.0', 'N18.5', 'N18.6', 'N18.9', 'N19-N19'],
  ['heart_attack', '急性心肌梗死', 'acute myocardial infarction', 'I21-I22'],
  ['stroke', '脑卒中', 'stroke', 'I60-I64'],
  ['congenital_heart', '先天性心脏病', 'congenital heart disease', 'Q20-Q26'],
  ['rheumatic_heart', '风湿性心脏病', 'rheumatic heart disease', 'I05-I09'],
  ['aplastic_anaemia', '再生障碍性贫血', 'aplastic anaemia', 'D60-D61'],
  ['haemophilia', '血友病', 'haemophilia', 'D66-D67'],
  ['thalassaemia', '地中海贫血', 'thalassaemia', 'D56-D56'],
  ['psychosis', '严重精神障碍', 'severe mental disorder', 'F20-F20', 'F25-F25', 'F31-F31'],
  ['tuberculosis', '耐多药结核病', 'drug-resistant tuberculosis', 'U84.3'],
  ['aids', '艾滋病机会性感染', 'HIV disease', 'B20-B24'],
  ['pneumoconiosis', '尘肺', 'pneumoconiosis', 'J60-J65'],
  ['copd', '慢性阻塞性肺病', 'chronic obstructive pulmonary disease', 'J43-J44'],
  ['cirrhosis', '肝硬化失代偿期', 'cirrhosis of the liver', 'K74-K74'],
  ['lupus', '系统性红斑狼疮', 'systemic lupus erythematosus', 'M32-M32'],
  ['parkinson', '帕金森病', "Parkinson's disease", 'G20-G20'],
  ['motor_neurone', '运动神经元病', 'motor neurone disease', 'G12-G12'],
  ['transplant', '器官移植术后', 'transplanted organ', 'Z94-Z94'],
  ['burns', '严重烧伤', 'severe burns', 'T20-T32'],
  ['cleft', '唇腭裂', 'cleft lip and palate', 'Q35-Q37'],
];

/** The list, in the order shown. */
export const majorDiseases: readonly MajorDisease[] = rows.map(([code, zh, en, ...icd10]) => ({
  code,
  zh,
  en,
  icd10,
  verified: false,
}));

/**
 * The major disease a diagnosis belongs to.
 *
 * @param icd10 as sent: `C34.9`, `c349` and `C34.900x001` are read alike
 * @returns null for every other diagnosis and for what is no ICD-10 code
 * @example majorDisease('I63.9')?.code // "stroke"
 */
export function majorDisease(icd10: string): MajorDisease | null {
  const code = /^([A-Z]\d{2})\.?([0-9X]?)/.exec(icd10.trim().toUpperCase());
  const [, category = '', fourth = ''] = code ?? [];
  if (category === '') return null;
  return (
    majorDiseases.find((disease) => disease.icd10.some((range) => isIn(range, category, fourth))) ?? null
  );
}

function isIn(range: string, category: string, fourth: string): boolean {
  if (range.includes('.')) return range === `${category}.${fourth}`;
  const [first = '', last = ''] = range.split('-');
  return category >= first && category <= last;
}
