/**
 * Names as the report prints them.
 */
import type { Words } from '../../io/page/text.ts';
import { findTable } from '../schema/index.ts';
import type { ScorePart } from './schema.ts';

const departments: Readonly<Record<string, Words>> = {
  police: { zh: '公安', en: 'police' },
  civil_affairs: { zh: '民政', en: 'civil affairs' },
  medical_insurance: { zh: '医保', en: 'healthcare security' },
  health: { zh: '卫健', en: 'health' },
  disabled_federation: { zh: '残联', en: 'disabled persons’ federation' },
  social_security: { zh: '人社', en: 'social security' },
  education: { zh: '教育', en: 'education' },
  housing: { zh: '住建', en: 'housing' },
  land_registry: { zh: '不动产登记', en: 'land registry' },
  tax: { zh: '税务', en: 'tax' },
  market: { zh: '市场监管', en: 'market regulation' },
  provident_fund: { zh: '公积金', en: 'provident fund' },
  banking: { zh: '银行核对', en: 'bank verification' },
  emergency: { zh: '应急', en: 'emergency' },
  rural: { zh: '农业农村', en: 'rural affairs' },
  union: { zh: '工会', en: 'trade union' },
  power: { zh: '供电', en: 'power' },
  water: { zh: '供水', en: 'water' },
  court: { zh: '法院', en: 'court' },
  hotline: { zh: '12345 热线', en: 'hotline 12345' },
  charity: { zh: '慈善', en: 'charity' },
};

/** A department's name; an unknown one is shown as it calls itself. */
export function departmentWords(department: string): Words {
  return departments[department] ?? { zh: department, en: department };
}

/** Names of the parts of the score. */
export const partWords: Readonly<Record<ScorePart, Words>> = {
  completeness: { zh: '完整', en: 'complete' },
  validity: { zh: '规范', en: 'valid' },
  uniqueness: { zh: '不重复', en: 'unique' },
  identity: { zh: '身份', en: 'identified' },
  consistency: { zh: '一致', en: 'consistent' },
  timeliness: { zh: '及时', en: 'timely' },
  steadiness: { zh: '平稳', en: 'steady' },
};

/** What a traffic light says, and the sign beside it, so that nothing rests on colour alone. */
export const lightWords = {
  good: { zh: '良好', en: 'good', sign: '●' },
  fair: { zh: '需改进', en: 'improve', sign: '▲' },
  poor: { zh: '需整改', en: 'act', sign: '■' },
  unknown: { zh: '无数据', en: 'no data', sign: '○' },
} as const;

/** Why rows were rejected, for the codes a department meets most. */
const problems: Readonly<Record<string, Words>> = {
  JZ_CELL_DATE: { zh: 'Excel 改动了日期', en: 'dates changed by Excel' },
  JZ_CELL_DIGITS_LOST: { zh: 'Excel 截断了号码', en: 'digits lost in Excel' },
  JZ_CELL_ERROR: { zh: 'Excel 错误值', en: 'Excel error values' },
  JZ_CELL_MERGED: { zh: '合并单元格', en: 'merged cells' },
  JZ_CELL_SCIENTIFIC: { zh: '号码成了科学计数', en: 'numbers in scientific notation' },
  JZ_IDENTITY_MISSING: { zh: '既无号码也无姓名', en: 'neither number nor name' },
  JZ_PERIOD_UNKNOWN: { zh: '时期不对', en: 'unknown periods' },
  JZ_PERSON_ERASED: { zh: '涉及已删除信息的人员', en: 'persons deleted at their request' },
  JZ_ROW_CELLS: { zh: '单元格个数不对', en: 'wrong number of cells' },
  JZ_ROW_DUPLICATE: { zh: '与已报的行重复', en: 'repeats of earlier rows' },
  JZ_ROW_QUOTES: { zh: '引号不配对', en: 'broken quotation marks' },
  JZ_VALUE_INVALID: { zh: '取值不合要求', en: 'values out of range' },
  JZ_VALUE_MISSING: { zh: '必填项为空', en: 'required cells empty' },
  JZ_VALUE_NOT_NUMBER: { zh: '不是数字', en: 'not numbers' },
};

/** An error code in words, the code itself where there are none. */
export function problemWords(code: string): Words {
  return problems[code] ?? { zh: code, en: code };
}

/** A table's name. */
export function tableWords(table: string): Words {
  const found = findTable(table);
  return found ? { zh: found.zh, en: found.en } : { zh: table, en: table };
}
