import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { InvalidArgumentError, type Command } from 'commander';
import { JzError } from '../../core/errors/index.ts';
import { readText, writeAtomically } from '../../io/files.ts';
import { codeFaults } from '../../ledger/codes/check-codes.ts';
import { loadIncluded, loadMapping } from '../../ledger/mapping/load.ts';
import type { SourceSpec } from '../../ledger/mapping/schema.ts';
import { knownSources } from '../../ledger/suggest/known.ts';
import { readSample } from '../../ledger/suggest/sample.ts';
import { suggestMapping, type Suggestion } from '../../ledger/suggest/suggest.ts';
import type { Terminal } from '../io.ts';

interface SuggestOptions {
  readonly department?: string;
  readonly sheet?: string;
  readonly headerRow?: number;
  readonly out?: string;
  readonly json?: true;
}

/** `jiuzhu mapping check FILE` and `jiuzhu mapping suggest FILE`. */
export function addMappingCommand(program: Command, terminal: Terminal): void {
  const mapping = program
    .command('mapping')
    .description('映射文件：检查，或由数据文件推断 / mapping files: check one, or propose one from a file');
  mapping
    .command('check <file>')
    .description('检查映射文件，含译码 / check a mapping, its codes included')
    .option('--json', 'print JSON')
    .action((file: string, options: { json?: true }) => check(file, options, terminal));
  mapping
    .command('suggest <file>')
    .description('由数据文件的表头和内容推断映射 / propose a mapping from a file’s header and contents')
    .option(
      '--department <name>',
      '部门代码；默认取相近的已知文件 / department; default: that of the known file it is like',
      departmentName,
    )
    .option('--sheet <name>', 'Excel 工作表 / sheet of a workbook')
    .option('--header-row <number>', '表头在第几行 / line of the column names', lineNumber)
    .option('--out <file>', '写到文件；默认输出到屏幕 / write it here; default: stdout')
    .option('--json', 'print JSON')
    .action((file: string, options: SuggestOptions) => suggest(file, options, terminal));
}

async function check(file: string, { json }: { json?: true }, terminal: Terminal): Promise<void> {
  const sources = await sourcesOf(file);
  const warnings = sources.flatMap((source, i) => checkCodes(file, source, i));
  const described = sources.map(({ department, title = '', files, columns, rows, observations }) => ({
    department,
    title,
    files,
    columns: Object.keys(columns).length,
    tables: [...new Set([...rows.map(({ table }) => table), ...(observations ? ['observation'] : [])])],
  }));
  for (const warning of warnings) terminal.say(warning);
  if (json) terminal.data(JSON.stringify({ ok: true, file, sources: described, warnings }));
  else {
    terminal.data(`${file}：${sources.length} 种文件，可用 / kinds of file, valid`);
    for (const { files, title, columns, tables } of described)
      terminal.data(`  ${String(files)}  ${title}  ${columns} 列 → ${tables.join(', ')}`);
  }
}

/** A whole mapping, or the sources that another one includes: these have no currency. */
async function sourcesOf(file: string): Promise<readonly SourceSpec[]> {
  const isWhole = /^(currency|include)\s*:/m.test(await readText(file));
  return isWhole ? (await loadMapping(file)).sources : loadIncluded(file);
}

/** @throws JZ_MAPPING_INVALID for a code that is not in its table */
function checkCodes(file: string, source: SourceSpec, index: number): string[] {
  return codeFaults(source).map(({ path, target, table, code }) => {
    if (code === null)
      return `${String(source.files)}: ${path} → ${target}：自由文本，应译为 ${table} 代码 / free text where codes of ${table} are expected`;
    const problem = `${table} 没有代码 ${code}，见 docs/reference/codes.md / ${table} has no code ${code}`;
    throw new JzError('JZ_MAPPING_INVALID', { file, path: `sources.${index}.${path}`, problem });
  });
}

async function suggest(file: string, options: SuggestOptions, terminal: Terminal): Promise<void> {
  const { department, sheet, headerRow, out, json } = options;
  if (out !== undefined && (await exists(out))) throw new JzError('JZ_OUTPUT_EXISTS', { file: out });
  const known = await knownSources(departmentsFolder());
  const sample = await readSample(file, { sheet, headerRow });
  const suggestion = suggestMapping(file, sample, { department, headerRow, known });
  if (out !== undefined) await writeAtomically(out, suggestion.yaml);
  const { yaml, ...found } = suggestion;
  const { rows, encoding } = sample;
  if (json)
    terminal.data(
      JSON.stringify({
        file,
        rows,
        encoding,
        out: out ?? null,
        ...found,
        ...(out === undefined ? { yaml } : {}),
      }),
    );
  else if (out === undefined) terminal.data(yaml.trimEnd());
  else terminal.data(`${out}：请逐条核对 TODO / written; check every TODO`);
  if (!json) for (const line of summary(suggestion)) terminal.say(line);
}

function summary({ looksLike, tables, columns, todo }: Suggestion): string[] {
  const like = looksLike
    ? `像「${looksLike.title}」，其 ${looksLike.columns} 列找到 ${looksLike.matched} 列 / ${looksLike.matched} of its ${looksLike.columns} columns found`
    : '没有相近的已知文件 / no known file is like it';
  const open = columns.filter((column) => column.todo.length > 0).length;
  const doubts = `${columns.length} 列中 ${open} 列待核对，另有 ${todo.length} 项 / columns to check, other points`;
  return [like, `总账表 / ledger tables: ${tables.join(', ')}`, doubts];
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** data-samples/departments beside the sources, or inside the installed package. */
function departmentsFolder(): string {
  const here = fileURLToPath(import.meta.url);
  const up = here.endsWith('.ts') ? '../../../' : '../../../../';
  return fileURLToPath(new URL(`${up}data-samples/departments/`, import.meta.url));
}

function departmentName(text: string): string {
  if (/^[a-z][a-z0-9_]*$/.test(text)) return text;
  throw new InvalidArgumentError('小写字母、数字、_ / small letters, digits and _ expected');
}

function lineNumber(text: string): number {
  const line = Number(text);
  if (Number.isInteger(line) && line >= 1 && line <= 50) return line;
  throw new InvalidArgumentError('1–50');
}
