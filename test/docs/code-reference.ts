import {
  codeTables,
  majorDiseases,
  regionCounts,
  regionSource,
  type CodeTable,
} from '../../src/ledger/codes/index.ts';

const intro = `# Codes · 代码表

Made from \`src/ledger/codes/\` by \`npm run docs\`; do not edit.
A mapping translates the sender's words into these codes (\`values\` of a \`code\` column, see [mapping.md](mapping.md)).
“Not compared” means that the entries were written from knowledge and not compared with the standard's own text: check before relying on one.

## Identity numbers · 公民身份号码

GB 11643: six digits of area, eight of birth, three of sequence (odd for men), one check digit by ISO 7064 MOD 11-2.
The 15-digit form of before 1999 becomes the 18-digit form of the same person.
The area must begin with a province of GB/T 2260; abolished county codes inside old numbers stay valid.
Area 99 is assigned to nobody: such a number is practice data, valid only where the mapping says \`synthetic: true\`.
A disability certificate's number is the identity number, one digit of type and one of grade.

## Regions · 行政区划
`;

/** docs/reference/codes.md, made from the code tables. */
export function codeReference(): string {
  const { provinces, cities, counties } = regionCounts();
  const regions = `
${regionSource.standard}: ${provinces} provinces, ${cities} cities, ${counties} counties.
Source: ${regionSource.source}; licence ${regionSource.licence}.
`;
  return `${intro}${regions}
## Major diseases · 重大疾病

By ICD-10, after 农村贫困人口大病专项救治; ⚠ not compared: replace it by the county's own list.

| code | 病种 | disease | ICD-10 |
|---|---|---|---|
${majorDiseases.map(({ code, zh, en, icd10 }) => `| \`${code}\` | ${zh} | ${en} | ${icd10.map(range).join(', ')} |`).join('\n')}
${codeTables.map(section).join('')}`;
}

function range(text: string): string {
  const [first, last] = text.split('-');
  return first === last || last === undefined ? String(first) : `${first}–${last}`;
}

function section({ name, zh, en, source, verified, entries }: CodeTable): string {
  const from = source === 'ledger' ? '本系统自定 / the ledger’s own' : source;
  const rows = [...entries].map(([code, meaning]) => `| \`${code}\` | ${meaning.zh} | ${meaning.en} |`);
  return `
## ${name}

${zh} · ${en}. ${from}.${verified ? '' : ' ⚠ 未与原文核对 / not compared.'}

| code | 含义 | meaning |
|---|---|---|
${rows.join('\n')}
`;
}
