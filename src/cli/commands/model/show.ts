import type { Command } from 'commander';
import { readLog, resolveModel, rolesOf, standingAfter, usedFeatures } from '../../../registry/index.ts';
import type { HouseholdModel } from '../../../scoring/household-bundle.ts';
import type { Terminal } from '../../io.ts';
import { readAnyModel } from '../../model-files.ts';
import { registryCommand, type RegistryOptions } from './registry-command.ts';

/** `jiuzhu model show` */
export function addModelShow(model: Command, terminal: Terminal): void {
  registryCommand(model, 'show <id>', '一个模型的全部信息 / everything about one model').action(
    (id: string, options: RegistryOptions) => showModel(id, options, terminal),
  );
}

async function showModel(
  name: string,
  { registry, json }: RegistryOptions,
  terminal: Terminal,
): Promise<void> {
  const folder = await resolveModel(registry, name);
  const { kind, model, manifest, ...rest } = await readAnyModel(folder);
  const members = model.stack.members.map((member) => ({
    family: member.model.family,
    weight: member.weight,
  }));
  const { facts, files } = manifest;
  const used = usedFeatures(model.stack);
  const id = 'id' in rest ? rest.id : name;
  const roles = rolesOf(standingAfter(await readLog(registry)), id);
  const about =
    kind === 'household'
      ? { ...cardOf(model), calibrator: model.calibrator.kind }
      : { kind, target: model.target, features: model.stack.features };
  const shown = { id, roles, ...about, members, used, manifest: manifest.id, files, facts };
  terminal.data(JSON.stringify(shown, null, json ? 0 : 2));
}

function cardOf(model: HouseholdModel) {
  const { kind, catalogue, label, bandThresholds, trainedOn, calibratedOn, testedOn, metrics } = model;
  return { kind, catalogue, label, bandThresholds, trainedOn, calibratedOn, testedOn, metrics };
}
