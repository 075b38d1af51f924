import { Option, type Command } from 'commander';
import { JzError } from '../../core/errors/index.ts';
import { calibrationText } from '../../generate/calibration/table.ts';
import { generate, type GenerateRequest, type Generated } from '../../generate/generate.ts';
import { defaultThreads } from '../../io/worker-pool.ts';
import type { Terminal } from '../io.ts';
import { threadCount } from '../thread-count.ts';
import { version } from '../version.ts';

interface Options {
  readonly households: number;
  readonly months: number;
  readonly seed: string;
  readonly out: string;
  readonly start: string;
  readonly dirt: '0' | '1' | '2' | '3';
  readonly threads?: number;
  readonly format: GenerateRequest['format'];
  readonly region: string;
  readonly json?: true;
}

const dials = { 0: 0, 1: 1, 2: 2, 3: 3 } as const;

/** `jiuzhu generate`: a synthetic county, as its departments would send it. */
export function addGenerateCommand(program: Command, terminal: Terminal): void {
  program
    .command('generate')
    .description('模拟生成一个县的部门数据 / make a synthetic county’s department files')
    .requiredOption('--households <n>', '家庭数 / households', whole('--households', 50_000_000))
    .requiredOption('--months <n>', '月数 / months', whole('--months', 240))
    .requiredOption('--seed <seed>', '随机种子 / seed')
    .requiredOption('--out <directory>', '输出目录（须为空）/ folder, empty or new')
    .option('--start <YYYY-MM>', '首月 / first month', firstMonth, '2022-01')
    .addOption(
      new Option('--dirt <level>', '脏数据程度 / dirt: 0 none, 1 usual, 2 bad, 3 awful')
        .choices(['0', '1', '2', '3'])
        .default('1'),
    )
    .addOption(
      new Option(
        '--format <format>',
        '文件格式 / mixed: as departments write; csv; parquet: the large ones; sample: small, yearly',
      )
        .choices(['mixed', 'csv', 'parquet', 'sample'])
        .default('mixed'),
    )
    .option('--threads <n>', '线程数（结果不变）/ threads', threadCount)
    .option('--region <code>', '县级区划代码 / county code', countyCode, '330199')
    .option('--json', 'print JSON')
    .action((options: Options) => run(options, terminal));
}

async function run(options: Options, terminal: Terminal): Promise<void> {
  const { json, dirt, threads = defaultThreads(), ...asked } = options;
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  // With a listener of its own the command ends by itself and removes what it had begun.
  process.once('SIGINT', stop);
  try {
    const { signal } = stopping;
    const request = { ...asked, dirt: dials[dirt], threads, version, signal };
    const made = await generate(request, terminal.progress);
    terminal.data(json ? JSON.stringify(summary(made)) : text(made));
  } finally {
    process.off('SIGINT', stop);
  }
}

function summary(made: Generated): object {
  const rows = made.files.reduce((sum, file) => sum + file.rows, 0);
  const { folder, manifest, files, calibration } = made;
  return { folder, id: manifest.id, files: files.length, rows, calibration };
}

function text(made: Generated): string {
  const rows = made.files.reduce((sum, file) => sum + file.rows, 0).toLocaleString('en-US');
  return [
    calibrationText(made.calibration),
    '',
    `已生成 / made ${made.folder}: ${made.files.length} 个部门文件 / files, ${rows} 行 / rows`,
    `装入 / load: jiuzhu ingest ${made.folder} --lake LAKE`,
  ].join('\n');
}

function whole(option: string, most: number): (text: string) => number {
  return (value) => {
    const count = Number(value);
    if (/^\d+$/.test(value) && count >= 1 && count <= most) return count;
    throw new JzError('JZ_GENERATE_ARGUMENT', { option, value, expected: `1 … ${most}` });
  };
}

/** The shipped law begins in 2022. */
function firstMonth(value: string): string {
  if (/^20\d{2}-(0[1-9]|1[0-2])$/.test(value) && value >= '2022-01' && value <= '2049-12') return value;
  throw new JzError('JZ_GENERATE_ARGUMENT', {
    option: '--start',
    value,
    expected: 'YYYY-MM, 2022-01 … 2049-12',
  });
}

function countyCode(value: string): string {
  if (/^\d{6}$/.test(value)) return value;
  throw new JzError('JZ_GENERATE_ARGUMENT', { option: '--region', value, expected: '6 digits' });
}
