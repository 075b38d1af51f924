import { describe, expect, it } from 'vitest';
import { nameLevels } from '../types.ts';
import { newNameDictionary } from '../encode/name-dictionary.ts';
import { newCharacters } from './characters.ts';
import { compareNames } from './compare-names.ts';

function compare(left: string, right: string): string {
  const characters = newCharacters();
  const a = newNameDictionary(characters);
  const b = newNameDictionary(characters);
  a.number(left);
  b.number(right);
  const pair = { characters: characters.table, a: a.columns(), b: b.columns() };
  return nameLevels[compareNames(pair, 0, 0)]!;
}

describe('comparing names', () => {
  it.each([
    ['张伟', '张伟', 'same'],
    [' 张　伟 ', '张伟', 'same'],
    ['张伟（户主）', '张伟', 'same'],
    ['阿卜杜拉·买买提', '阿卜杜拉•买买提', 'same'],
    ['劉偉', '刘伟', 'same_traditional'],
    ['张伟', '张薇', 'same_pinyin_but_tone'],
    ['李静', '李婧', 'same_pinyin'],
    ['单雄', '善雄', 'same_pinyin'],
    ['王士强', '王土强', 'one_similar_character'],
    ['陈晓东', '陈晓明', 'one_of_many_characters'],
    ['陈东', '陈明', 'one_of_two_characters'],
    ['赵明亮', '赵亮明', 'characters_swapped'],
    ['欧阳娜', '欧阳娜娜', 'one_character_missing'],
    ['王明', '王小明', 'one_character_missing'],
    ['王建国', '王桂香', 'same_surname'],
    ['欧阳锋', '欧阳小倩', 'same_surname'],
    ['欧阳锋', '欧小倩', 'different'],
    ['王建国', '李桂香', 'different'],
    ['王', '李', 'different'],
    ['JOHN SMITH', 'John Smith', 'same'],
  ])('%s and %s: %s', (left, right, level) => {
    expect(compare(left, right)).toBe(level);
    expect(compare(right, left)).toBe(level);
  });

  it('takes every reading of a character for its sound', () => {
    expect(compare('曾乐', '增乐')).toBe('same_pinyin');
    expect(compare('乐平', '月平')).toBe('same_pinyin');
    expect(compare('乐平', '勒平')).toBe('same_pinyin');
  });

  it('counts a name without any character as missing', () => {
    const names = newNameDictionary(newCharacters());

    expect(names.number(' 　')).toBe(0);
    expect(names.number('(户主)')).toBe(0);
    expect(names.number(null)).toBe(0);
  });
});
