import { describe, expect, it } from 'vitest';
import {
  blankDraft,
  draftOf,
  requestOf,
  withoutValue,
  withShock,
  withValue,
  type Parameter,
} from './draft.ts';

const number = (id: string, value: number): Parameter => ({
  ...{ id, value, programme: 'dibao', kind: 'number', min: 0, max: 10, step: 1, from: null, region: 'CN' },
  ...{ title: { zh: id, en: id }, unit: { code: 'count', zh: '', en: '' } },
  ...{ verified: true, note: null, law: null, items: [] },
});
const parameters = [number('dibao.standard_urban', 1000), number('dibian.multiplier', 1.5)];
const titled = () => ({ zh: '自拟', en: 'own' });
const shipped = { scenario: 1 as const, title: { zh: '甲', en: 'A' }, reform: { 'dibian.multiplier': 2 } };

describe('a scenario in the making', () => {
  it('asks for nothing while every value is that of the law', () => {
    const moved = withValue(blankDraft([]), 'dibian.multiplier', 2);
    const back = withValue(moved, 'dibian.multiplier', 1.5);

    expect(requestOf(blankDraft(['dibian.multiplier']), parameters, titled)).toBeNull();
    expect(requestOf(back, parameters, titled)).toBeNull();
    expect(requestOf(moved, parameters, titled)).toMatchObject({ reform: { 'dibian.multiplier': 2 } });
  });

  it('is sent as it shipped until something is moved, and again once it is moved back', () => {
    const opened = draftOf(shipped, 'a', []);
    const moved = withValue(opened, 'dibao.standard_urban', 1200);

    expect(requestOf(opened, parameters, titled)).toBe(shipped);
    expect(requestOf(moved, parameters, titled)).toMatchObject({
      title: titled(),
      reform: { 'dibian.multiplier': 2, 'dibao.standard_urban': 1200 },
    });
    expect(requestOf(withoutValue(moved, 'dibao.standard_urban', true), parameters, titled)).toBe(shipped);
  });

  it('drops a shock that changes nothing', () => {
    const shock = { fact: 'person.wage', times: 0.8 };
    const shaken = withShock(blankDraft([]), 0, shock);

    expect(requestOf(shaken, parameters, titled)).toMatchObject({ reform: {}, shocks: [shock] });
    expect(requestOf(withShock(shaken, 0, { ...shock, times: 1 }), parameters, titled)).toBeNull();
    expect(withShock(shaken, 0, null).shocks).toEqual([]);
  });

  it('shows a row for what a scenario changes before the usual ones, each once', () => {
    const { shown } = draftOf(shipped, 'a', ['dibao.standard_urban', 'dibian.multiplier']);

    expect(shown).toEqual(['dibian.multiplier', 'dibao.standard_urban']);
  });
});
