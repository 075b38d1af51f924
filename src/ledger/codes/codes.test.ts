import { describe, expect, it } from 'vitest';
import { programmes } from '../../policy/rules/index.ts';
import { ledgerTables } from '../schema/index.ts';
import { codeTable, own } from './code-table.ts';
import { codeTables, findCodeTable } from './index.ts';

const codesOf = (name: string): string[] => [...(findCodeTable(name)?.entries.keys() ?? [])];

describe('the code tables', () => {
  it('have one for every coded column of the ledger', () => {
    const wanted = ledgerTables.flatMap((table) =>
      table.columns.flatMap((declared) => (declared.codes === undefined ? [] : [declared.codes])),
    );

    expect(wanted.length).toBeGreaterThan(30);
    expect(wanted.filter((name) => !findCodeTable(name))).toEqual([]);
  });

  it('stand once each', () => {
    const names = codeTables.map((table) => table.name);

    expect(new Set(names).size).toBe(names.length);
  });

  it.each(codeTables.map((table) => [table.name, table] as const))(
    '%s says every code in Chinese and in English, no two alike',
    (_, table) => {
      const meanings = [...table.entries.values()];

      expect(meanings.length).toBeGreaterThan(1);
      for (const [code, { zh, en }] of table.entries) {
        expect(code).toMatch(/^[A-Za-z0-9_]+$/);
        expect(zh).toMatch(/[\p{Script=Han}0-9]/u);
        expect(en).toMatch(/^[^\p{Script=Han}]+$/u);
      }
      expect(new Set(meanings.map(({ zh }) => zh)).size).toBe(meanings.length);
      expect(new Set(meanings.map(({ en }) => en)).size).toBe(meanings.length);
    },
  );

  it('name every item that the rules know by the rules’ own id and title', () => {
    const items = programmes.flatMap((programme) => programme.items);
    const table = findCodeTable('assistance_item')!;

    expect(items.length).toBeGreaterThan(50);
    for (const { id, title } of items) expect(table.entries.get(id)).toEqual(title);
  });

  it('refuse a code written twice', () => {
    const twice = [
      ['a', '甲', 'first'],
      ['a', '乙', 'second'],
    ] as const;

    expect(() => codeTable('t', { zh: '表', en: 'table' }, own, twice)).toThrow('twice in table t');
  });

  it('keep the numbers of the standards', () => {
    expect(codesOf('sex')).toEqual(['0', '1', '2', '9']);
    expect(findCodeTable('disability_type')!.entries.get('5')?.zh).toBe('智力');
    expect(codesOf('disability_grade')).toEqual(['1', '2', '3', '4']);
    expect(findCodeTable('relation')!.entries.get('02')?.zh).toBe('户主');
    expect(findCodeTable('relation')!.entries.get('38')?.zh).toBe('儿媳');
    expect(findCodeTable('marital')!.entries.get('40')?.zh).toBe('离婚');
    expect(codesOf('relation').every((code) => /^\d\d$/.test(code))).toBe(true);
  });
});
