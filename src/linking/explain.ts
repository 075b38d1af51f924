/**
 * An agreement in words: what speaks for one person first, then what differs.
 */
import { fields } from './levels.ts';
import type { Agreement, Field } from './types.ts';

/** The same sentence in both languages. */
export interface Explanation {
  readonly zh: string;
  readonly en: string;
}

type Words = readonly [zh: string, en: string];

const words: { readonly [F in Field]: Readonly<Record<Exclude<Agreement[F], 'missing'>, Words>> } = {
  name: {
    same: ['姓名相同', 'same name'],
    same_traditional: ['姓名相同（繁简不同）', 'same name in traditional characters'],
    same_pinyin: ['姓名同音', 'name sounds the same'],
    same_pinyin_but_tone: ['姓名拼音相同、声调不同', 'name sounds the same but for tone'],
    one_similar_character: ['姓名有一字形近', 'name differs by one similar-looking character'],
    one_of_many_characters: ['姓名差一字', 'name differs by one character'],
    one_of_two_characters: ['姓名两字差一字', 'one of the name’s two characters differs'],
    characters_swapped: ['姓名两字颠倒', 'two characters of the name are exchanged'],
    one_character_missing: ['姓名多一字或少一字', 'name has one character more or less'],
    same_surname: ['同姓，名不同', 'same surname, other given name'],
    different: ['姓名不同', 'different name'],
  },
  sex: { same: ['性别相同', 'same sex'], different: ['性别不同', 'different sex'] },
  birthDate: {
    same: ['出生日期相同', 'same birth date'],
    day_and_month_swapped: ['出生月、日颠倒', 'day and month of birth are exchanged'],
    one_digit_differs: ['出生日期差一位数字', 'birth date differs by one digit'],
    same_month: ['出生年月相同、日不同', 'same month of birth, other day'],
    same_year: ['仅出生年份相同', 'only the year of birth is the same'],
    different: ['出生日期不同', 'different birth date'],
  },
  phone: {
    same: ['电话相同', 'same phone'],
    one_digit_differs: ['电话差一位数字', 'phone differs by one digit'],
    same_last_four: ['电话后四位相同', 'same last four digits of the phone'],
    different: ['电话不同', 'different phone'],
  },
  address: {
    same: ['地址相同', 'same address'],
    same_door: ['同村（小区）同门牌', 'same door in the same village or compound'],
    same_village: ['同村（小区）', 'same village or compound'],
    overlapping: ['地址部分相同', 'addresses overlap'],
    different: ['地址不同', 'different address'],
  },
  idNumber: {
    same: ['身份证号相同', 'same identity number'],
    one_digit_differs: ['身份证号差一位', 'identity number differs by one digit'],
    digits_swapped: ['身份证号相邻两位颠倒', 'two neighbouring digits of the identity number are exchanged'],
    old_fifteen_digits: [
      '身份证号为对应的 15 位旧号',
      'identity number is the same in the old form of 15 digits',
    ],
    cut_to_fifteen: [
      '身份证号前 15 位相同、后三位丢失',
      'first 15 digits of the identity number, the rest lost',
    ],
    partly_hidden: ['身份证号可见部分相同', 'readable part of the identity number is the same'],
    same_first_fourteen: ['身份证号前 14 位相同', 'same first 14 digits of the identity number'],
    different_damaged: ['残缺的身份证号不符', 'damaged identity number does not fit'],
    different_valid: ['身份证号是另一个有效号码', 'identity number is another valid one'],
  },
};

/** Levels that speak against one person. */
const against: ReadonlySet<string> = new Set([
  'different',
  'different_damaged',
  'different_valid',
  'same_surname',
]);

/** Order in which fields are told: what identifies best comes first. */
const told: readonly Field[] = ['idNumber', 'birthDate', 'name', 'phone', 'address', 'sex'];

/**
 * Says how a row agrees with a person.
 *
 * @example explain(…).zh // '出生日期相同，姓名差一字；电话不同'
 */
export function explain(agreement: Agreement): Explanation {
  const present = told.filter((field) => agreement[field] !== 'missing');
  const missing = fields.length - present.length;
  const pro = present.filter((field) => !against.has(agreement[field]));
  const contra = present.filter((field) => against.has(agreement[field]));
  const say = (language: 0 | 1, list: readonly Field[], comma: string): string =>
    list.map((field) => wordsOf(agreement, field)[language]).join(comma);
  if (missing === fields.length) return { zh: '没有可比较的字段', en: 'nothing to compare' };
  return {
    zh: [say(0, pro, '，'), say(0, contra, '，')].filter((part) => part !== '').join('；'),
    en: [say(1, pro, ', '), say(1, contra, ', ')].filter((part) => part !== '').join('; '),
  };
}

function wordsOf(agreement: Agreement, field: Field): Words {
  const ofField: Readonly<Record<string, Words>> = words[field];
  return ofField[agreement[field]] ?? ['', ''];
}
