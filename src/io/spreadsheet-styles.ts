/**
 * Which cell styles of a workbook show numbers as dates.
 */
import { readXml } from './spreadsheet-xml.ts';
import type { SpreadsheetPackage } from './spreadsheet-package.ts';

/** How a style shows a number. */
export type NumberForm = 'number' | 'date' | 'month' | 'time';

/** Built-in formats with dates (ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are those of Chinese Excel). */
const BUILT_IN: Readonly<Record<number, NumberForm>> = {
  ...Object.fromEntries([14, 15, 16, 22].map((id) => [id, 'date'])),
  17: 'month',
  ...Object.fromEntries([18, 19, 20, 21, 45, 46, 47].map((id) => [id, 'time'])),
  ...Object.fromEntries([27, 28, 29, 30, 31, 36, 50, 51, 53, 54, 56, 58].map((id) => [id, 'date'])),
  ...Object.fromEntries([52, 57].map((id) => [id, 'month'])),
  ...Object.fromEntries([32, 33, 34, 35, 55].map((id) => [id, 'time'])),
};

/** The form of each cell style, by its number (attribute `s` of a cell). */
export async function readStyles(source: SpreadsheetPackage, part: string): Promise<readonly NumberForm[]> {
  if (!source.has(part)) return [];
  const custom = new Map<number, NumberForm>();
  const ids: number[] = [];
  let inCellFormats = false;
  await readXml(source, part, {
    open: (name, attributes) => {
      if (name === 'numFmt')
        custom.set(Number(attributes['numFmtId']), numberForm(attributes['formatCode'] ?? ''));
      if (name === 'cellXfs') inCellFormats = true;
      if (name === 'xf' && inCellFormats) ids.push(Number(attributes['numFmtId'] ?? 0));
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return ids.map((id) => custom.get(id) ?? BUILT_IN[id] ?? 'number');
}

/** What a format code shows: texts, colours and locales aside, y, d or e is a date, h or s alone a time. */
export function numberForm(code: string): NumberForm {
  const [positive = ''] = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .toLowerCase()
    .split(';');
  if (/general|@|[#0?]/.test(positive) && !/[yd]/.test(positive)) return isTime(positive) ? 'time' : 'number';
  if (/d/.test(positive)) return 'date';
  if (/[yeg]/.test(positive)) return /m/.test(positive) ? 'month' : 'date';
  if (isTime(positive)) return 'time';
  return /m/.test(positive) ? 'month' : 'number';
}

function isTime(code: string): boolean {
  return /[hs]|上午|am\/pm/.test(code) && !/general/.test(code);
}
