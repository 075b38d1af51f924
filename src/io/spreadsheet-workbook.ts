/**
 * What a workbook holds: its sheets, where its parts lie, its calendar.
 */
import { posix } from 'node:path';
import { JzError } from '../core/errors/index.ts';
import type { SpreadsheetPackage } from './spreadsheet-package.ts';
import { readXml } from './spreadsheet-xml.ts';

/** One sheet. */
export interface SheetEntry {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

/** An opened workbook. */
export interface Workbook {
  readonly sheets: readonly SheetEntry[];
  readonly is1904: boolean;
  readonly stylesPart: string;
  readonly stringsPart: string;
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
  readonly isExternal: boolean;
}

/**
 * Reads the list of sheets.
 *
 * @throws JZ_FILE_DISGUISED when the zip is no .xlsx, JZ_FILE_UNSAFE for sheets outside the file, JZ_FILE_TRUNCATED
 */
export async function readWorkbookParts(source: SpreadsheetPackage): Promise<Workbook> {
  const part = await mainPart(source);
  const relations = await readRelations(source, part);
  const listed: { name: string; id: string; hidden: boolean }[] = [];
  let is1904 = false;
  await readXml(source, part, {
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const hidden = ['hidden', 'veryHidden'].includes(attributes['state'] ?? 'visible');
      listed.push({ name: attributes['name'] ?? '', id: attributes['r:id'] ?? otherId(attributes), hidden });
    },
  });
  const byType = (type: string, usual: string): string =>
    relations.find((relation) => relation.type.endsWith(`/${type}`))?.target ?? usual;
  return {
    sheets: listed.flatMap(({ name, id, hidden }) => {
      const relation = relations.find((candidate) => candidate.id === id);
      if (relation?.isExternal)
        throw new JzError('JZ_FILE_UNSAFE', { file: source.file, problem: `sheet ${name} lies elsewhere` });
      const isSheet = relation?.type.endsWith('/worksheet') ?? false;
      return relation && isSheet ? [{ name, part: relation.target, hidden }] : [];
    }),
    is1904,
    stylesPart: byType('styles', 'xl/styles.xml'),
    stringsPart: byType('sharedStrings', 'xl/sharedStrings.xml'),
  };
}

async function mainPart(source: SpreadsheetPackage): Promise<string> {
  const relations = source.has('_rels/.rels') ? await readRelations(source, '') : [];
  const main = relations.find((relation) => relation.type.endsWith('/officeDocument'))?.target;
  const part = main ?? 'xl/workbook.xml';
  if (source.has(part) && part.endsWith('.xml') && !part.startsWith('word/') && !part.startsWith('ppt/'))
    return part;
  throw new JzError('JZ_FILE_DISGUISED', { file: source.file, expected: '.xlsx', value: otherKind(source) });
}

function otherKind(source: SpreadsheetPackage): string {
  if (source.has('xl/workbook.bin')) return '.xlsb';
  if (source.has('content.xml')) return '.ods';
  if (source.has('word/document.xml')) return '.docx';
  return 'zip';
}

/** A relation's id under another prefix than the usual `r:`. */
function otherId(attributes: Readonly<Record<string, string>>): string {
  const name = Object.keys(attributes).find((key) => key.endsWith(':id'));
  return name === undefined ? '' : (attributes[name] ?? '');
}

async function readRelations(source: SpreadsheetPackage, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part);
  const relations: Relation[] = [];
  const own = posix.join(part === '' ? '' : folder, '_rels', `${posix.basename(part)}.rels`);
  if (!source.has(own)) return relations;
  await readXml(source, own, {
    open: (name, attributes) => {
      if (name !== 'Relationship') return;
      const target = attributes['Target'] ?? '';
      relations.push({
        id: attributes['Id'] ?? '',
        type: attributes['Type'] ?? '',
        target: target.startsWith('/') ? target.slice(1) : posix.join(part === '' ? '' : folder, target),
        isExternal: attributes['TargetMode'] === 'External',
      });
    },
  });
  return relations;
}
