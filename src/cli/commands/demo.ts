import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { chinaMoment } from '../../api/moment.ts';
import { serve, type ServeOptions } from '../../api/serve.ts';
import { runCountyJob } from '../../batch/county/job.ts';
import { runPanelJob } from '../../batch/panel/job.ts';
import type { IsoDate } from '../../core/dates.ts';
import { loadScorer } from '../../scoring/load.ts';
import type { Terminal } from '../io.ts';
import { greet, portNumber, stopSignal } from '../serving.ts';
import { version } from '../version.ts';
import { addQuarterCommand } from './demo/quarter.ts';

interface Options {
  readonly data: string;
  readonly port: number;
  readonly serve: boolean;
}

interface CountyOptions extends Options {
  readonly samples?: string;
}

/** `jiuzhu demo county | panel`: the whole chain on embedded data, then the page. */
export function addDemoCommand(program: Command, terminal: Terminal): void {
  const demo = program.command('demo').description('用内置数据走完全流程 / the whole chain on embedded data');
  demo
    .command('county')
    .description(
      '模拟县：部门文件 → 预警 → 推荐 → 推演 → 网页 / the synthetic county: alerts, assistance, what if',
    )
    .option('--data <folder>', '数据目录 / data folder', join('.jiuzhu', 'county'))
    .option(
      '--samples <folder>',
      '部门文件，缺省为内置的模拟县 / department files, default the county that ships',
    )
    .option('--port <number>', '端口，0 为任选 / port, 0 takes a free one', portNumber, 8080)
    .option('--no-serve', '算完即止，不开网页 / stop before the page')
    .action((options: CountyOptions) => runCounty(options, terminal));
  demo
    .command('panel')
    .description('阿根廷住户面板：总账 → 模型 → 名单 → 网页 / the Argentine household panel')
    .option('--data <folder>', '数据目录 / data folder', join('.jiuzhu', 'panel'))
    .option('--port <number>', '端口，0 为任选 / port, 0 takes a free one', portNumber, 8080)
    .option('--no-serve', '算完即止，不开网页 / stop before the page')
    .action((options: Options) => runDemo(options, terminal));
  addQuarterCommand(demo, terminal);
}

async function runCounty(options: CountyOptions, terminal: Terminal): Promise<void> {
  const { progress } = terminal;
  const say = (message: string): void => terminal.say(message);
  const { samples = sampleFolder('county'), data } = options;
  const scenarioFile = join(sampleFolder('scenarios'), 'raise-standard.yaml');
  const outcome = await runCountyJob({ samples, data, scenarioFile, version, progress, say });
  terminal.data(JSON.stringify(outcome));
  if (!options.serve) return;
  const note = '时间从名单当日起走 / time runs from the day of the list';
  say(`演示日期 / day of the demonstration: ${outcome.asOf}（${note}）`);
  const practice = join(samples, 'practice-keys.json');
  const keyFile = existsSync(practice) ? practice : undefined;
  await servePages(options, terminal, { keyFile, now: clockFrom(outcome.asOf, new Date()) });
}

async function runDemo(options: Options, terminal: Terminal): Promise<void> {
  const { progress } = terminal;
  const say = (message: string): void => terminal.say(message);
  await runPanelJob({
    ...{ samples: sampleFolder('eph'), data: options.data, asOf: '2014Q2' },
    ...{ version, progress, say },
  });
  if (options.serve) await servePages(options, terminal);
}

async function servePages(
  { data, port }: Options,
  terminal: Terminal,
  more: Pick<ServeOptions, 'keyFile' | 'now'> = {},
): Promise<void> {
  const say = (message: string): void => terminal.say(message);
  const logger = { level: 'warn' as const, stream: { write: (line: string) => say(line.trimEnd()) } };
  const serving = await serve({ dataDirectory: data, port, loadScorer, logger, ...more });
  greet(serving, terminal);
  await stopSignal();
  await serving.close();
}

/** The machine's clock moved by whole days, so that it begins on a day: the county's time limits then run from its list. */
function clockFrom(day: IsoDate, started: Date): () => Date {
  const shiftMs = Date.parse(day) - Date.parse(chinaMoment(started).slice(0, 10));
  return () => new Date(Date.now() + shiftMs);
}

/** A folder of data-samples beside the sources, or inside the installed package. */
function sampleFolder(name: string): string {
  const here = fileURLToPath(import.meta.url);
  const up = here.endsWith('.ts') ? '../../../' : '../../../../';
  return fileURLToPath(new URL(`${up}data-samples/${name}/`, import.meta.url));
}
