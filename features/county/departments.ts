/**
 * The departments features come from, and by what right.
 */
import { declares, text } from './define.ts';

const query = '社会救助暂行办法第58条（经申请或授权查询核对）';
const queryEn = 'Interim Measures for Social Assistance, art. 58 (queries on application or authorisation)';
const duty = '个人信息保护法第13条第1款第3项、第34条（履行法定职责）';
const dutyEn = 'Personal Information Protection Law, arts. 13(3) and 34 (statutory duty)';
const basis = text(`${query}；${duty}`, `${queryEn}; ${dutyEn}`);

export const police = declares({
  department: text('公安部门', 'police'),
  legalBasis: basis,
  sensitivity: 'personal',
});
export const civilAffairs = declares({
  department: text('民政部门', 'civil affairs'),
  legalBasis: basis,
  sensitivity: 'personal',
});
export const medicalInsurance = declares({
  department: text('医保部门', 'medical insurance'),
  legalBasis: basis,
  sensitivity: 'sensitive',
});
export const health = declares({
  department: text('卫生健康部门', 'health'),
  legalBasis: basis,
  sensitivity: 'sensitive',
});
export const disabledFederation = declares({
  department: text('残疾人联合会', "disabled persons' federation"),
  legalBasis: basis,
  sensitivity: 'sensitive',
});
export const socialSecurity = declares({
  department: text('人力资源和社会保障部门', 'human resources and social security'),
  legalBasis: basis,
  sensitivity: 'personal',
});
export const tax = declares({
  department: text('税务、人社部门', 'tax and social security'),
  legalBasis: basis,
  sensitivity: 'sensitive',
});
export const education = declares({
  department: text('教育部门', 'education'),
  legalBasis: basis,
  sensitivity: 'personal',
});
export const housing = declares({
  department: text('住房和城乡建设部门', 'housing'),
  legalBasis: basis,
  sensitivity: 'personal',
});
export const means = declares({
  department: text(
    '不动产、车管、市场监管、公积金、银行',
    'registries of property, vehicles, firms; provident fund; banks',
  ),
  legalBasis: basis,
  sensitivity: 'sensitive',
});
export const utilities = declares({
  department: text('供电、供水企业', 'power and water companies'),
  legalBasis: text(
    '最低生活保障审核确认办法第17条（作为辅助评估；须经当地同意后启用）',
    'Dibao Review Measures, art. 17 (auxiliary assessment; only where locally agreed)',
  ),
  sensitivity: 'sensitive',
});
export const emergency = declares({
  department: text('应急管理、交警、人社部门', 'emergency management, traffic police, social security'),
  legalBasis: basis,
  sensitivity: 'personal',
});
export const voices = declares({
  department: text('12345 热线、幸福码、网格', '12345 hotline, happiness code, grid workers'),
  legalBasis: basis,
  sensitivity: 'personal',
});
export const several = declares({
  department: text('多部门', 'several departments'),
  legalBasis: basis,
  sensitivity: 'personal',
});
