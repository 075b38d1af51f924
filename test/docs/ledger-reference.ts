import {
  commonColumns,
  ledgerTables,
  type LedgerColumn,
  type LedgerTable,
} from '../../src/ledger/schema/index.ts';

const intro = `# The ledger · 总账数据字典

Made from the declarations in \`src/ledger/schema/\` by \`npm run docs\`; do not edit.
Which department fills which table: [departments.md](departments.md). What the codes mean: [codes.md](codes.md).

Every row has two times: \`occurred_on\`, when it happened, and \`recorded_at\`, when the bureau could know it.
Nothing is changed in place: a correction is a new row, and \`superseded_at\` of a view says from which day a later row stands instead.
Names, identity numbers, phones and addresses are in no table: persons and households are keyed pseudonyms, and who they are is in the vault only.

| 敏感级别 / sensitivity | 含义 | meaning |
|---|---|---|
| \`open\` | 可公开的统计口径 | open statistics |
| \`internal\` | 部门内部 | inside the bureau |
| \`personal\` | 个人信息 | about one person or household |
| \`sensitive\` | 敏感个人信息（健康、金融账户、羁押、未成年人等，个人信息保护法第28条） | what the law protects most: health, accounts, detention, children |

| unit | 单位 |
|---|---|
| \`fen\` | 分，整数 / whole minor units of the currency |
| \`count\` | 个数 / a number of things |
| \`date\` | 日 / a day |
| \`weight\` | 抽样权重 / survey weight |
| \`m2\` | 平方米 / square metres |
| \`share\` | 比例 0–1 / a share |
| \`as coded\` | 由同行的代码决定 / as the row's code says |
`;

/** docs/reference/ledger.md, made from the tables' declarations. */
export function ledgerReference(): string {
  const list = ledgerTables
    .map(({ name, zh, en }) => `| [\`${name}\`](#${name}) | ${zh} | ${en} |`)
    .join('\n');
  const tables = ledgerTables.map(section).join('\n');
  return `${intro}
| table | 表 | meaning |
|---|---|---|
${list}

## Columns of every table · 公共列

${columnTable(commonColumns)}
${tables}`;
}

function section(table: LedgerTable): string {
  const { name, zh, en, legalBasis, entity, sortedBy, own } = table;
  const subject =
    entity.length === 0
      ? ''
      : `\nAt least one of ${entity.map((column) => `\`${column}\``).join(', ')} is filled.`;
  return `
## ${name}

${zh} · ${en}.
依据 / legal basis: ${legalBasis}.
Sorted by ${sortedBy.map((column) => `\`${column}\``).join(', ')}.${subject}

${columnTable(own)}`;
}

function columnTable(columns: readonly LedgerColumn[]): string {
  return `| column | 列 | type | unit | codes | may be empty | sensitivity | meaning |
|---|---|---|---|---|---|---|---|
${columns.map(columnRow).join('\n')}
`;
}

function columnRow(declared: LedgerColumn): string {
  const { name, type, unit, codes, nullable, sensitivity, zh, en } = declared;
  const link = codes === undefined ? '' : `[${codes}](codes.md#${codes})`;
  return `| \`${name}\` | ${zh} | ${type} | ${unit} | ${link} | ${nullable ? 'yes' : ''} | ${sensitivity} | ${en} |`;
}
