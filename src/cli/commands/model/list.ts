import { join } from 'node:path';
import type { Command } from 'commander';
import { JzError } from '../../../core/errors/index.ts';
import {
  modelIds,
  readLog,
  rolesOf,
  standingAfter,
  type Role,
  type Standing,
} from '../../../registry/index.ts';
import type { Terminal } from '../../io.ts';
import { readAnyModel } from '../../model-files.ts';
import { registryCommand, type RegistryOptions } from './registry-command.ts';

type Listed = { readonly id: string; readonly roles: readonly Role[] } & (
  | {
      readonly label: { readonly zh: string; readonly en: string };
      readonly tested_on: readonly string[];
      readonly metrics: Readonly<Record<string, number>>;
    }
  | { readonly kind: 'table'; readonly features: number }
  | { readonly damaged: string }
);

/** `jiuzhu model list` */
export function addModelList(model: Command, terminal: Terminal): void {
  registryCommand(model, 'list', '列出模型及其角色 / list models and their roles').action(
    (options: RegistryOptions) => listModels(options, terminal),
  );
}

async function listModels({ registry, json }: RegistryOptions, terminal: Terminal): Promise<void> {
  const ids = await modelIds(registry);
  const standing = standingAfter(await readLog(registry));
  const models: Listed[] = [];
  let damage: JzError | null = null;
  for (const id of ids) {
    try {
      models.push(await listed(registry, id, standing));
    } catch (error) {
      if (!(error instanceof JzError)) throw error;
      damage ??= error;
      models.push({ id, roles: rolesOf(standing, id), damaged: error.code });
    }
  }
  terminal.data(json ? JSON.stringify(models) : models.map(lineOf).join('\n'));
  if (damage) throw damage;
}

async function listed(registry: string, id: string, standing: Standing): Promise<Listed> {
  const roles = rolesOf(standing, id);
  const found = await readAnyModel(join(registry, id));
  if (found.kind === 'table')
    return { id, roles, kind: 'table', features: found.model.stack.features.length };
  const { label, testedOn, metrics } = found.model;
  return { id: found.id, roles, label, tested_on: testedOn, metrics };
}

const roleNames: Readonly<Record<Role, string>> = {
  champion: '★ 在用 champion',
  challenger: '☆ 影子 challenger',
};

function lineOf(one: Listed): string {
  const roles = one.roles.map((role) => `  ${roleNames[role]}`).join('');
  return `${one.id}${roles}  ${detailOf(one)}`;
}

function detailOf(one: Listed): string {
  if ('damaged' in one) return `✗ 已损坏，不可用 / damaged, refused (${one.damaged})`;
  if ('kind' in one) return `${one.features} 个特征的宽表模型 / a table model of ${one.features} features`;
  return `AUC ${one.metrics['auc']?.toFixed(4) ?? '–'}  ${one.label.zh} / ${one.label.en}`;
}
