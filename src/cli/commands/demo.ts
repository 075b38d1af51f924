import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { serve } from '../../api/serve.ts';
import { runPanelJob } from '../../batch/panel/job.ts';
import { loadScorer } from '../../scoring/load.ts';
import type { Terminal } from '../io.ts';
import { greet, portNumber, stopSignal } from '../serving.ts';
import { version } from '../version.ts';

interface Options {
  readonly data: string;
  readonly port: number;
  readonly serve: boolean;
}

/** `jiuzhu demo panel`: the whole chain on the embedded Argentine panel, then the page. */
export function addDemoCommand(program: Command, terminal: Terminal): void {
  const demo = program.command('demo').description('用内置数据走完全流程 / the whole chain on embedded data');
  demo
    .command('panel')
    .description('阿根廷住户面板：总账 → 模型 → 名单 → 网页 / the Argentine household panel')
    .option('--data <folder>', '数据目录 / data folder', join('.jiuzhu', 'panel'))
    .option('--port <number>', '端口，0 为任选 / port, 0 takes a free one', portNumber, 8080)
    .option('--no-serve', '算完即止，不开网页 / stop before the page')
    .action((options: Options) => runDemo(options, terminal));
}

async function runDemo({ data, port, serve: wantsPage }: Options, terminal: Terminal): Promise<void> {
  const { progress } = terminal;
  const say = (message: string): void => terminal.say(message);
  await runPanelJob({ samples: samplesFolder(), data, asOf: '2014Q2', version, progress, say });
  if (!wantsPage) return;
  const logger = { level: 'warn' as const, stream: { write: (line: string) => say(line.trimEnd()) } };
  const serving = await serve({ dataDirectory: data, port, loadScorer, logger });
  greet(serving, terminal);
  await stopSignal();
  await serving.close();
}

/** data-samples/eph beside the sources, or inside the installed package. */
function samplesFolder(): string {
  const here = fileURLToPath(import.meta.url);
  const up = here.endsWith('.ts') ? '../../../' : '../../../../';
  return fileURLToPath(new URL(`${up}data-samples/eph/`, import.meta.url));
}
