import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { JzError } from '../../core/errors/index.ts';
import type { Terminal } from '../io.ts';
import { exportModel, importModel, readAnyModel, type ForeignFormat } from '../model-files.ts';

interface Options {
  readonly registry: string;
  readonly json?: true;
}

interface ExportOptions extends Options {
  readonly out: string;
}

interface ImportOptions extends Options {
  readonly format: ForeignFormat;
}

const REGISTRY = '.jiuzhu/panel/registry';

/** `jiuzhu model list|show|export|import`: what the registry holds, and its way to and from other programs. */
export function addModelCommand(program: Command, terminal: Terminal): void {
  const model = program.command('model').description('模型登记 / the model registry');
  const add = (name: string, description: string): Command =>
    model
      .command(name)
      .description(description)
      .option('--registry <directory>', '模型登记目录 / registry', REGISTRY)
      .option('--json', 'print JSON');
  add('list', '列出模型 / list models').action((options: Options) => listModels(options, terminal));
  add('show <id>', '一个模型的全部信息 / everything about one model').action((id: string, options: Options) =>
    showModel(id, options, terminal),
  );
  add('export <id>', '导出为其他程序的格式 / write a model for other programs')
    .addOption(new Option('--format <format>', '格式 / format').choices(['onnx']).default('onnx'))
    .requiredOption('--out <file>', '写入的文件 / file to write')
    .action((id: string, options: ExportOptions) => runExport(id, options, terminal));
  add('import <file>', '登记其他程序的树模型 / register another program’s trees')
    .addOption(
      new Option('--format <format>', '格式 / format')
        .choices(['xgboost', 'lightgbm', 'onnx'])
        .makeOptionMandatory(),
    )
    .action((file: string, options: ImportOptions) => runImport(file, options, terminal));
}

async function listModels({ registry, json }: Options, terminal: Terminal): Promise<void> {
  const folders = await readdir(registry).catch((cause: unknown) => {
    throw new JzError('JZ_FILE_NOT_FOUND', { file: registry }, { cause });
  });
  const names = folders.filter((name) => !name.startsWith('.')).sort();
  const models: Listed[] = [];
  for (const name of names) models.push(await listed(join(registry, name), name));
  terminal.data(json ? JSON.stringify(models) : models.map(lineOf).join('\n'));
}

type Listed =
  | {
      readonly id: string;
      readonly label: { readonly zh: string; readonly en: string };
      readonly tested_on: readonly string[];
      readonly metrics: Readonly<Record<string, number>>;
    }
  | { readonly id: string; readonly kind: 'table'; readonly features: number };

async function listed(folder: string, name: string): Promise<Listed> {
  const found = await readAnyModel(folder);
  if (found.kind === 'table') return { id: name, kind: 'table', features: found.model.stack.features.length };
  const { label, testedOn, metrics } = found.model;
  return { id: found.id, label, tested_on: testedOn, metrics };
}

function lineOf(one: Listed): string {
  if ('kind' in one)
    return `${one.id}  ${one.features} 个特征的宽表模型 / a table model of ${one.features} features`;
  return `${one.id}  AUC ${String(one.metrics['auc']?.toFixed(4))}  ${one.label.zh} / ${one.label.en}`;
}

async function showModel(id: string, { registry, json }: Options, terminal: Terminal): Promise<void> {
  const { kind, model, manifest } = await readAnyModel(join(registry, id));
  const { features } = model.stack;
  const members = model.stack.members.map((member) => ({
    family: member.model.family,
    weight: member.weight,
  }));
  const { facts } = manifest;
  const shown =
    kind === 'household'
      ? { id, ...cardOf(model), members, calibrator: model.calibrator.kind, facts }
      : { id, kind, target: model.target, features, members, facts };
  terminal.data(JSON.stringify(shown, null, json ? 0 : 2));
}

function cardOf(model: Extract<Awaited<ReturnType<typeof readAnyModel>>, { kind: 'household' }>['model']) {
  const { kind, catalogue, label, bandThresholds, trainedOn, calibratedOn, testedOn, metrics } = model;
  return { kind, catalogue, label, bandThresholds, trainedOn, calibratedOn, testedOn, metrics };
}

async function runExport(
  id: string,
  { registry, out, json }: ExportOptions,
  terminal: Terminal,
): Promise<void> {
  const { features, bytes } = await exportModel(join(registry, id), out);
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
