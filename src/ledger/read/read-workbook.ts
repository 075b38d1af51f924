/**
 * A workbook's sheet as CSV, with every cell that Excel may have damaged named.
 */
import { join } from 'node:path';
import { JzError } from '../../core/errors/index.ts';
import { openPackage, type SpreadsheetPackage } from '../../io/spreadsheet-package.ts';
import { openSheet } from '../../io/spreadsheet-read.ts';
import { readWorkbookParts, type SheetEntry, type Workbook } from '../../io/spreadsheet-workbook.ts';
import { FaultList } from './fault-list.ts';
import { SheetTable } from './sheet-table.ts';
import type { ReadableFile, ReadOptions, Scratch } from './types.ts';
import { warning } from './warning.ts';

/**
 * Makes an `.xlsx` readable.
 *
 * @throws JZ_FILE_TRUNCATED, JZ_FILE_EMPTY, JZ_FILE_BOMB, JZ_FILE_UNSAFE, JZ_FILE_ENCRYPTED, JZ_FILE_DISGUISED,
 *         JZ_SHEET_UNNAMED, JZ_SHEET_MISSING, JZ_SHEET_MERGED_HEADER, JZ_SHEET_FORMULA, JZ_HEADER_MISSING
 */
export async function readWorkbook(
  file: string,
  options: ReadOptions,
  scratch: Scratch,
): Promise<ReadableFile> {
  const source = await openPackage(file);
  try {
    const workbook = await readWorkbookParts(source);
    const sheet = await chosenSheet(source, workbook, options.sheet);
    return await readSheet(source, workbook, sheet, { options, scratch });
  } finally {
    source.close();
  }
}

async function readSheet(
  source: SpreadsheetPackage,
  workbook: Workbook,
  sheet: SheetEntry,
  { options, scratch }: { options: ReadOptions; scratch: Scratch },
): Promise<ReadableFile> {
  const path = join(scratch.folder, `${scratch.stem}.read.csv`);
  const faults = new FaultList(join(scratch.folder, `${scratch.stem}.faults.csv`));
  const table = new SheetTable({ file: source.file, path, options, faults });
  try {
    const { rows, frame } = await openSheet(source, workbook, sheet);
    for await (const batch of rows) await table.take(batch);
    const { header, senderRow, warnings } = table.finish(frame.merged);
    const hidden = hiddenParts(workbook, table.hiddenRows, frame.hiddenColumns);
    return {
      path,
      format: 'csv',
      delimiter: ',',
      kind: 'xlsx',
      encoding: null,
      sheet: sheet.name,
      header,
      warnings: [
        ...hidden.map((value) => warning('JZ_SHEET_HIDDEN', { file: source.file, value })),
        ...warnings,
      ],
      faults: await faults.finish(),
      senderRow,
    };
  } finally {
    await table.close();
    await faults.close();
  }
}

function hiddenParts(workbook: Workbook, rows: readonly number[], columns: readonly string[]): string[] {
  const sheets = workbook.sheets.filter((sheet) => sheet.hidden).map((sheet) => sheet.name);
  const parts: [string, readonly (string | number)[]][] = [
    ['工作表 / sheets', sheets],
    ['列 / columns', columns],
    ['行 / rows', rows],
  ];
  return parts
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `${what} ${names.slice(0, 10).join(', ')}${names.length > 10 ? ' …' : ''}`);
}

async function chosenSheet(
  source: SpreadsheetPackage,
  workbook: Workbook,
  name: string | undefined,
): Promise<SheetEntry> {
  const { file } = source;
  if (name !== undefined) {
    const named = workbook.sheets.find((sheet) => sheet.name === name);
    if (named) return named;
    const value = workbook.sheets.map((sheet) => sheet.name).join(', ');
    throw new JzError('JZ_SHEET_MISSING', { file, expected: name, value });
  }
  const visible = workbook.sheets.filter((sheet) => !sheet.hidden);
  const [first, ...others] = visible.length === 1 ? visible : await filledSheets(source, workbook, visible);
  if (first === undefined) throw new JzError('JZ_FILE_EMPTY', { file });
  if (others.length === 0) return first;
  throw new JzError('JZ_SHEET_UNNAMED', {
    file,
    value: [first, ...others].map((sheet) => sheet.name).join(', '),
  });
}

/** Excel adds empty sheets of its own accord; those do not count. */
async function filledSheets(
  source: SpreadsheetPackage,
  workbook: Workbook,
  sheets: readonly SheetEntry[],
): Promise<SheetEntry[]> {
  const filled: SheetEntry[] = [];
  for (const sheet of sheets) {
    const { rows } = await openSheet(source, workbook, sheet);
    const first = await rows.next();
    if (!first.done) filled.push(sheet);
    await rows.return(undefined);
  }
  return filled;
}
