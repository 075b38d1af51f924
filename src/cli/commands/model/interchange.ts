import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { resolveModel } from '../../../registry/index.ts';
import type { Terminal } from '../../io.ts';
import { exportModel, importModel, type ForeignFormat } from '../../model-files.ts';
import { registryCommand, type RegistryOptions } from './registry-command.ts';

interface ExportOptions extends RegistryOptions {
  readonly out: string;
}

interface ImportOptions extends RegistryOptions {
  readonly format: ForeignFormat;
}

/** `jiuzhu model export|import`: the way to and from other programs. */
export function addModelInterchange(model: Command, terminal: Terminal): void {
  registryCommand(model, 'export <id>', '导出为其他程序的格式 / write a model for other programs')
    .addOption(new Option('--format <format>', '格式 / format').choices(['onnx']).default('onnx'))
    .requiredOption('--out <file>', '写入的文件 / file to write')
    .action((id: string, options: ExportOptions) => runExport(id, options, terminal));
  registryCommand(model, 'import <file>', '登记其他程序的树模型 / register another program’s trees')
    .addOption(
      new Option('--format <format>', '格式 / format')
        .choices(['xgboost', 'lightgbm', 'onnx'])
        .makeOptionMandatory(),
    )
    .action((file: string, options: ImportOptions) => runImport(file, options, terminal));
}

async function runExport(
  id: string,
  { registry, out, json }: ExportOptions,
  terminal: Terminal,
): Promise<void> {
  const { features, bytes } = await exportModel(await resolveModel(registry, id), out);
  const result = { id, out, bytes, features };
  terminal.data(
    json
      ? JSON.stringify(result)
      : `已导出 ${id} 到 ${out}（${features} 个特征，${bytes} 字节）/ exported, inputs in the order of \`model show\``,
  );
}

async function runImport(
  file: string,
  { registry, format, json }: ImportOptions,
  terminal: Terminal,
): Promise<void> {
  const { id, features, trees } = await importModel(file, format, registry);
  const result = { id, format, registry, features, trees };
  terminal.data(
    json
      ? JSON.stringify(result)
      : `已登记 ${id}（${features} 个特征，${trees} 棵树）；预测：jiuzhu table predict FILE --model ${join(registry, id)} / registered`,
  );
}
