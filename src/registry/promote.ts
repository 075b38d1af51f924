/**
 * Changing who holds a role. A champion takes two persons: one proposes, another confirms.
 */
import { JzError } from '../core/errors/index.ts';
import { readHouseholdModel } from '../scoring/household-bundle.ts';
import { appendLog, readLog, type LogEntry, type LogFact } from './log.ts';
import { folderOf, resolveModel } from './resolve.ts';
import { standingAfter, type Standing } from './roles.ts';

/** Who acts, when, why. */
export interface Act {
  readonly registry: string;
  /** The person's name, as it stands in the log. */
  readonly by: string;
  /** Date and time, ISO 8601, UTC. */
  readonly at: string;
  readonly because: string;
}

/** What an act led to. */
export interface Changed {
  readonly entry: LogEntry;
  readonly standing: Standing;
}

/**
 * Proposes a model as champion; nothing changes until another person confirms.
 *
 * @throws JZ_MODEL_UNKNOWN, JZ_HASH_MISMATCH, JZ_MODEL_INVALID for a bundle that is not whole or does not score
 *   households; JZ_PROMOTION_OPEN, JZ_PROMOTION_HOLDS, JZ_REGISTRY_LOG, JZ_LOCKED
 */
export async function proposeChampion(act: Act, model: string): Promise<Changed> {
  const { entries, standing } = await read(act);
  const { proposal, champion } = standing;
  if (proposal) throw new JzError('JZ_PROMOTION_OPEN', { open: proposal.model, by: proposal.by });
  const whole = await wholeModel(act.registry, model);
  if (champion?.manifest === whole.manifest)
    throw new JzError('JZ_PROMOTION_HOLDS', { model: whole.model, role: 'champion' });
  return add(act, entries, { action: 'proposed', ...whole });
}

/**
 * Confirms the open proposal: the model is champion from now on.
 *
 * @throws JZ_PROMOTION_SAME_PERSON, JZ_PROMOTION_NOT_PROPOSED, JZ_HASH_MISMATCH when the bundle was changed since,
 *   JZ_REGISTRY_LOG, JZ_LOCKED
 */
export async function confirmChampion(act: Act, model: string): Promise<Changed> {
  const { entries, standing } = await read(act);
  const proposal = proposed(standing, model);
  if (personOf(proposal.by) === personOf(act.by))
    throw new JzError('JZ_PROMOTION_SAME_PERSON', { model, by: proposal.by });
  await readHouseholdModel(await folderOf(act.registry, proposal));
  return add(act, entries, { action: 'confirmed', model, manifest: proposal.manifest });
}

/** Withdraws the open proposal. @throws JZ_PROMOTION_NOT_PROPOSED, JZ_REGISTRY_LOG, JZ_LOCKED */
export async function withdrawProposal(act: Act, model: string): Promise<Changed> {
  const { entries, standing } = await read(act);
  const { manifest } = proposed(standing, model);
  return add(act, entries, { action: 'withdrawn', model, manifest });
}

/**
 * Makes a model the challenger: scored in shadow beside the champion. One person suffices, as no list changes.
 *
 * @throws as {@link proposeChampion}
 */
export async function shadowModel(act: Act, model: string): Promise<Changed> {
  const { entries, standing } = await read(act);
  const whole = await wholeModel(act.registry, model);
  for (const role of ['champion', 'challenger'] as const)
    if (standing[role]?.manifest === whole.manifest)
      throw new JzError('JZ_PROMOTION_HOLDS', { model: whole.model, role });
  return add(act, entries, { action: 'shadowed', ...whole });
}

/**
 * Puts the champion before back: an emergency brake, so one person suffices; two persons had confirmed that model.
 *
 * @throws JZ_ROLLBACK_NOTHING, JZ_HASH_MISMATCH when the former champion's bundle is not whole, JZ_REGISTRY_LOG,
 *   JZ_LOCKED
 */
export async function rollBack(act: Act): Promise<Changed> {
  const { entries, standing } = await read(act);
  const before = standing.former[0];
  if (!before) throw new JzError('JZ_ROLLBACK_NOTHING', { registry: act.registry });
  await readHouseholdModel(await folderOf(act.registry, before));
  return add(act, entries, { action: 'rolled_back', model: before.model, manifest: before.manifest });
}

async function read({ registry, by }: Act): Promise<{ entries: LogEntry[]; standing: Standing }> {
  if (personOf(by) === '')
    throw new JzError('JZ_USAGE', { problem: '--by: 姓名 / a name', command: 'model' });
  const entries = await readLog(registry);
  return { entries, standing: standingAfter(entries) };
}

async function wholeModel(registry: string, nameOrId: string): Promise<Pick<LogFact, 'model' | 'manifest'>> {
  const { id, manifest } = await readHouseholdModel(await resolveModel(registry, nameOrId));
  const holder = { model: id, manifest: manifest.id, by: '', at: '', because: '' };
  await folderOf(registry, holder);
  return { model: id, manifest: manifest.id };
}

function proposed({ proposal }: Standing, model: string): NonNullable<Standing['proposal']> {
  if (proposal?.model !== model)
    throw new JzError('JZ_PROMOTION_NOT_PROPOSED', { model, open: proposal?.model ?? '-' });
  return proposal;
}

async function add(
  { registry, by, at, because }: Act,
  entries: readonly LogEntry[],
  fact: Pick<LogFact, 'action' | 'model' | 'manifest'>,
): Promise<Changed> {
  const entry = await appendLog(registry, entries, { ...fact, by: by.trim(), at, because });
  return { entry, standing: standingAfter([...entries, entry]) };
}

/** The same name in other letters (full width, capitals, spaces) is the same person. */
function personOf(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s+/gu, '').toLowerCase();
}
