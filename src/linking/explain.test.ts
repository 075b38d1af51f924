import { expect, it } from 'vitest';
import { explain } from './explain.ts';
import { levelsOf, fields } from './levels.ts';
import type { Agreement } from './types.ts';

const none: Agreement = {
  name: 'missing',
  sex: 'missing',
  birthDate: 'missing',
  phone: 'missing',
  address: 'missing',
  idNumber: 'missing',
};

it('tells what speaks for one person first, then what differs', () => {
  const told = explain({ ...none, birthDate: 'same', name: 'one_of_many_characters', phone: 'different' });

  expect(told.zh).toBe('出生日期相同，姓名差一字；电话不同');
  expect(told.en).toBe('same birth date, name differs by one character; different phone');
});

it('says so when nothing can be compared', () => {
  expect(explain(none)).toEqual({ zh: '没有可比较的字段', en: 'nothing to compare' });
});

it('has words in both languages for every level', () => {
  for (const field of fields) {
    for (const level of levelsOf[field].slice(1)) {
      const { zh, en } = explain({ ...none, [field]: level });
      expect(zh, level).toMatch(/\p{Script=Han}/u);
      expect(en, level).toMatch(/^[\x20-\x7e’]+$/);
    }
  }
});
