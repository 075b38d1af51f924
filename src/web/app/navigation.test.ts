import { describe, expect, it } from 'vitest';
import { navigationOf, navPageOf } from './navigation.ts';

const account = {
  name: '张三',
  areas: null,
  today: '2025-12-31',
  place_names: {},
  catalogue: 'county',
} as const;

describe('navigationOf', () => {
  it.each([
    ['caseworker', '/alerts'],
    ['auditor', '/alerts'],
    ['analyst', '/what-if'],
    ['data_team', '/quality'],
    ['administrator', '/accounts'],
    ['demo', '/alerts'],
  ] as const)('begins for %s at %s', (role, address) => {
    expect(navigationOf({ ...account, role })[0]?.address).toBe(address);
  });

  it('shows households to nobody who may not read them', () => {
    const addresses = (['analyst', 'data_team', 'administrator'] as const).flatMap((role) =>
      navigationOf({ ...account, role }).map((entry) => entry.address),
    );

    expect(addresses).not.toContain('/alerts');
    expect(addresses).not.toContain('/households');
  });

  it('keeps the panel to its list and its model', () => {
    const entries = navigationOf({ ...account, role: 'demo', catalogue: 'panel' });

    expect(entries.map((entry) => entry.page)).toEqual(['list', 'model']);
    expect(navPageOf({ page: 'household', id: 'H1' }, entries)).toBe('list');
  });
});
