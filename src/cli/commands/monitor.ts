import { writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { isoDate } from '../../core/dates.ts';
import { publishFolder } from '../../io/publish.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { readCardSubject, resolveModel } from '../../registry/index.ts';
import type { Terminal } from '../io.ts';
import { runMonitor, type Monitored } from '../monitor-run.ts';
import { version } from '../version.ts';

interface Options {
  readonly lake: string;
  readonly model: string;
  readonly registry: string;
  readonly asOf: string;
  readonly reference?: string;
  readonly out: string;
  readonly alpha: number;
  readonly tolerance: number;
  readonly json?: true;
}

/** `jiuzhu monitor`: has what a model stands on moved, and by enough to matter? */
export function addMonitorCommand(program: Command, terminal: Terminal): void {
  program
    .command('monitor')
    .description('监测在用模型：数据、分数、结果是否漂移 / watch a model in use for drift')
    .requiredOption('--lake <directory>', '总账目录 / ledger')
    .requiredOption('--model <id>', '模型编号、champion 或目录 / model id, champion or folder')
    .option('--registry <directory>', '模型登记目录 / model registry', '.jiuzhu/panel/registry')
    .requiredOption('--as-of <date>', '观察日 / as-of date')
    .option(
      '--reference <date>',
      '对照日，缺省为同月的校准或检验日 / date to compare with; default: a calibration or test date of the same month',
    )
    .requiredOption('--out <directory>', 'report.html, drift.json')
    .option('--alpha <share>', '一次监测的误报概率上限 / false-alarm rate of a run', alphaOf, 0.01)
    .option('--tolerance <psi>', '容许的变化（PSI）/ change that is let pass, as PSI', toleranceOf, 0.01)
    .option('--json', 'print JSON')
    .action((options: Options) => runCommand(options, terminal));
}

async function runCommand(options: Options, terminal: Terminal): Promise<void> {
  const { registry, alpha, tolerance } = options;
  const asOf = isoDate(options.asOf);
  const reference = options.reference === undefined ? undefined : isoDate(options.reference);
  const subject = await readCardSubject(await resolveModel(registry, options.model), registry);
  const ledger = await openLedger(options.lake);
  try {
    const { progress } = terminal;
    const done = await runMonitor({ ledger, subject, asOf, reference, alpha, tolerance, version, progress });
    const facts = {
      model: subject.id,
      manifest: subject.manifest.id,
      generation: ledger.generation,
      as_of: asOf,
    };
    await publish(options.out, done, { ...facts, alpha, tolerance, version });
    const result = { ...facts, ...done.report, outcome_missing: done.outcomeMissing };
    terminal.data(options.json ? JSON.stringify(result) : textOf(done, options.out));
  } finally {
    ledger.close();
  }
}

async function publish(
  out: string,
  { report, page }: Monitored,
  facts: Readonly<Record<string, string | number>>,
): Promise<void> {
  const path = resolve(out);
  const target = { parent: dirname(path), name: basename(path), replace: 'monitor' };
  await publishFolder('monitor', target, async (working) => {
    await writeFile(join(working, 'report.html'), page);
    await writeFile(join(working, 'drift.json'), `${JSON.stringify(report, null, 2)}\n`);
    return { facts };
  });
}

const verdicts = {
  alarm: '▲ 警报 / alarm',
  changed: '有变化，未超容许 / changed, within tolerance',
  steady: '未见变化 / no sign of change',
} as const;

function textOf({ report, outcomeMissing }: Monitored, out: string): string {
  const { features, score, outcome, alarms } = report;
  const alarmed = features.filter(({ verdict }) => verdict === 'alarm');
  return [
    `${report.current.as_of} (${report.current.rows}) ↔ ${report.reference.as_of} (${report.reference.rows})`,
    `数据 / data: ${alarms.data} 个特征警报 / of ${features.length} features alarm`,
    ...alarmed.map(({ name, shift }) => `  ▲ ${name}  PSI ${shift.psi.toFixed(4)}`),
    `分数 / scores: ${verdicts[score.verdict]}`,
    `结果 / outcomes: ${outcome ? `${verdicts[outcome.verdict]}，${outcome.as_of}，实际/预计 observed/expected ${outcome.observed} / ${outcome.expected.toFixed(1)}` : (outcomeMissing?.zh ?? '')}`,
    `${out}/report.html`,
  ].join('\n');
}

function alphaOf(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 0.5)) throw new InvalidArgumentError('0 < alpha < 0.5 expected');
  return value;
}

function toleranceOf(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && value < 10)) throw new InvalidArgumentError('0 <= tolerance < 10 expected');
  return value;
}
