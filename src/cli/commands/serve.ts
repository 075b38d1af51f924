import { Option, type Command } from 'commander';
import { serve } from '../../api/serve.ts';
import { loadScorer } from '../../scoring/load.ts';
import type { Terminal } from '../io.ts';
import { greet, portNumber, stopSignal } from '../serving.ts';

interface Options {
  readonly port: number;
  readonly data: string;
  readonly keys?: string;
  readonly log: 'info' | 'warn' | 'error';
}

/** `jiuzhu serve [--port N] [--data DIR]`: the page and the API on this machine, until it is stopped. */
export function addServeCommand(program: Command, terminal: Terminal): void {
  program
    .command('serve')
    .description('在本机提供网页和接口，按 Ctrl-C 停止 / serve the page and the API on this machine')
    .option('--port <number>', '端口，0 为任选 / port, 0 takes a free one', portNumber, 8080)
    .option('--data <folder>', '数据目录 / data folder', '.jiuzhu/panel')
    .option(
      '--keys <file>',
      '身份库密钥，缺省为 JIUZHU_KEY_FILE 或总账旁的文件 / keys of the vault, default JIUZHU_KEY_FILE or beside the lake',
    )
    .addOption(
      new Option('--log <level>', '日志级别 / log level').choices(['info', 'warn', 'error']).default('warn'),
    )
    .addHelpText('after', '\n例 / example:\n  jiuzhu serve --port 9000 --data .jiuzhu/panel')
    .action(async ({ port, data, keys: keyFile, log }: Options) => {
      const stream = { write: (line: string) => terminal.say(line.trimEnd()) };
      const logger = { level: log, stream };
      const serving = await serve({ dataDirectory: data, port, keyFile, loadScorer, logger });
      greet(serving, terminal);
      await stopSignal();
      terminal.say('正在停止 / stopping');
      await serving.close();
    });
}
