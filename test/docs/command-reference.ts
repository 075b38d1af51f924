import type { Command, Option } from 'commander';
import { programFor } from '../../src/cli/program.ts';
import { silent } from '../../src/core/progress.ts';

const intro = `# Command line · 命令行

Made from the program by \`npm run docs\`; do not edit. \`jiuzhu COMMAND --help\` says the same.

From a checkout: \`npm run -s jiuzhu -- ARGS\`, or \`node bin/jiuzhu.mjs ARGS\`. Installed: \`jiuzhu ARGS\`.

- stdout is data, stderr is messages. With \`--json\`, stdout is one JSON value, and an error on stderr is one JSON object ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) problem details with a stable \`code\`, see [errors.md](errors.md)).
- Progress is shown on a terminal only.
- Files appear whole or not at all: an earlier output stays as it was when a command fails.
- The same inputs, seed and version give the same bytes, for any number of threads.
- A comma-separated list of columns is read as a line of CSV: a name that holds a comma is put in double quotes.

| exit status | 含义 / meaning |
|---|---|
| 0 | 完成 / done |
| 2 | 用法有误：命令、选项、写不到的位置 / wrong usage: command, option, a place that cannot be written |
| 3 | 输入有误 / bad input |
| 4 | 完整性受损：清单或模型与内容不符 / integrity: a manifest or model does not match its content |
| 5 | 资源或安装 / resources or installation |
| 75 | 稍后重试 / try again later |
| 130 | 被中断（Ctrl-C）/ interrupted |

More about some of them: [ingest mapping](mapping.md), [training and its config](training.md), [tables](table.md), [model files](model-format.md), [the service](api.md).
`;

/** Every command that does something: its words and itself. */
export async function everyCommand(): Promise<readonly { words: string; command: Command }[]> {
  const quiet = { data: () => undefined, say: () => undefined, progress: silent };
  const walk = (command: Command, above: string): { words: string; command: Command }[] => {
    const words = `${above} ${command.name()}`;
    const inner = command.commands.flatMap((child) => walk(child, words));
    return command.options.length > 0 || inner.length === 0 ? [{ words, command }, ...inner] : inner;
  };
  const program = await programFor(['help'], quiet);
  return program.commands.flatMap((command) => walk(command, 'jiuzhu'));
}

/** docs/reference/cli.md, made from the program. */
export async function commandReference(): Promise<string> {
  return [intro, ...(await everyCommand()).map(({ words, command }) => section(words, command))].join('\n');
}

function section(words: string, command: Command): string {
  const inputs = command.registeredArguments.map((input) => ` <${input.name()}>`).join('');
  const head = `## ${words}\n\n${command.description()}\n\n\`${words}${inputs}\`\n`;
  if (command.options.length === 0) return head;
  return `${head}
| option | 含义 / meaning | default |
|---|---|---|
${command.options.map(optionRow).join('\n')}
`;
}

function optionRow(option: Option): string {
  const values = option.argChoices ? ` (${option.argChoices.join(', ')})` : '';
  const fallback: unknown = option.defaultValue;
  const shown = option.mandatory
    ? '**必填 / required**'
    : fallback === undefined || typeof fallback === 'boolean'
      ? ''
      : `\`${JSON.stringify(fallback).replaceAll('"', '')}\``;
  const cells = [`\`${option.flags}\``, `${option.description}${values}`, shown];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
