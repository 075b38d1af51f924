/**
 * What `serve` and `demo` share: ports, greetings, and stopping.
 */
import { InvalidArgumentError } from 'commander';
import type { Serving } from '../api/serve.ts';
import type { Terminal } from './io.ts';

/** Says where the page is. */
export function greet(serving: Serving, terminal: Terminal): void {
  const page = serving.hasPages ? '' : '（网页未构建，仅接口 / page not built, API only）';
  terminal.say(`救助大脑已启动，请用浏览器打开 / serving, open in a browser: ${serving.url}/${page}`);
  if (!serving.hasAccounts)
    terminal.say(
      '没有账号：本机的人都以 demo 身份操作；jiuzhu account add 建立账号 / no accounts: whoever is here acts as demo',
    );
  terminal.say(`接口说明 / API: ${serving.url}/docs · Ctrl-C 停止 / to stop`);
}

/** Ends with the first SIGINT or SIGTERM; a second one ends the process at once, as without this. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve();
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
  });
}

/** Parses a port; 0 takes a free one. */
export function portNumber(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65_535)) throw new InvalidArgumentError('0 to 65535 expected / 应为 0 到 65535');
  return port;
}
