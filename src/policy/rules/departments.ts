/** The departments that decide items. */
import { text } from '../text.ts';

export const departments = {
  civil: text('民政', 'civil affairs'),
  medical: text('医保', 'healthcare security'),
  emergency: text('应急管理', 'emergency management'),
  education: text('教育', 'education'),
  housing: text('住房和城乡建设', 'housing and construction'),
  labour: text('人力资源和社会保障', 'human resources and social security'),
  rural: text('农业农村', 'agriculture and rural affairs'),
  prices: text('发展改革', 'development and reform'),
  power: text('供电企业', 'the power company'),
  utilities: text('水务、燃气、广电等', 'water, gas and cable companies'),
  politicalLegal: text('政法机关', 'courts, procuratorates and police'),
  justice: text('司法行政', 'justice'),
  union: text('总工会', 'the trade union'),
  charity: text('慈善组织', 'charities'),
} as const;
