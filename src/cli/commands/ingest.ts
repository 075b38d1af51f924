import { join } from 'node:path';
import type { Command } from 'commander';
import { JzError } from '../../core/errors/index.ts';
import { ingest, type IngestResult } from '../../ledger/ingest.ts';
import type { Terminal } from '../io.ts';
import { threadCount } from '../thread-count.ts';

const SHOWN_PROBLEMS = 20;

interface IngestOptions {
  readonly mapping?: string;
  readonly keys?: string;
  readonly links?: string;
  readonly review?: string;
  readonly lake: string;
  readonly threads?: number;
  readonly json?: true;
}

/** `jiuzhu ingest DIR [--mapping FILE] --lake DIR`: departments' files become a ledger generation. */
export function addIngestCommand(program: Command, terminal: Terminal): void {
  program
    .command('ingest <directory>')
    .description('装入部门文件，生成新一代总账 / load departments’ files into a new ledger generation')
    .option(
      '--mapping <file>',
      'YAML mapping of columns to the ledger (docs/reference/mapping.md); default DIR/mapping.yaml',
    )
    .requiredOption('--lake <directory>', 'where the ledger lives')
    .option(
      '--keys <file>',
      'key file for pseudonyms and the vault (else JIUZHU_KEY_FILE, the mapping’s, the lake’s)',
    )
    .option(
      '--links <file>',
      'a decided review list (review/links.csv of a generation; 决定 holds 是 or 否): the links hold from now on',
    )
    .option(
      '--review <file>',
      'write the pairs to decide here with names and addresses (CSV, only its owner may read it)',
    )
    .option('--threads <count>', 'worker threads; the result never depends on it', threadCount)
    .option('--json', 'print JSON')
    .action(async (directory: string, options: IngestOptions) => {
      const result = await ingest({
        directory,
        mappingFile: options.mapping ?? join(directory, 'mapping.yaml'),
        lakeDirectory: options.lake,
        progress: terminal.progress,
        keys: { option: options.keys, environment: process.env['JIUZHU_KEY_FILE'] },
        today: new Date().toISOString().slice(0, 10),
        ...(options.links === undefined ? {} : { links: options.links }),
        ...(options.review === undefined ? {} : { reviewFile: options.review }),
        ...(options.threads === undefined ? {} : { threads: options.threads }),
      });
      sayProblems(result, terminal);
      sayNotices(result, terminal);
      terminal.data(options.json ? JSON.stringify(result) : summary(result));
      if (result.tooManyBad) throw tooManyBad(result);
    });
}

function sayProblems(result: IngestResult, terminal: Terminal): void {
  for (const { zh, en, code } of result.problems.slice(0, SHOWN_PROBLEMS))
    terminal.say(`[${code}] ${zh}\n  ${en}`);
  const more = result.quarantined - SHOWN_PROBLEMS;
  if (!result.unchanged && more > 0) terminal.say(`… 其余见隔离文件 / the rest is in the quarantine files`);
  for (const { file, ignoredColumns } of result.files)
    if (ignoredColumns.length > 0)
      terminal.say(
        `${file}: 映射未用到的列 / columns the mapping does not use: ${ignoredColumns.slice(0, 10).join(', ')}`,
      );
}

/** What the data team should know although nothing failed. */
function sayNotices({ unclaimed, keysMade, links }: IngestResult, terminal: Terminal): void {
  if (keysMade !== null)
    terminal.say(
      `已生成密钥文件 ${keysMade}，请另存一份，丢失后身份信息无法恢复 / made the key file ${keysMade}: keep a copy, without it identities are lost`,
    );
  if (unclaimed.length > 0)
    terminal.say(
      `映射未涉及的文件 ${unclaimed.length} 个 / files no source of the mapping claims: ${unclaimed.slice(0, 10).join(', ')}`,
    );
  if (links !== null)
    terminal.say(
      `无有效证件号的 ${links.strangers} 人：匹配 ${links.linked}，待人工确认 ${links.review}，未匹配 ${links.unknown} / persons without a valid number: linked, to review, unknown`,
    );
}

function summary(result: IngestResult): string {
  if (result.unchanged)
    return `没有新内容，仍为 ${result.generation} / nothing new, the ledger stays at ${result.generation}`;
  const { generation, rowsIn, loaded, quarantined } = result;
  const lines = result.files
    .filter((file) => file.quarantineFile !== null)
    .map((file) => `隔离 / quarantine: ${file.quarantineFile ?? ''}`);
  return [
    `新一代总账 ${generation}：收到 ${rowsIn} 行，装入 ${loaded}，隔离 ${quarantined} / rows in, loaded, quarantined`,
    ...lines,
  ].join('\n');
}

function tooManyBad(result: IngestResult): JzError {
  const bad = result.files.filter((file) => file.quarantined > file.expectedBadShare * file.rowsIn);
  const total = (of: (file: (typeof bad)[number]) => number): number =>
    bad.reduce((sum, file) => sum + of(file), 0);
  return new JzError('JZ_ROWS_QUARANTINED', {
    rows: total((file) => file.rowsIn),
    value: total((file) => file.quarantined),
    expected: Math.max(...bad.map((file) => file.expectedBadShare)),
    generation: result.generation,
    file: bad.map((file) => file.quarantineFile ?? '').join(', '),
  });
}
