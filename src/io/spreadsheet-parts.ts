/**
 * The small parts every workbook has beside its sheet.
 */
import type { ZipPart } from './spreadsheet-zip.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const FORMATS = 'http://schemas.openxmlformats.org';
const MAIN = `${FORMATS}/spreadsheetml/2006/main`;
const RELATIONSHIPS = `${FORMATS}/officeDocument/2006/relationships`;
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** All parts but `xl/worksheets/sheet1.xml`. Cell style 0 is general, 1 is text. */
export function spreadsheetParts(sheetName: string): ZipPart[] {
  return [
    { name: '[Content_Types].xml', text: [contentTypes()] },
    { name: '_rels/.rels', text: [relations([['officeDocument', 'xl/workbook.xml']])] },
    { name: 'xl/workbook.xml', text: [workbook(sheetName)] },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: [
        relations([
          ['worksheet', 'worksheets/sheet1.xml'],
          ['styles', 'styles.xml'],
        ]),
      ],
    },
    { name: 'xl/styles.xml', text: [styles()] },
  ];
}

function contentTypes(): string {
  const part = (name: string, type: string): string =>
    `<Override PartName="/xl/${name}.xml" ContentType="${TYPE}.${type}+xml"/>`;
  return `${HEAD}<Types xmlns="${FORMATS}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('workbook', 'sheet.main')}${part('worksheets/sheet1', 'worksheet')}${part('styles', 'styles')}</Types>`;
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const lines = targets.map(
    ([type, target], i) =>
      `<Relationship Id="rId${i + 1}" Type="${RELATIONSHIPS}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${FORMATS}/package/2006/relationships">${lines.join('')}</Relationships>`;
}

/** Excel takes names of at most 31 characters without `: \ / ? * [ ]`, not in apostrophes. */
function workbook(sheetName: string): string {
  const name = sheetName.replace(/[:\\/?*[\]&<>"']/g, '_').slice(0, 31);
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><sheets><sheet name="${name || 'Sheet1'}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
}

function styles(): string {
  const xf = (format: number, rest: string): string =>
    `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0"${rest}/>`;
  return `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1">${xf(0, '')}</cellStyleXfs><cellXfs count="2">${xf(0, ' xfId="0"')}${xf(49, ' xfId="0" applyNumberFormat="1"')}</cellXfs></styleSheet>`;
}
