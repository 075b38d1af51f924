import { describe, expect, it } from 'vitest';
import { householdAddress, routeOf } from './routes.ts';

describe('routeOf', () => {
  it.each([
    ['/', { page: 'home' }],
    ['/alerts', { page: 'queue' }],
    ['/households', { page: 'list' }],
    ['/what-if', { page: 'what-if' }],
    ['/quality', { page: 'quality' }],
    ['/models', { page: 'models' }],
    ['/model', { page: 'model' }],
    ['/accounts', { page: 'accounts' }],
    ['/households/H1', { page: 'household', id: 'H1' }],
    ['/households/', { page: 'unknown' }],
    ['/households/a/b', { page: 'unknown' }],
    ['/households/%E0%A4%A', { page: 'unknown' }],
  ])('reads %s', (path, route) => {
    expect(routeOf(path)).toEqual(route);
  });

  it.each(['H1', '村/3 号', '100%', 'a?b#c'])('finds the household %s by its own address', (id) => {
    expect(routeOf(new URL(householdAddress(id), 'http://localhost').pathname)).toEqual({
      page: 'household',
      id,
    });
  });
});
