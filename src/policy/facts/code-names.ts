/**
 * Codes in Chinese and English words, in the order of their lists.
 */
import type { Language } from '../text.ts';
import { codeLists, type CodeList } from './codes.ts';

const chinese: Readonly<Record<CodeList, readonly string[]>> = {
  relation: [
    '本人',
    '配偶',
    '子女',
    '父母',
    '孙子女',
    '祖父母',
    '兄弟姐妹',
    '儿媳或女婿',
    '公婆或岳父母',
    '其他',
  ],
  student: ['不在读', '学前', '小学', '初中', '普通高中', '中职', '大专', '本科', '研究生'],
  disability: ['无', '视力', '听力', '言语', '肢体', '智力', '精神', '多重'],
  work: ['无业', '受雇就业', '自营就业', '务农', '失业', '在学', '退休'],
  insurance: ['未参保', '居民医保', '职工医保'],
  parent_state: [
    '在且能抚养',
    '死亡',
    '失踪',
    '失联',
    '重残',
    '重病',
    '服刑',
    '强制隔离戒毒',
    '被其他限制人身自由',
    '被撤销监护资格',
    '被遣返驱逐',
  ],
  emergency: ['无', '火灾', '交通事故', '突发重病', '意外伤害', '其他急难'],
  house: ['完好', '损坏', '严重损坏', '倒塌'],
  tenure: ['自有', '公租房', '私人出租房', '无房'],
  dwelling_grade: ['A级', 'B级', 'C级', 'D级'],
};

/** The code at a position as people say it. */
export function codeName(list: CodeList, position: number, language: Language): string {
  const name = codeLists[list][position] ?? String(position);
  return language === 'zh' ? (chinese[list][position] ?? name) : name.replaceAll('_', ' ');
}
