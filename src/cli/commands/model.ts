import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { JzError } from '../../core/errors/index.ts';
import { readHouseholdModel } from '../../scoring/household-bundle.ts';
import type { Terminal } from '../io.ts';

interface Options {
  readonly registry: string;
  readonly json?: true;
}

const REGISTRY = '.jiuzhu/panel/registry';

/** `jiuzhu model list|show`: what the registry holds. */
export function addModelCommand(program: Command, terminal: Terminal): void {
  const model = program.command('model').description('模型登记 / the model registry');
  model
    .command('list')
    .description('列出模型 / list models')
    .option('--registry <directory>', '模型登记目录 / registry', REGISTRY)
    .option('--json', 'print JSON')
    .action((options: Options) => listModels(options, terminal));
  model
    .command('show <id>')
    .description('一个模型的全部信息 / everything about one model')
    .option('--registry <directory>', '模型登记目录 / registry', REGISTRY)
    .option('--json', 'print JSON')
    .action((id: string, options: Options) => showModel(id, options, terminal));
}

interface Listed {
  readonly id: string;
  readonly label: { readonly zh: string; readonly en: string };
  readonly tested_on: readonly string[];
  readonly metrics: Readonly<Record<string, number>>;
}

async function listModels({ registry, json }: Options, terminal: Terminal): Promise<void> {
  const folders = await readdir(registry).catch((cause: unknown) => {
    throw new JzError('JZ_FILE_NOT_FOUND', { file: registry }, { cause });
  });
  const models: Listed[] = [];
  for (const folder of folders.filter((name) => !name.startsWith('.')).sort()) {
    const { id, model } = await readHouseholdModel(join(registry, folder));
    models.push({ id, label: model.label, tested_on: model.testedOn, metrics: model.metrics });
  }
  const line = (one: Listed): string =>
    `${one.id}  AUC ${String(one.metrics['auc']?.toFixed(4))}  ${one.label.zh} / ${one.label.en}`;
  terminal.data(json ? JSON.stringify(models) : models.map(line).join('\n'));
}

async function showModel(id: string, { registry, json }: Options, terminal: Terminal): Promise<void> {
  const { model, manifest } = await readHouseholdModel(join(registry, id));
  const members = model.stack.members.map((member) => ({
    family: member.model.family,
    weight: member.weight,
  }));
  const { kind, catalogue, label, bandThresholds, trainedOn, calibratedOn, testedOn, metrics } = model;
  const card = { kind, catalogue, label, bandThresholds, trainedOn, calibratedOn, testedOn, metrics };
  const shown = { id, ...card, members, calibrator: model.calibrator.kind, facts: manifest.facts };
  terminal.data(JSON.stringify(shown, null, json ? 0 : 2));
}
