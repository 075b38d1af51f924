/**
 * Regions (GB/T 2260): names of provinces, cities and counties by code.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const fileSchema = z.object({
  standard: z.string(),
  source: z.string(),
  licence: z.string(),
  provinces: z.record(z.string().regex(/^\d\d$/), z.string()),
});

const data = fileSchema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, 'regions.json'), 'utf8')) as unknown,
);
const names = new Map(Object.entries(data.provinces).flatMap(([code, text]) => namesOf(code, text)));

/** Which list the names are from, its date and licence. */
export const regionSource = { standard: data.standard, source: data.source, licence: data.licence } as const;

/** Two-digit prefixes that identity numbers also have: the card for residents from Taiwan. */
const cardsOnly = new Set(['83']);

/** Whether two digits begin the codes of a province, or of a residence card issued in place of one. */
export function isProvince(prefix: string): boolean {
  return Object.hasOwn(data.provinces, prefix) || cardsOnly.has(prefix);
}

/**
 * The full name of a region.
 *
 * @param code 2, 4, 6 or more digits; digits after the sixth (township, village) are not looked at, `00` at the end
 *             means the level above
 * @returns null for a code that is not on the list, as abolished codes are not
 * @example regionName('330106') // "浙江省杭州市西湖区"
 */
export function regionName(code: string): string | null {
  const short = code.slice(0, 6).replace(/(00){1,2}$/, '');
  if (!names.has(short)) return null;
  const levels = [2, 4, 6].filter((length) => length <= short.length);
  const parts = levels.map((length) => names.get(short.slice(0, length)) ?? '');
  return [...new Set(parts)].filter((part) => !isFiller(part)).join('');
}

/** How many provinces, cities and counties the list has. */
export function regionCounts(): { provinces: number; cities: number; counties: number } {
  const count = (length: number) => [...names.keys()].filter((code) => code.length === length).length;
  return { provinces: count(2), cities: count(4), counties: count(6) };
}

/** Groupings that are not part of a name: the districts of a municipality, counties under a province itself. */
function isFiller(name: string): boolean {
  return ['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划'].includes(name);
}

function namesOf(province: string, text: string): [code: string, name: string][] {
  const [own = '', ...below] = text.split(' ');
  return [
    [province, own],
    ...below.map((entry): [string, string] => {
      const digits = /^\d+/.exec(entry)?.[0] ?? '';
      return [province + digits, entry.slice(digits.length)];
    }),
  ];
}
