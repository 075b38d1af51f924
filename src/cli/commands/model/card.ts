import type { Command } from 'commander';
import {
  cardFiles,
  publishCards,
  readCardSubject,
  resolveModel,
  trainingGeneration,
} from '../../../registry/index.ts';
import type { Terminal } from '../../io.ts';
import { registryCommand, type RegistryOptions } from './registry-command.ts';

interface CardOptions extends RegistryOptions {
  readonly out?: string;
  readonly lake?: string;
}

/** `jiuzhu model card` */
export function addModelCard(model: Command, terminal: Terminal): void {
  registryCommand(
    model,
    'card <id>',
    '模型卡与数据说明，由程序填写 / model card and data sheet, filled by code',
  )
    .option('--lake <directory>', '训练所用总账：数据说明列出部门文件 / ledger, for the departments’ files')
    .option('--out <directory>', '写成 HTML 和 Markdown；缺省打印中文模型卡 / write HTML and Markdown')
    .action((id: string, options: CardOptions) => showCard(id, options, terminal));
}

async function showCard(
  name: string,
  { registry, lake, out, json }: CardOptions,
  terminal: Terminal,
): Promise<void> {
  const subject = await readCardSubject(await resolveModel(registry, name), registry);
  const generation = lake === undefined ? null : await trainingGeneration(lake, subject);
  if (out !== undefined) {
    const folder = await publishCards(out, subject, generation);
    const result = { id: subject.id, out: folder };
    terminal.data(json ? JSON.stringify(result) : `已写入 ${folder}/model-card.html 等 / cards written`);
    return;
  }
  const files = cardFiles(subject, generation);
  terminal.data(json ? JSON.stringify(files) : (files['model-card.zh.md'] ?? ''));
}
